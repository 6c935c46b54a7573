"""The web chat: one page that works without JavaScript as one question at a time, and with it as a chat.

A person is known by a random token in a signed, http-only cookie and by nothing else. Every form carries an
id of its own, so that a double click or a repeated POST is one message.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from itsdangerous import BadSignature, URLSafeSerializer
from pydantic import BaseModel, ConfigDict, Field

from bot import session as sessions
from bot import wording
from bot.conversation import MESSAGE, Conversation
from bot.messages import Incoming, Message
from bot.transcript import Line, transcript
from consultations.consultation import Consultation
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations, Person
from consultations.storage.database import Database
from consultations.storage.outbox import Kept, Outbox

STATIC = Path(__file__).parent / "static"
COOKIE = "together_chat"
COOKIE_SECONDS = 90 * 24 * 3600
LONGEST_TEXT = 20_000
"""Characters of one message. Longer ones are refused with a kind word, never cut."""


class Sent(BaseModel):
    """One form of the page as the browser sends it. Words too many or fields unknown are refused whole."""

    model_config = ConfigDict(extra="forbid")

    form_id: str = Field(min_length=1, max_length=40)
    text: str | None = Field(default=None, max_length=LONGEST_TEXT)
    button: str | None = Field(default=None, max_length=200)
    picked: list[str] = Field(default_factory=list, max_length=500)
    start: bool = False

    def incoming(self, code: str, address: str) -> Incoming:
        """What this form says, as any channel would say it."""
        message_id = f"{address}:{self.form_id}"
        if self.start:
            return Incoming("web", address, message_id, start=code)
        if self.button is None:
            return Incoming("web", address, message_id, text=self.text or "")
        ticked = self.picked if self.button.endswith(".done") else []
        return Incoming("web", address, message_id, button=" ".join([*ticked, self.button]))


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows: what was said, what was just said, and what can be answered."""

    consultation: Consultation
    lines: list[Line]
    messages: list[Message]
    notices: list[Message]
    language: str
    form_id: str


class WebChat:
    """Knows the browser by its cookie, and makes the page for the person behind it."""

    def __init__(
        self,
        conversation: Conversation,
        database: Database,
        secret: str,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.conversation = conversation
        self.new_id = new_id
        self._database = database
        self._clock = clock
        self._signer = URLSafeSerializer(secret, salt="web-chat")

    def address(self, request: Request) -> str | None:
        """The token in the browser's cookie, or None where there is none that we signed."""
        try:
            token = self._signer.loads(request.cookies.get(COOKIE, ""))
        except BadSignature:
            return None
        return token if isinstance(token, str) else None

    def remember(self, response: Response, address: str, *, secure: bool) -> None:
        value = self._signer.dumps(address)
        response.set_cookie(
            COOKIE, str(value), max_age=COOKIE_SECONDS, httponly=True, samesite="lax", secure=secure
        )

    def open_consultations(self) -> list[Consultation]:
        with self._database.read() as connection:
            return [one for one in Consultations(connection).all() if one.state == "open"]

    def view(self, code: str, address: str | None) -> View:
        """The page of one consultation for one browser. Marks what it shows as delivered. `NotFound`."""
        now = self._clock()
        with self._database.write() if address else self._database.read() as connection:
            consultation = Consultations(connection).get(code)
            store, outbox = Conversations(connection), Outbox(connection)
            person = store.find_person("web", address) if address else None
            if person is None:
                return View(consultation, [], [], [], wording.DEFAULT, self.new_id())
            said, notices = outbox.last_reply(person.id), outbox.notices(person.id)
            for kept in (*said, *notices):
                if kept.sent_at is None:
                    outbox.sent(kept.id, now)
            lines, language = self._before(store, person, consultation, now)
        messages = _messages(said) if language else []
        fresh = {message.text for message in messages}
        lines = [line for line in lines if line.who == "you" or line.text not in fresh]
        return View(
            consultation, lines, messages, _messages(notices), language or wording.DEFAULT, self.new_id()
        )

    def _before(
        self, store: Conversations, person: Person, consultation: Consultation, now: datetime
    ) -> tuple[list[Line], str]:
        """What was said before the latest turn, and the language; ("", []) in another consultation."""
        stored = store.session(person.session_id) if person.session_id else None
        if stored is None or stored.consultation_id != consultation.id or not stored.state:
            return [], ""
        session = sessions.from_json(stored.state)
        live = self.conversation.live(stored.questionnaire_id)
        return transcript(session, live.form, self.conversation.surroundings(now)), session.language


def _messages(rows: list[Kept]) -> list[Message]:
    return [MESSAGE.validate_json(row.body) for row in rows]


def router(chat: WebChat, render: Callable[..., str], *, secure: bool) -> APIRouter:
    """The routes of the chat. `render(template, **values)` gives a page."""
    routes = APIRouter(prefix="/chat")

    @routes.get("", response_class=HTMLResponse)
    def choose() -> Response:
        """Every open consultation; straight to it where there is just one."""
        found = chat.open_consultations()
        if len(found) == 1:
            return RedirectResponse(f"/chat/{found[0].code}", status_code=303)
        return HTMLResponse(render("chat_choose.html", consultations=found, say=_say(wording.DEFAULT)))

    @routes.get("/{code}", response_class=HTMLResponse)
    def page(code: str, request: Request) -> Response:
        """The chat as it stands for this browser."""
        view = chat.view(code, chat.address(request))
        return HTMLResponse(render("chat.html", view=view, say=_say(view.language)))

    @routes.post("/{code}")
    def say(code: str, request: Request, sent: Annotated[Sent, Form()]) -> Response:
        """One message from this browser; then the page again."""
        address = chat.address(request)
        new = address is None
        address = address or chat.new_id()
        chat.conversation.take(sent.incoming(code, address))
        response = RedirectResponse(f"/chat/{code}#now", status_code=303)
        if new:
            chat.remember(response, address, secure=secure)
        return response

    @routes.post("/{code}/someone-else")
    def someone_else(code: str) -> Response:
        """Forget this browser, so that the next person starts afresh. Nothing that was said is lost."""
        response = RedirectResponse(f"/chat/{code}", status_code=303)
        response.delete_cookie(COOKIE)
        return response

    return routes


def _say(language: str) -> Callable[..., str]:
    def say(key: str, **details: object) -> str:
        return wording.say(key, language, **details)

    return say
