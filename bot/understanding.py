"""What typed words mean where the person stands. Days and times may be named by where they lie from now."""

import re
from collections.abc import Sequence

from bot.false_friends import is_one, probably
from bot.plain_words import plain
from bot.turn import Turn
from consultations.forms.compiled import CompiledQuestion
from consultations.forms.question_types import Accepted, Draft, Option, Problem, Reading, Unsure
from consultations.forms.question_types.choices import in_order
from consultations.forms.question_types.dates import read_date
from consultations.forms.question_types.in_a_row import in_a_row
from consultations.forms.question_types.matching import nearest
from consultations.forms.question_types.named_days import Named, time_ago, with_day_named
from consultations.forms.question_types.times import read_time, time_among_words
from consultations.forms.questionnaire import Choice, words

NOW = re.compile(r"\b(?:right )?now\b")


def understood(turn: Turn, text: str) -> Reading:
    """What the question at the person's place makes of `text`."""
    one, choices = turn.state.one(turn.current), turn.state.choices(turn.current)
    reading = one.kind.read(one.question, choices, text)
    if one.kind.uses_choices and (isinstance(reading, Problem) or is_one(text, turn.session.language)):
        reading = _false_friend(turn, one, choices, text) or reading
    if isinstance(reading, Accepted) and one.kind.takes_several:
        return _with_ticks(turn, reading, choices)
    if not isinstance(reading, Problem):
        return reading
    if one.kind.ordered:
        return _next_in_order(turn, one, choices, text) or reading
    if one.kind.input not in ("date", "datetime", "time") or _only_a_day(one, text):
        return reading
    meant = _from_now(turn, one, choices, text)
    return meant if isinstance(meant, (Accepted, Unsure)) else reading


def _false_friend(turn: Turn, one: CompiledQuestion, choices: Sequence[Choice], text: str) -> Reading | None:
    """What a word that looks like another language's most likely means here: to be asked about.

    None where it is no such word, where it is what a choice is called here, and where it chooses nothing.
    """
    language = turn.session.language
    meant = probably(text, language)
    if not meant or any(plain(text) == plain(words(choice.label, language, "")) for choice in choices):
        return None
    reading = one.kind.read(one.question, choices, meant)
    return Unsure(reading.value, Option(reading.value)) if isinstance(reading, Accepted) else None


def _with_ticks(turn: Turn, reading: Accepted, choices: Sequence[Choice]) -> Reading:
    """Choices typed after others were ticked: as if they had been ticked as well. Nothing ticked is lost."""
    ticked = turn.session.draft
    if not ticked or ticked == turn.state.value(turn.current):
        return reading
    return Draft(in_order(choices, {*ticked.split(), *reading.value.split()}))


def _next_in_order(turn: Turn, one: CompiledQuestion, choices: Sequence[Choice], text: str) -> Reading | None:
    """One choice typed by itself, where all are to be put in order: as if it had been tapped."""
    match = nearest(choices, text)
    row = [match.choice] if match and match.sure else in_a_row(choices, text)
    if len(row) != 1:
        return None
    return one.kind.tap(Option(row[0].name, row[0].label), turn.session.draft, choices)


def _only_a_day(one: CompiledQuestion, text: str) -> bool:
    """A day in full where its time is wanted too: nothing in it may be taken for a time."""
    return one.kind.input == "datetime" and read_date(text) is not None


def _from_now(turn: Turn, one: CompiledQuestion, choices: Sequence[Choice], text: str) -> Reading | None:
    """What `text` means with its day and its "now" written out; None where it names none."""
    here = turn.around.now.astimezone(turn.around.zone)
    if one.kind.input == "time":
        now = f"{here:%H:%M}" if NOW.fullmatch(text.casefold().strip(" .!")) else ""
        return one.kind.read(one.question, choices, now) if now else None
    ago = time_ago(text, here)
    if ago:
        text = f"{ago:%Y-%m-%d %H:%M}"
    elif one.kind.input == "datetime":
        text = NOW.sub(f"today {here:%H:%M}", text.casefold())
    named = with_day_named(text, here.date())
    if named is None:
        return None
    meant = one.kind.read(one.question, choices, _written_out(one, named))
    sure = named.sure and not ago and (not named.beside or one.kind.input != "date")
    return meant if sure or not isinstance(meant, Accepted) else _doubted(one, choices, meant.value)


def _written_out(one: CompiledQuestion, named: Named) -> str:
    """The day alone, where no time is wanted and nothing else was said of it; else all that was said."""
    day = named.day.isoformat()
    if one.kind.input == "date":
        return day if named.only_a_day else named.text
    said = time_among_words(named.beside)
    return f"{day} {said.time:%H:%M}" if said and read_time(named.beside) is None else named.text


def _doubted(one: CompiledQuestion, choices: Sequence[Choice], value: str) -> Unsure:
    shown = one.kind.show(one.question, choices, value, "")
    return Unsure(value, Option(value, {"": shown}))
