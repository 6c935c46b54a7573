"""What becomes of an error: the HTTP status, and its words as a page or as JSON. Statuses stand only here.

A page for a browser; `application/problem+json` (RFC 9457) with our `code`, `fix` and `faults` for a program
and for everything under /api. Neither ever repeats what somebody sent, nor shows anything of the inside.
"""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from admin_api.access import SignInNeededError
from admin_api.early_looks import StillOpenError
from admin_api.parts import Parts
from admin_api.sign_in import local_path
from admin_api.staff_sessions import StaffSessions
from admin_api.translation.speaking import counted, message, translate, words_of
from admin_api.web_security import SAFE_METHODS
from consultations.errors import Fault, FaultyInput, NotFound, Place, Refused, TogetherError, places

log = structlog.get_logger(__name__)

REFUSED = "access.refused"
PROBLEM = "application/problem+json"
PROBLEM_TYPE = "urn:together:problem:"
"""What a problem's `type` begins with; its code follows. docs/api.md lists them."""
STATUSES: Mapping[str, HTTPStatus] = {
    REFUSED: HTTPStatus.FORBIDDEN,
    "access.scope": HTTPStatus.FORBIDDEN,
    "access.no_keys": HTTPStatus.FORBIDDEN,
    "api_key.unknown": HTTPStatus.UNAUTHORIZED,
    "api_key.too_often": HTTPStatus.TOO_MANY_REQUESTS,
    "sign_in.wrong": HTTPStatus.UNPROCESSABLE_ENTITY,
    "sign_in.wait": HTTPStatus.TOO_MANY_REQUESTS,
    "sign_in.busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "pdf_busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "webhook_url": HTTPStatus.UNPROCESSABLE_ENTITY,
    "webhook_address": HTTPStatus.UNPROCESSABLE_ENTITY,
    "reason_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_decision": HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""Where the kind of an error says less than its code."""

KINDS: Sequence[tuple[type[TogetherError], HTTPStatus]] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (SignInNeededError, HTTPStatus.UNAUTHORIZED),
    (Refused, HTTPStatus.CONFLICT),
    (FaultyInput, HTTPStatus.UNPROCESSABLE_ENTITY),
)

HEADINGS: Mapping[int, str] = {
    400: message("We could not understand that"),
    401: message("Please sign in"),
    403: message("You cannot use this page"),
    404: message("We cannot find that page"),
    405: message("That cannot be done here"),
    409: message("That could not be done"),
    413: message("That is too long"),
    422: message("Something needs changing"),
    429: message("Please wait a moment"),
    503: message("Please try again soon"),
}
BROKEN = message("Something went wrong")

HTTP_ERRORS: Mapping[int, TogetherError] = {
    400: TogetherError("http.bad_request", "The page sent something broken.", "Go back and try again."),
    404: TogetherError("http.not_found", "It may have moved.", "Check the address."),
    405: TogetherError("http.not_allowed", "This address does not take that.", "Go back and try again."),
    413: TogetherError("http.too_long", "What was sent is too long.", "Send less."),
}
OTHER = TogetherError("http.other", "The page could not be shown.", "Go back and try again.")
UNEXPECTED = TogetherError(
    "unexpected",
    "This is our mistake, not yours. It has been written down.",
    "Please try again.",
)
FROM_ANOTHER_SITE = TogetherError(
    "access.another_site",
    "This was sent from another website, so nothing was done.",
    "Go back to our page and try again there.",
)


def status_of(error: TogetherError) -> HTTPStatus:
    """The HTTP status of an error; 500 for one that no visitor can have caused."""
    if error.code in STATUSES:
        return STATUSES[error.code]
    kinds = (status for kind, status in KINDS if isinstance(error, kind))
    return next(kinds, HTTPStatus.INTERNAL_SERVER_ERROR)


def wants_json(request: Request) -> bool:
    """Whether a program asks: under /api always, elsewhere when it accepts JSON and no page."""
    accepted = request.headers.get("accept", "")
    path = request.url.path
    return path == "/api" or path.startswith("/api/") or ("json" in accepted and "text/html" not in accepted)


class Answers:
    """Answers a request with an error, as a page or as JSON."""

    def __init__(self, parts: Parts) -> None:
        self._pages = parts.pages
        self._sessions = StaffSessions(parts)

    def known(self, request: Request, error: TogetherError, status: int) -> Response:
        """`answer`, with the menu of whoever is signed in: where no route was found, nobody has looked."""
        if not wants_json(request) and not hasattr(request.state, "visit"):
            self._sessions.visitor(request)
        return self.answer(request, error, status)

    def answer(self, request: Request, error: TogetherError, status: int) -> Response:
        faults = error.faults if isinstance(error, FaultyInput) else ()
        if wants_json(request):
            return problem(error, faults, status)
        return self._pages.response(
            "error.html",
            status,
            heading=translate(HEADINGS.get(status, BROKEN)),
            message=translate(error.message),
            fix=translate(error.fix),
            faults=[words_of(fault) for fault in faults],
            back=came_from(request),
        )

    def ours(self, request: Request, error: Exception) -> Response:
        """An error of our own. Somebody who only has to sign in is taken there, and back afterwards."""
        if not isinstance(error, TogetherError):
            raise error
        if isinstance(error, SignInNeededError) and not wants_json(request):
            return RedirectResponse(way_to_sign_in(request), HTTPStatus.SEE_OTHER)
        if isinstance(error, StillOpenError) and not wants_json(request):
            return RedirectResponse(way_to_reason(request, error.consultation), HTTPStatus.SEE_OTHER)
        status = status_of(error)
        if status == HTTPStatus.FORBIDDEN:
            log.warning("access_refused", path=route_path(request), account=account_number(request))
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("request_failed", path=route_path(request), code=error.code)
            return self.answer(request, UNEXPECTED, status)
        return self.known(request, error, status)

    def http(self, request: Request, error: Exception) -> Response:
        """What the framework itself refuses: no such page, no such method."""
        if not isinstance(error, HTTPException):
            raise error
        response = self.known(request, HTTP_ERRORS.get(error.status_code, OTHER), error.status_code)
        response.headers.update(error.headers or {})
        return response

    def invalid(self, request: Request, error: Exception) -> Response:
        """A form or a request that does not fit. An address that does not fit is a page that is not there."""
        if not isinstance(error, RequestValidationError):
            raise error
        if all(one["loc"][:1] == ("path",) for one in error.errors()):
            return self.known(request, HTTP_ERRORS[404], HTTPStatus.NOT_FOUND)
        faults = [fault(one) for one in error.errors()]
        faulty = FaultyInput("request.faulty", "What was sent does not fit.", faults)
        return self.known(request, faulty, HTTPStatus.UNPROCESSABLE_ENTITY)

    def unexpected(self, request: Request, error: Exception) -> Response:
        """A mistake of ours. The log gets its place, never its words: they may hold what a child wrote."""
        log.error("request_failed", path=route_path(request), error=type(error).__name__, at=places(error))
        return self.answer(request, UNEXPECTED, HTTPStatus.INTERNAL_SERVER_ERROR)


def problem(error: TogetherError, faults: Sequence[Fault], status: int) -> Response:
    """An error as a program reads it. 401 and 429 say what HTTP wants said."""
    headers = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "60"}}.get(status)
    return JSONResponse(body(error, faults, status), status, headers, media_type=PROBLEM)


def body(error: TogetherError, faults: Sequence[Fault], status: int) -> dict[str, Any]:
    """The JSON of an error."""
    return {
        "type": f"{PROBLEM_TYPE}{error.code}",
        "title": HEADINGS.get(status, BROKEN),
        "status": int(status),
        "detail": error.message,
        "code": error.code,
        "fix": error.fix,
        "faults": [
            {
                "code": one.code,
                "message": one.message,
                "fix": one.fix,
                "field": one.place.column,
                "row": one.place.row,
            }
            for one in faults
        ],
    }


def fault(found: Mapping[str, Any]) -> Fault:
    """One fault in our words from one of pydantic's. Its own words may quote what was sent; these do not."""
    kind, limits = found["type"], found.get("ctx", {})
    if kind == "extra_forbidden":  # the name of the field is the sender's too
        return Fault(kind, "There is a field that we do not know.", "Leave it out.")
    place = Place(column=next((str(part) for part in reversed(found["loc"]) if isinstance(part, str)), None))
    if kind == "string_too_long":
        most = counted(
            "Write at most {number} letter, please.",
            "Write at most {number} letters, please.",
            limits["max_length"],
        )
        return Fault(kind, "That is too long.", most, place)
    if kind in ("missing", "string_too_short"):
        return Fault(kind, "Something is missing.", "Please fill it in.", place)
    return Fault(kind, "Something does not fit.", how_to_fit(kind, limits), place)


def how_to_fit(kind: str, limits: Mapping[str, Any]) -> str:
    """What would fit, from our own limits."""
    if kind in ("greater_than_equal", "less_than_equal"):
        least = kind == "greater_than_equal"
        if least:
            return translate("Give {number} or more.", number=limits["ge"])
        return translate("Give {number} or less.", number=limits["le"])
    if kind in ("literal_error", "enum"):
        return translate("Give one of {choices}.", choices=limits["expected"])
    return translate("Go back and try again.")


def way_to_sign_in(request: Request) -> str:
    """The sign-in page, and after it the page that was wanted. What was sent cannot be sent again."""
    if request.method not in SAFE_METHODS:
        return "/sign-in?lost=true"
    return f"/sign-in?next={quote(address_of(request), safe='')}"


def way_to_reason(request: Request, code: str) -> str:
    """Where somebody says why they must see what people say before the end; then the page that was wanted."""
    page = f"/staff/consultations/{code}/early"
    if request.method not in SAFE_METHODS:
        return page
    return f"{page}?next={quote(address_of(request), safe='')}"


def address_of(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def came_from(request: Request) -> str:
    """The page of ours on which what failed was sent or chosen; "" where the browser names none, or this."""
    host, slash, rest = request.headers.get("referer", "").partition("://")[2].partition("/")
    path = slash + rest
    again = path.partition("?")[0] == request.url.path and request.method in SAFE_METHODS
    return local_path(path, "") if host == request.url.netloc and not again else ""


def account_number(request: Request) -> int | None:
    """Whose account asks, by its number: the log holds no names."""
    return getattr(getattr(request.state, "staff", None), "id", None)


def route_path(request: Request) -> str:
    """The path as the route declares it: an address itself may hold what belongs to a person."""
    return getattr(request.scope.get("route"), "path", "no route")


def add_handlers(app: FastAPI, answers: Answers) -> None:
    app.add_exception_handler(TogetherError, answers.ours)
    app.add_exception_handler(HTTPException, answers.http)
    app.add_exception_handler(RequestValidationError, answers.invalid)


class LastResort:
    """Answers what nothing else caught. Starlette's own would log its words and miss our headers."""

    def __init__(self, app: ASGIApp, answer: Callable[[Request, Exception], Response]) -> None:
        self.app = app
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:  # noqa: BLE001 - the last resort is for everything
            response = self.answer(Request(scope), error)
            if not started:
                await response(scope, receive, send)


class Refusal:
    """What `SameSite` answers with: our page or JSON, as an ASGI application."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        log.warning("refused_from_another_site", method=scope["method"])
        response = self._answers.answer(Request(scope), FROM_ANOTHER_SITE, HTTPStatus.FORBIDDEN)
        await response(scope, receive, send)
