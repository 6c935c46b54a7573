"""The easy-read newsletter: short sentences in large type, a picture beside each point."""

from collections.abc import Iterator, Sequence

from admin_api.reports.document import Block, Document, Heading, Paragraph, Point
from admin_api.reports.pictures import CLOCK, OF, PEOPLE, SCALES, SPEECH
from admin_api.reports.record import Record, ask_source, judged_source, named_themes, theme_source
from admin_api.sentences import date_words
from admin_api.translation.speaking import counted, message, translate
from admin_api.views_asks import AskView, Standing
from consultations.accountability import Decision
from consultations.forms.languages import EASY_READ
from consultations.forms.readability import too_hard
from consultations.storage.walks import About

MOST_SAID = 2
"""Themes of each outcome: much more is too much at once."""
PARTS: Sequence[tuple[Standing, str]] = (
    ("done", message("What we did")),
    ("promised", message("What we will do")),
    ("cant", message("What we cannot do, and why")),
    ("waiting", message("What we have not decided yet")),
)
DECIDED: dict[Decision, str] = {
    "will_do": message("We will do this:"),
    "doing": message("We are doing this now:"),
    "done": message("We did this:"),
    "already": message("This is there already:"),
    "cant": message("We cannot do this, because:"),
}


def newsletter(record: Record) -> Document:
    title = translate("What you told us, and what happened")
    blocks = (*_said(record), *_answered(record), *_next())
    return Document(
        title,
        translate("Easy-read newsletter: {title}", title=record.plan.title),
        record.made,
        blocks,
        easy=True,
    )


def _said(record: Record) -> Iterator[Block]:
    yield Heading(translate("What you told us"))
    took_part = record.board.summary.people
    if took_part.value:
        source = translate(
            "everybody who answered in a consultation about this plan. Answers: {address}",
            address=About(record.plan.code),
        )
        yield Point(
            counted("{number} person talked to us.", "{number} people talked to us.", took_part.value),
            PEOPLE,
            source,
        )
    heard = False
    for outcome in record.plan.outcomes:
        found = record.heard(outcome.code)
        rows = named_themes(found.themes, MOST_SAID) if found else []
        if not found or not rows:
            continue
        heard = True
        yield Heading(outcome.label, 2)
        for row in rows:
            said = counted(
                "{number} of you spoke of this: {theme}.",
                "{number} of you spoke of this: {theme}.",
                row.people.value or 0,
                theme=row.label,
            )
            yield Point(said, SPEECH, theme_source(found, row))
    if not heard:
        yield Point(
            translate("We have no numbers to show yet. We never show numbers of very few people."), PEOPLE
        )


def _answered(record: Record) -> Iterator[Block]:
    for standing, heading in PARTS:
        found = [one for one in record.asks if _stands(one) == standing]
        if found:
            yield Heading(str(heading))
            for one in found:
                yield from _one(record, one)


def _stands(view: AskView) -> Standing:
    return "waiting" if view.standing == "decided" else view.standing


def _one(record: Record, view: AskView) -> Iterator[Block]:
    yield Heading(view.ask.title, 2)
    yield Point(translate("{who} asked for this.", who=view.who), SPEECH, ask_source(view))
    if view.decision and view.ask.decision:
        said = view.ask.words(EASY_READ).what_happens
        yield Point(f"{DECIDED[view.ask.decision]} {said}", OF[view.standing])
        if view.ask.next_news_on:
            yield Point(
                translate("We will tell you more by {day}.", day=date_words(view.ask.next_news_on)), CLOCK
            )
        if fair := record.judged_words(view):
            yield Point(fair, SCALES, judged_source(record, view))
    elif view.ask.due_on:
        yield Point(translate("We want to answer by {day}.", day=date_words(view.ask.due_on)), CLOCK)


def _next() -> Iterator[Block]:
    yield Heading(translate("Tell us what you think"))
    yield Point(translate("You can tell us something at any time. We read all of it."), SPEECH)


def hard_to_read(document: Document) -> list[str]:
    """The sentences of an easy-read document that may be too hard for some, each with why."""
    if not document.easy:
        return []
    texts = [one.text for one in document.blocks if isinstance(one, Paragraph | Point)]
    return [f"“{text}” {reason}" for text in texts for reason in too_hard(text)]
