"""The server: HTTP in front of the world, long polling, and the delivery of webhooks."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Self

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import UploadFile

from tests.fake_bot_api.methods import METHODS
from tests.fake_bot_api.person import Person
from tests.fake_bot_api.rules import ApiError, decoded
from tests.fake_bot_api.served import served
from tests.fake_bot_api.uploads import MOST_UPLOADED, Upload
from tests.fake_bot_api.world import Call, Trouble, Update, World

TICK = 0.005
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.3
TOKEN = "4200:TEST-not-a-real-token-0123456789ABCDEF"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class FakeBotApi:
    """Use it as a context manager; inside, it listens at `url` for the bot with `token`."""

    token = TOKEN

    def __init__(self) -> None:
        self.world = World()
        self._serving = served(_app(lambda: self.world))

    def __enter__(self) -> Self:
        self.url = self._serving.__enter__()
        """The address without “/bot” and token."""
        return self

    def __exit__(self, *_: object) -> None:
        self.world.closing = True
        self._serving.__exit__(None, None, None)

    def forget_everything(self) -> None:
        """Begin anew, for the next test, without starting another server."""
        self.world.closing = True
        self.world = World()

    # People

    def person(self, chat_id: int = 100, first_name: str = "Participant") -> Person:
        return Person(self.world, {"id": chat_id, "type": "private", "first_name": first_name})

    def group(self, chat_id: int = -100, kind: str = "group") -> Person:
        """Somebody who writes in a group, or a channel that speaks for itself."""
        return Person(self.world, {"id": chat_id, "type": kind, "title": "A group"})

    def redeliver(self, update: Update) -> None:
        """Bring an update a second time, even if it is confirmed: networks do."""
        with self.world.lock:
            self.world.again.append(update)

    # Trouble

    def limits(
        self, retry_after: int = 1, calls: int = 1, method: str | None = None, chat_id: int | None = None
    ) -> None:
        """Answer 429 to the next `calls` that match."""
        words = f"Too Many Requests: retry after {retry_after}"
        self._trouble(ApiError(429, words, retry_after), calls, method, chat_id)

    def fails(
        self,
        status: int = 502,
        calls: int = 1,
        method: str | None = None,
        chat_id: int | None = None,
        description: str = "Bad Gateway",
    ) -> None:
        self._trouble(ApiError(status, description), calls, method, chat_id)

    def goes_silent(self, after: int) -> None:
        """Answer the next `after` messages; take those that follow, and never say so."""
        with self.world.lock:
            self.world.answers_left, self.world.unanswered = after, []

    def speaks_again(self) -> list[int]:
        """Answer what comes from now on. The chats of the messages that were not answered."""
        with self.world.lock:
            self.world.answers_left = None
            return list(self.world.unanswered)

    def _trouble(self, refusal: ApiError, calls: int, method: str | None, chat_id: int | None) -> None:
        with self.world.lock:
            self.world.troubles.append(Trouble(refusal, calls, method, chat_id))

    # What was asked of it

    @property
    def calls(self) -> list[Call]:
        with self.world.lock:
            return list(self.world.calls)

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    @property
    def pending(self) -> list[Update]:
        """Updates that the bot has not confirmed."""
        with self.world.lock:
            return [*self.world.again, *self.world.queue]

    # Waiting

    def wait_until(self, holds: Callable[[], Any], seconds: float = 60) -> None:
        """Wait until `holds()`; for tests whose bot runs in another thread."""
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                raise AssertionError(f"Waited {seconds} s in vain.")
            time.sleep(TICK)

    async def until(self, holds: Callable[[], Any], seconds: float = 60) -> None:
        """The same for tests whose bot runs in this event loop."""
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                raise AssertionError(f"Waited {seconds} s in vain.")
            await asyncio.sleep(TICK)


def _app(world: Callable[[], World]) -> FastAPI:
    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        delivery = asyncio.create_task(_deliver(world))
        yield
        delivery.cancel()

    app = FastAPI(lifespan=lifespan)

    @app.get("/file/bot{token}/files/{file_id}")
    async def download(token: str, file_id: str) -> Response:
        try:
            _check_token(token)
        except ApiError as refusal:
            return JSONResponse(refusal.as_json(), status_code=refusal.status)
        file = world().files.get(file_id)
        world().downloads.append(file_id)
        return Response(file.content) if file else JSONResponse({}, status_code=404)

    @app.api_route("/bot{token}/{method}", methods=["GET", "POST"])
    async def call(token: str, method: str, request: Request) -> JSONResponse:
        try:
            result = await _result(world(), token, method, request)
        except ApiError as refusal:
            return JSONResponse(refusal.as_json(), status_code=refusal.status)
        return JSONResponse({"ok": True, "result": result})

    return app


async def _result(world: World, token: str, method: str, request: Request) -> Any:
    _check_token(token)
    raw = await _parameters(request)
    parameters = decoded(raw)
    with world.locked():
        world.calls.append(Call(method, parameters))
        chat_id = parameters.get("chat_id")
        world.strike(method, int(chat_id) if chat_id is not None else None)
        if method.lower() != "getupdates":
            known = METHODS.get(method.lower())
            if known is None:
                raise ApiError(404, "Not Found: method not found")
            result = known(world, parameters)
    if method.lower() == "getupdates":
        return await _updates(world, parameters)
    if not world.answers(method, int(chat_id or 0)):
        await _silence(world)
    return result


async def _silence(world: World) -> None:
    """The bot waits for an answer until it is gone, or people have had enough of it."""
    while world.answers_left is not None:
        await asyncio.sleep(TICK)
        if world.closing:
            return


def _check_token(token: str) -> None:
    if token == TOKEN:
        return
    number, colon, secret = token.partition(":")
    well_formed = number.isdecimal() and colon and len(secret) >= 30
    raise ApiError(401, "Unauthorized") if well_formed else ApiError(404, "Not Found")


async def _parameters(request: Request) -> dict[str, Any]:
    query = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        return query | await request.json()
    async with request.form(max_part_size=MOST_UPLOADED) as form:
        return query | {name: await _part(value) for name, value in form.items()}


async def _part(value: UploadFile | str) -> Upload | str:
    if isinstance(value, str):
        return value
    return Upload(value.filename or "", await value.read())


async def _updates(world: World, parameters: dict[str, Any]) -> list[Update]:
    """Long polling. A second poller ends the first one's wait with 409, as the real server does."""
    if world.webhook.url:
        raise ApiError(409, WEBHOOK_ACTIVE)
    with world.locked():
        world.poller += 1
        ticket = world.poller
        world.allowed = parameters.get("allowed_updates", world.allowed)
        world.confirm(int(parameters.get("offset", 0)))
    limit = min(max(int(parameters.get("limit", 100)), 1), 100)
    deadline = time.monotonic() + float(parameters.get("timeout", 0))
    while not (updates := world.pending(limit)) and time.monotonic() < deadline and not world.closing:
        await asyncio.sleep(TICK)
        if ticket != world.poller:
            raise ApiError(409, OTHER_POLLER)
    return updates


async def _deliver(current: Callable[[], World]) -> None:
    """Bring each update to the webhook until it answers 2xx, the oldest first, ever more slowly."""
    pause = FIRST_PAUSE
    async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
        while True:
            world = current()
            update = world.next_for_webhook()
            if update is None:
                await asyncio.sleep(TICK)
            elif await _accepted(world, client, update):
                world.delivered(update)
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)


async def _accepted(world: World, client: httpx.AsyncClient, update: Update) -> bool:
    hook = world.webhook
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    try:
        answer = await client.post(hook.url, json=update, headers=headers)
    except httpx.HTTPError as error:
        hook.last_error = f"Connection failed: {type(error).__name__}"
        return False
    if not answer.is_success:
        hook.last_error = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
    return answer.is_success
