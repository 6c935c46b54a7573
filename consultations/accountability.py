"""Asks: what people said, what was decided about it, and who has been told.

The chain is question → answers → theme → ask → decision → told → judged; each link is an id, walkable both
ways.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

from consultations.ask_words import AskWords, Translations, to_json
from consultations.errors import Refused, worded

Decision = Literal["will_do", "doing", "done", "already", "cant"]
"""We will do it; we are doing it; we have done it; it was there already; we cannot, and why."""
State = Literal["open", "decided", "signed", "published"]
Reach = Literal["nobody", "some", "everybody"]
Verdict = Literal["yes", "partly", "no"]
"""What somebody says who was asked whether our answer is fair."""
NEWS_FOLLOWS: frozenset[Decision] = frozenset({"will_do", "doing"})
"""Decisions that are not the end: people are told by when they hear more."""
PROMISED_DAYS = 30
"""Days from an ask to its published answer, where the settings say nothing else."""


@dataclass(frozen=True, slots=True)
class Links:
    """What of the plan an ask bears on, by code; "" for nothing.

    `promise` may also be a point of a pledge, or a priority for the first year.
    """

    action: str = ""
    promise: str = ""
    indicator: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.action, self.promise, self.indicator)))


@dataclass(frozen=True, slots=True)
class Answered:
    """What the Trust answers to an ask: what was decided, in words for everybody, and when there is more.

    `translations` are the officer's: the theme and what happens in other languages than English.
    """

    decision: str
    what_happens: str
    next_news_on: date | None = None
    links: Links = Links()
    translations: Translations = field(default_factory=Translations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What children, young people or parents asked the Trust for, in one question of one consultation.

    `people` counts those whose answers stand behind it, `people_added` those of them who had not said it yet
    when the ask was made; `told` those who have had the message about it. None is suppressed: whoever shows
    them protects them, or says `reach`.
    `what_happens` says what will happen, what was done, or why not. `translations` say so in other languages.
    `partnership` and `officer_lead` are who leads on its outcome; they answer by `due_on`. `follows` is the
    ask whose answer this one gives more news of: `edition` counts them, from 1. `followed` says that later
    news is published.
    """

    id: int
    consultation: str
    sample: bool
    question: str
    question_label: str
    theme: str
    theme_label: str
    plan_code: str
    outcome_code: str
    title: str
    decision: Decision | None
    what_happens: str | None
    created_at: datetime
    decided_at: datetime | None
    published_at: datetime | None
    people: int
    told: int
    people_added: int = 0
    partnership: str = ""
    officer_lead: str = ""
    due_on: date | None = None
    next_news_on: date | None = None
    action_code: str = ""
    promise_code: str = ""
    indicator_code: str = ""
    signed_by: str | None = None
    signed_at: datetime | None = None
    signed_wording: str | None = None
    asked_to_change: str | None = None
    follows: int | None = None
    edition: int = 1
    followed: bool = False
    translations: Translations = field(default_factory=Translations)

    @property
    def state(self) -> State:
        if self.published_at:
            return "published"
        if self.signed:
            return "signed"
        return "decided" if self.decision else "open"

    @property
    def wording(self) -> str:
        """What stands for every word that people will read, in any language: the same words, and no others,
        give the same."""
        said = (self.title, self.question_label, self.theme_label, self.decision, self.what_happens)
        own = map(str, (*said, self.next_news_on))
        # Without translations, what was signed before there were any still holds.
        others = () if self.translations == Translations() else (to_json(self.translations),)
        return hashlib.sha256("\n".join((*own, *others)).encode()).hexdigest()[:12]

    def words(self, language: str) -> AskWords:
        """What people read about it in `language`."""
        own = AskWords(self.question_label, self.theme_label, self.what_happens or "")
        return self.translations.words(language, own)

    @property
    def signed(self) -> bool:
        """Whether a young person lead has signed these words, and not only earlier ones."""
        return self.signed_wording == self.wording

    @property
    def reach(self) -> Reach:
        """How many of those who said it have been told, without a number."""
        if not self.told:
            return "nobody"
        return "everybody" if self.told >= self.people else "some"

    @property
    def links(self) -> Links:
        return Links(self.action_code, self.promise_code, self.indicator_code)

    def days_left(self, today: date) -> int | None:
        """Days until the answer is due, below 0 when it is late; None once it is published, or undated."""
        return (self.due_on - today).days if self.due_on and not self.published_at else None

    def news_overdue(self, today: date) -> bool:
        """Whether people were promised more news by a day that has passed, and have had none."""
        promised = self.published_at and not self.followed and self.next_news_on
        return bool(promised) and self.next_news_on is not None and self.next_news_on < today


def check_decision(ask: Ask, answered: Answered, today: date) -> Decision:
    """The decision, if it may be recorded. Raises `Refused`: a "can't" without a reason is no answer."""
    if ask.published_at:
        raise Refused(
            "already_published", "This ask has been published.", "What people were told cannot change."
        )
    if answered.decision not in get_args(Decision):
        possible = ", ".join(get_args(Decision))
        raise Refused(
            "bad_decision",
            worded("“{decision}” is not a decision.", decision=answered.decision),
            worded("Choose one of {possible}.", possible=possible),
        )
    if not answered.what_happens.strip():
        wanted = (
            "the reason why not" if answered.decision == "cant" else "what happens, in words a child can read"
        )
        raise Refused(
            "reason_missing", "The decision says nothing yet.", worded("Write {wanted}.", wanted=wanted)
        )
    decision: Decision = answered.decision  # type: ignore[assignment] # checked against Decision above
    _check_news(decision, answered.next_news_on, today)
    return decision


def _check_news(decision: Decision, news_on: date | None, today: date) -> None:
    if news_on is None and decision in NEWS_FOLLOWS:
        raise Refused(
            "news_date_missing", "People are not told when they hear more.", "Give the date of the next news."
        )
    if news_on is not None and news_on <= today:
        raise Refused("news_date_past", "The next news would be in the past.", "Give a date after today.")


def check_decided(ask: Ask) -> None:
    """Raise `Refused` where there is nothing to tell yet."""
    if ask.decision is None:
        raise Refused("not_decided", "This ask has no decision yet.", "Record the decision, then publish it.")


def check_publish(ask: Ask) -> None:
    """Raise `Refused` where there is nothing to tell yet, or nobody young has signed the words."""
    check_decided(ask)
    if not ask.published_at and not ask.signed:
        message = "No young person lead has signed these words."
        if ask.signed_wording:
            message = "The words have changed since the young person lead signed them."
        raise Refused("not_signed", message, "Ask them to read and sign it on their page.")


def check_sign(ask: Ask, wording: str) -> None:
    """Raise `Refused` unless `wording` is what the ask says now, and it may still change."""
    if ask.published_at:
        raise Refused("already_published", "This ask has been published.", "What people were told stays.")
    if ask.decision is None:
        raise Refused("not_decided", "This ask has no decision yet.", "There is nothing to sign yet.")
    if ask.wording != wording:
        raise Refused(
            "changed_meanwhile", "The words were changed while you were reading.", "Please read them again."
        )


def check_follow(ask: Ask) -> None:
    """Raise `Refused` where there can be no more news of an ask."""
    if not ask.published_at:
        raise Refused("not_published", "People have had no answer yet.", "Publish the first answer first.")
