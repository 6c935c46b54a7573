"""Asks as pages and the API show them: every number of people protected, every date in words.

How many people stand behind an ask is not the ask's own count but the theme's number in the board's one
summary: two ways of counting the same people could be subtracted from each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from admin_api.sentences import TRUST_TIME, ago, date_words, day, days_between
from admin_api.translation.speaking import counted, message, spoken, translate
from admin_api.views_ledger import BearingView, bearing_view
from admin_api.ways import Ways
from analysis.disclosure_control import HIDDEN, Count, Rule, protect_count
from analysis.summary import BoardSummary
from consultations.accountability import Ask, Decision
from consultations.bearing import Bearings
from consultations.forms.languages import ENGLISH
from consultations.storage.walks import TOLD

Standing = Literal["waiting", "decided", "promised", "done", "cant"]
Themes = Mapping[tuple[str, str, str], Count]
"""How many people spoke of a theme, by consultation, question and theme."""

STANDINGS: Mapping[Decision, Standing] = {
    "will_do": "promised",
    "doing": "promised",
    "done": "done",
    "already": "done",
    "cant": "cant",
}
DECIDED: Mapping[Decision, str] = {
    "will_do": message("We will do this:"),
    "doing": message("We are doing this now:"),
    "done": message("We did this:"),
    "already": message("This is there already:"),
    "cant": message("We can’t, because"),
}
# {when} is “today”, “12 days ago”.
AGES: Mapping[Standing, str] = {
    "waiting": message("Asked {when}, waiting for a decision"),
    "decided": message("Decided {when}, not published yet"),
    "promised": message("Promised {when}, not done yet"),
    "done": message("Done, as we said {when}"),
    "cant": message("Answered “we can’t” {when}"),
}
NEXT: Mapping[Decision, str] = {
    "will_do": message("When it is done, we will say so here."),
    "doing": message("When it is done, we will say so here."),
    "done": message("Tell us if it did not work. We will listen."),
    "already": message("Tell us if it is not so where you are."),
    "cant": message("If this changes, we will say so here."),
}


@dataclass(frozen=True, slots=True)
class AskView:
    """One ask. `decision` and `what_happens` are empty where they may not be seen yet.

    Once it is published, its words are in the language of the page where somebody has written them in it.

    `since` are the days since the ask came to stand where it stands: raised, decided or published.
    `way` and `told_way` lead to the answers behind the two numbers, for whoever may see them. `bears_on`:
    what of the plan the decision bears on.
    """

    ask: Ask
    standing: Standing
    question_label: str
    theme_label: str
    people: Count
    told: Count
    decision: str
    what_happens: str
    next: str
    since: int
    way: str = ""
    told_way: str = ""
    bears_on: tuple[BearingView, ...] = ()

    @property
    def who(self) -> str:
        """Who said it, at the beginning of a sentence."""
        if not self.people.value:
            return translate("Some people")
        # Begins “{who} talked about: …”. The number is rounded: 5, 10, 15 and so on.
        return counted("{number} person", "{number} people", self.people.value)

    @property
    def told_words(self) -> str:
        if not self.ask.published_at:
            return ""
        if self.ask.reach == "everybody":
            return translate("Everybody who said it has been sent our answer.")
        if self.told.value:
            return counted(
                "{number} of those who said it has been sent our answer.",
                "{number} of those who said it have been sent our answer.",
                self.told.value,
            )
        return translate("Our answer is on its way to those who said it.")

    @property
    def age(self) -> str:
        return translate(AGES[self.standing], when=ago(self.since))

    @property
    def date(self) -> str:
        """When it came to stand where it stands."""
        return day(stands_since(self.ask, self.standing))


def theme_counts(summary: BoardSummary) -> Themes:
    return {
        (question.consultation, question.question, row.name): row.people
        for outcome in summary.outcomes
        for question in outcome.questions
        for row in question.themes
    }


def view(ask: Ask, themes: Themes, rule: Rule, now: datetime, *, insider: bool) -> AskView:
    """`insider` may see what was decided before it is published."""
    open_to_reader = ask.published_at is not None or insider
    standing = standing_of(ask, insider)
    people = themes.get((ask.consultation, ask.question, ask.theme), HIDDEN)
    words = ask.words(spoken() if ask.published_at else ENGLISH)
    return AskView(
        ask=ask,
        standing=standing,
        question_label=words.question,
        theme_label=words.theme,
        people=people,
        told=told(ask, people, rule),
        decision=translate(DECIDED[ask.decision]) if ask.decision and open_to_reader else "",
        what_happens=words.what_happens if open_to_reader else "",
        next=what_next(ask, now) if open_to_reader else "",
        since=days_between(stands_since(ask, standing), now),
    )


def views(
    asks: Sequence[Ask], summary: BoardSummary, rule: Rule, now: datetime, *, insider: bool
) -> list[AskView]:
    themes = theme_counts(summary)
    return [view(ask, themes, rule, now, insider=insider) for ask in asks]


def with_ways(asks: Sequence[AskView], ways: Ways) -> list[AskView]:
    """The same asks, each with the way to its answers for a visitor who has one."""
    return [
        replace(
            one,
            way=ways.to_asked(one.ask.id, one.people),
            told_way=ways.to_asked(one.ask.id, one.told, TOLD) if one.ask.reach == "some" else "",
        )
        for one in asks
    ]


def with_bearings(asks: Sequence[AskView], parts: Bearings) -> list[AskView]:
    """The same asks, each with what its decision bears on, where the reader may know of the decision."""
    return [
        replace(one, bears_on=tuple(map(bearing_view, parts.of(one.ask.links)))) if one.decision else one
        for one in asks
    ]


def what_next(ask: Ask, now: datetime) -> str:
    """What follows from the decision, with the day of the next news, and that it is late where it is."""
    if ask.decision is None:
        return ""
    if ask.next_news_on is None:
        return translate(NEXT[ask.decision])
    by = date_words(ask.next_news_on)
    if ask.news_overdue(now.astimezone(TRUST_TIME).date()):
        return translate("We said there would be more news by {day}. It is late.", day=by)
    return translate("There will be more news by {day}.", day=by)


def standing_of(ask: Ask, insider: bool) -> Standing:
    if ask.decision is None:
        return "waiting"
    return STANDINGS[ask.decision] if ask.published_at or insider else "decided"


def stands_since(ask: Ask, standing: Standing) -> datetime:
    if standing == "waiting":
        return ask.created_at
    return ask.published_at or ask.decided_at or ask.created_at


def told(ask: Ask, people: Count, rule: Rule) -> Count:
    """How many were told; rounded, so that it does not say how many were not."""
    return HIDDEN if people.value is None else protect_count(ask.told, rule)
