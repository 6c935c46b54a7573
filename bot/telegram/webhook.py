"""Where Telegram delivers updates, when it is told to: one route, closed to everyone without the secret."""

import hmac
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response

from bot.telegram.receiving import RawUpdate
from bot.telegram.settings import WEBHOOK_PATH

# An update is a few kilobytes: text is at most 4096 characters, and files come as references.
MOST_BYTES = 1_000_000
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not a secret

Take = Callable[[RawUpdate], Awaitable[bool]]

log = structlog.get_logger(__name__)


def webhook_router(secret: str, take: Take) -> APIRouter:
    """Answers 200 once the update is handled, 500 to have it brought again, and no body either way."""
    router = APIRouter()

    @router.post(WEBHOOK_PATH, include_in_schema=False)
    async def deliver(request: Request) -> Response:
        return Response(status_code=await _status(request, secret, take))

    return router


async def _status(request: Request, secret: str, take: Take) -> HTTPStatus:
    given = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(given.encode(), secret.encode()):
        log.warning("telegram.webhook_refused")
        return HTTPStatus.FORBIDDEN
    body = await _body(request)
    if body is None:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    update = parsed(body)
    if update is None:
        return HTTPStatus.BAD_REQUEST
    return HTTPStatus.OK if await take(update) else HTTPStatus.INTERNAL_SERVER_ERROR


async def _body(request: Request) -> bytes | None:
    """The whole body, or None as soon as it is too much, whatever its header claims."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def parsed(body: bytes) -> RawUpdate | None:
    """The update in `body`, or None when there is none."""
    try:
        update: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) and type(update.get("update_id")) is int else None
