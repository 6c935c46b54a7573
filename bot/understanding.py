"""What typed words mean where the person stands. Days and times may be named by where they lie from now."""

import re
from collections.abc import Sequence

from bot.turn import Turn
from consultations.forms.compiled import CompiledQuestion
from consultations.forms.question_types import Accepted, Option, Problem, Reading, Unsure
from consultations.forms.question_types.named_days import with_day_named
from consultations.forms.questionnaire import Choice

NOW = re.compile(r"\b(?:right )?now\b")


def understood(turn: Turn, text: str) -> Reading:
    """What the question at the person's place makes of `text`."""
    one, choices = turn.state.one(turn.current), turn.state.choices(turn.current)
    reading = one.kind.read(one.question, choices, text)
    if not isinstance(reading, Problem) or one.kind.input not in ("date", "datetime", "time"):
        return reading
    meant = _from_now(turn, one, choices, text)
    return meant if isinstance(meant, (Accepted, Unsure)) else reading


def _from_now(turn: Turn, one: CompiledQuestion, choices: Sequence[Choice], text: str) -> Reading | None:
    """What `text` means with its day and its "now" written out; None where it names none."""
    here = turn.around.now.astimezone(turn.around.zone)
    if one.kind.input == "time":
        now = f"{here:%H:%M}" if NOW.fullmatch(text.casefold().strip(" .!")) else ""
        return one.kind.read(one.question, choices, now) if now else None
    if one.kind.input == "datetime":
        text = NOW.sub(f"today {here:%H:%M}", text.casefold())
    named = with_day_named(text, here.date())
    if named is None:
        return None
    meant = one.kind.read(one.question, choices, named.text)
    if named.sure or not isinstance(meant, Accepted):
        return meant
    shown = one.kind.show(one.question, choices, meant.value, "")
    return Unsure(meant.value, Option(meant.value, {"": shown}))
