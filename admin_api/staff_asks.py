"""What officers do with asks: make one of a theme, decide, read what people will read, publish."""

from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.ask_forms import LONGEST_TITLE, LONGEST_WORDS, AskForm, DecisionForm, as_filled
from admin_api.ask_languages import arriving, seen, unknown_languages
from admin_api.forms import FieldError, Filled, filled, see
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.translation.speaking import translate
from admin_api.views_staff import Case, LinkChoices, case, find_theme
from analysis.board import PromotableTheme
from consultations.accountability import Links, check_decided
from consultations.consultation import Consultation
from consultations.errors import Refused
from consultations.staff import Account
from consultations.storage.asks import Asks, Promotion
from consultations.storage.audit import AuditLog
from consultations.storage.plans import Plans


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
                now = self._parts.clock()
                wish = Wish(consultation, found, form.title)
                wanted = promotion(connection, wish, due_on(self._parts))
                made = Asks(connection).promote(wanted, me.name, now)
                AuditLog(connection).note(me.name, "ask.made", f"ask:{made.id}", now)
        except Refused as refused:
            if refused.code != "already_an_ask":
                raise
            return see(f"{consultation_path(code)}/new-ask?{urlencode(form.theme_of_question)}")
        return see(ask_path(made.id, "made"))

    def page(self, me: Account, number: int, note: str | None) -> Response:
        """An ask, what stands behind it, and the form for the decision until it is published."""
        found = self._case(me, number)
        return self._ask(me, found, as_filled(found.ask), note)

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
        found = self._case(me, number)
        answered = form.answered()
        errors = [
            *form.errors(self._today()),
            *unknown_links(answered.links, found.choices),
            *unknown_languages(answered.translations.written, found.readers.languages),
        ]
        if errors and not found.ask.published_at:
            return self._ask(me, found, form.filled(*errors))
        with self._parts.database.write() as connection:
            now = self._parts.clock()
            Asks(connection).decide(number, answered, me.name, now)
            AuditLog(connection).note(me.name, "ask.decided", f"ask:{number}", now, form.decision)
        return see(ask_path(number, "decided"))

    def publish_page(self, me: Account, number: int, *, changed: bool = False) -> Response:
        """What people will read, before anybody does. Raises `Refused` where nothing is decided."""
        found = self._case(me, number)
        if found.ask.published_at:
            return see(ask_path(number, "published"))
        check_decided(found.ask)
        with self._parts.database.read() as connection:
            messages = arriving(connection, self._parts, found.ask)
        return self._parts.pages.response(
            "staff/publish.html",
            HTTPStatus.CONFLICT if changed else HTTPStatus.OK,
            me=me,
            case=found,
            messages=messages,
            seen=seen(messages),
            changed=changed,
            few=self._parts.rule.is_small(found.ask.people),
        )

    def publish(self, me: Account, number: int, read: str) -> Response:
        """Publish what was read on the page before; if it has changed since, show it again instead."""
        with self._parts.database.write() as connection:
            asks = Asks(connection)
            ask = asks.get(number)
            check_decided(ask)
            as_read = seen(arriving(connection, self._parts, ask)) == read
            if as_read:
                now = self._parts.clock()
                asks.publish(number, now)
                AuditLog(connection).note(me.name, "ask.published", f"ask:{number}", now)
        if as_read or ask.published_at:
            return see(ask_path(number, "published"))
        return self.publish_page(me, number, changed=True)

    def follow(self, me: Account, number: int) -> Response:
        """There is more news: on to the ask in which it is written, made now where there is none."""
        with self._parts.database.write() as connection:
            now = self._parts.clock()
            made = Asks(connection).follow(number, me.name, now, due_on(self._parts))
            AuditLog(connection).note(me.name, "ask.followed", f"ask:{number}", now, str(made.id))
        return see(ask_path(made.id, "following"))

    def _case(self, me: Account, number: int) -> Case:
        with self._parts.database.read() as connection:
            return case(connection, self._parts, me, number)

    def _today(self) -> date:
        return self._parts.clock().astimezone(TRUST_TIME).date()


@dataclass(frozen=True, slots=True)
class Wish:
    """Which theme of which consultation is to become an ask, and what it is called."""

    consultation: Consultation
    theme: PromotableTheme
    title: str


def due_on(parts: Parts) -> date:
    """By when an ask that is made now is to be answered."""
    return parts.clock().astimezone(TRUST_TIME).date() + timedelta(days=parts.ask_days)


def promotion(connection: Connection, wish: Wish, due: date) -> Promotion:
    """The ask, on the desk of who leads on its outcome. `due`: by when it is to be answered."""
    theme = wish.theme
    outcome = Plans(connection).get(wish.consultation.plan_code).outcome(theme.outcome_code)
    partnership = outcome.lead_partnership if outcome else None
    return Promotion(
        consultation_id=wish.consultation.id,
        question=theme.question,
        question_label=theme.question_label,
        theme=theme.theme,
        theme_label=theme.theme_label,
        plan_code=wish.consultation.plan_code,
        outcome_code=theme.outcome_code,
        title=wish.title,
        partnership=partnership.name if partnership else "",
        officer_lead=outcome.officer_lead if outcome else "",
        due_on=due,
    )


def unknown_links(links: Links, choices: LinkChoices) -> list[FieldError]:
    """What is named that the plan does not have."""
    named = {
        "action": (links.action, choices.actions),
        "promise": (links.promise, choices.promises),
        "indicator": (links.indicator, choices.indicators),
    }
    return [
        FieldError(
            field,
            translate("The plan has no {field} “{code}”. Choose one of the list.", field=field, code=code),
        )
        for field, (code, known) in named.items()
        if code and code not in dict(known)
    ]


def status_of_form(form: Filled) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def consultation_path(code: str) -> str:
    return f"/staff/consultations/{code}"


def ask_path(number: int, note: str) -> str:
    """The page of an ask, saying what was just done (`pages_staff.Note`)."""
    return f"/staff/asks/{number}?note={note}"
