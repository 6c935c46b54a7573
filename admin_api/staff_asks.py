"""What officers do with asks: make one of a theme, decide, read what people will read, publish."""

from http import HTTPStatus
from typing import get_args
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.parts import Parts
from admin_api.sign_in import fingerprint
from admin_api.views_staff import Case, case, find_theme
from analysis.board import PromotableTheme
from consultations.accountability import Decision, check_publish
from consultations.consultation import Consultation
from consultations.errors import Refused
from consultations.staff import Account
from consultations.storage.asks import Asks, Promotion
from consultations.storage.audit import AuditLog

LONGEST_TITLE = 150
LONGEST_WORDS = 1000
"""Letters of what happens: about a screen of a phone, and well within one Telegram message (4096)."""
LONGEST_SENT = 20_000
"""Letters that are taken in, so that too many can be given back to be shortened."""

CHOOSE = "Choose what you decided."
REASON = "Write the reason why not. People will read it."
WORDS = "Write what happens. People will read it."
TOO_LONG = "Shorten this to {} letters or fewer. It has {} now."


class AskForm(BaseModel):
    """The form that makes an ask of a theme."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=200)
    theme: str = Field(max_length=100)
    title: Typed = Field(default="", max_length=LONGEST_SENT)

    @property
    def theme_of_question(self) -> dict[str, str]:
        """What the address of the page with this form brings."""
        return {"question": self.question, "theme": self.theme}

    def errors(self) -> list[FieldError]:
        if not self.title:
            return [FieldError("title", "Write a title.")]
        if len(self.title) > LONGEST_TITLE:
            return [FieldError("title", TOO_LONG.format(LONGEST_TITLE, len(self.title)))]
        return []


class DecisionForm(BaseModel):
    """The form that records a decision."""

    model_config = ConfigDict(extra="forbid")

    decision: str = Field(default="", max_length=20)
    what_happens: Typed = Field(default="", max_length=LONGEST_SENT)

    def errors(self) -> list[FieldError]:
        """Everything wrong with it, in the order of its fields."""
        found = [] if self.decision in get_args(Decision) else [FieldError("decision", CHOOSE)]
        if not self.what_happens:
            found.append(FieldError("what_happens", REASON if self.decision == "cant" else WORDS))
        elif len(self.what_happens) > LONGEST_WORDS:
            found.append(FieldError("what_happens", TOO_LONG.format(LONGEST_WORDS, len(self.what_happens))))
        return found

    def filled(self, *errors: FieldError) -> Filled:
        return filled(*errors, decision=self.decision, what_happens=self.what_happens)


class StaffAsks:
    """Does it, and answers with the page that follows."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def new_ask_page(self, me: Account, code: str, question: str, theme: str) -> Response:
        """Where the title is written. A theme that is an ask already has its page."""
        with self._parts.database.read() as connection:
            consultation, found = find_theme(connection, self._parts, code, question, theme)
        if found.ask_id is not None:
            return see(ask_path(found.ask_id, "already"))
        return self._new_ask(me, consultation, found, filled(title=found.theme_label))

    def _new_ask(
        self, me: Account, consultation: Consultation, theme: PromotableTheme, form: Filled
    ) -> Response:
        return self._parts.pages.response(
            "staff/new_ask.html",
            status_of_form(form),
            me=me,
            consultation=consultation,
            theme=theme,
            form=form,
            longest=LONGEST_TITLE,
        )

    def promote(self, me: Account, code: str, form: AskForm) -> Response:
        """Make the ask. A second press, or a second officer, comes to the ask that is there."""
        with self._parts.database.read() as connection:
            consultation, found = find_theme(connection, self._parts, code, form.question, form.theme)
        if errors := form.errors():
            return self._new_ask(me, consultation, found, filled(*errors, title=form.title))
        try:
            with self._parts.database.write() as connection:
                wanted = promotion(consultation, found, form.title)
                now = self._parts.clock()
                made = Asks(connection).promote(wanted, me.name, now)
                AuditLog(connection).note(me.name, "ask.made", f"ask:{made.id}", now)
        except Refused as refused:
            if refused.code != "already_an_ask":
                raise
            return see(f"{consultation_path(code)}/new-ask?{urlencode(form.theme_of_question)}")
        return see(ask_path(made.id, "made"))

    def page(self, me: Account, number: int, note: str | None) -> Response:
        """An ask, what stands behind it, and the form for the decision until it is published."""
        found = self._case(number)
        form = filled(decision=found.ask.decision or "", what_happens=found.ask.what_happens or "")
        return self._ask(me, found, form, note)

    def _ask(self, me: Account, found: Case, form: Filled, note: str | None = None) -> Response:
        return self._parts.pages.response(
            "staff/ask.html",
            status_of_form(form),
            me=me,
            case=found,
            form=form,
            note=note,
            longest=LONGEST_WORDS,
        )

    def decide(self, me: Account, number: int, form: DecisionForm) -> Response:
        """Record the decision; what does not fit is said beside its field, and keeps what was typed."""
        found = self._case(number)
        if (errors := form.errors()) and not found.ask.published_at:
            return self._ask(me, found, form.filled(*errors))
        with self._parts.database.write() as connection:
            now = self._parts.clock()
            Asks(connection).decide(number, form.decision, form.what_happens, me.name, now)
            AuditLog(connection).note(me.name, "ask.decided", f"ask:{number}", now, form.decision)
        return see(ask_path(number, "decided"))

    def publish_page(self, me: Account, number: int, *, changed: bool = False) -> Response:
        """What people will read, before anybody does. Raises `Refused` where nothing is decided."""
        found = self._case(number)
        if found.ask.published_at:
            return see(ask_path(number, "published"))
        check_publish(found.ask)
        message = self._parts.preview(found.ask)
        return self._parts.pages.response(
            "staff/publish.html",
            HTTPStatus.CONFLICT if changed else HTTPStatus.OK,
            me=me,
            case=found,
            message=message,
            seen=fingerprint(message),
            changed=changed,
            few=self._parts.rule.is_small(found.ask.people),
        )

    def publish(self, me: Account, number: int, seen: str) -> Response:
        """Publish what was read on the page before; if it has changed since, show it again instead."""
        with self._parts.database.write() as connection:
            asks = Asks(connection)
            ask = asks.get(number)
            check_publish(ask)
            as_read = fingerprint(self._parts.preview(ask)) == seen
            if as_read:
                now = self._parts.clock()
                asks.publish(number, now)
                AuditLog(connection).note(me.name, "ask.published", f"ask:{number}", now)
        if as_read or ask.published_at:
            return see(ask_path(number, "published"))
        return self.publish_page(me, number, changed=True)

    def _case(self, number: int) -> Case:
        with self._parts.database.read() as connection:
            return case(connection, number, self._parts.clock())


def status_of_form(form: Filled) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def promotion(consultation: Consultation, theme: PromotableTheme, title: str) -> Promotion:
    return Promotion(
        consultation_id=consultation.id,
        question=theme.question,
        question_label=theme.question_label,
        theme=theme.theme,
        theme_label=theme.theme_label,
        plan_code=consultation.plan_code,
        outcome_code=theme.outcome_code,
        title=title,
    )


def consultation_path(code: str) -> str:
    return f"/staff/consultations/{code}"


def ask_path(number: int, note: str) -> str:
    """The page of an ask, saying what was just done (`pages_staff.Note`)."""
    return f"/staff/asks/{number}?note={note}"
