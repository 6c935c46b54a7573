"""Answers collected elsewhere, read as those of a consultation are: one line of readings for each answer.

What comes out is for the people who collected the answers: it holds every row, and protects nobody. What is
published from it goes through `analysis.disclosure_control`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from analysis.readings import Asked, Reading
from analysis.redaction import redact
from analysis.safeguarding.outcome import Screen
from analysis.taxonomy import Taxonomy
from analysis.theme_learning import Suggested, ThemeModel
from analysis.themes import ThemeMatch

COLUMNS = (
    "polarity",
    "subjectivity",
    "label",
    "kind",
    "themes",
    "outcomes",
    "signals_agree",
    "concern",
    "redacted_text",
    "drove_it",
    "theme_words",
    "theme_likely",
    "status",
    "not_read_because",
)
BETWEEN = "; "
NOT_READ = "not read"

Value = str | float | None


class Reader(Protocol):
    """Reads answers, many at once."""

    def read(self, answers: Sequence[Asked]) -> Sequence[Reading]: ...


@dataclass(frozen=True, slots=True)
class Methods:
    """What reads: feelings, concerns (None: not looked for), and themes learned from coded answers if any."""

    taxonomy: Taxonomy
    reader: Reader
    screen: Screen | None
    themes: ThemeModel | None = None


def read_alone(methods: Methods, answers: Sequence[Asked]) -> list[tuple[Value, ...]]:
    """The values of `COLUMNS` for each of `answers`, in their order."""
    readings = methods.reader.read(answers)
    themes = _themes(methods, answers, readings)
    outcomes = {theme.code: theme.outcomes for theme in methods.taxonomy.themes}
    return [
        _row(asked, reading, found, outcomes, methods.screen)
        for asked, reading, found in zip(answers, readings, themes, strict=True)
    ]


def unread(problem: str) -> tuple[Value, ...]:
    """The values of `COLUMNS` for a row that could not be read."""
    return (None, None, *[""] * (len(COLUMNS) - 4), NOT_READ, problem)


def _themes(
    methods: Methods, answers: Sequence[Asked], readings: Sequence[Reading]
) -> list[tuple[Suggested, ...]]:
    """As learned where people coded answers, else by words; what was not read has what the reading says."""
    found = [tuple(Suggested(match, None) for match in reading.themes) for reading in readings]
    read = [place for place, reading in enumerate(readings) if reading.status == "read"]
    if methods.themes is not None and read:
        suggested = methods.themes.suggest([answers[place].text for place in read])
        for place, suggestions in zip(read, suggested, strict=True):
            found[place] = suggestions
    return found


def _row(
    asked: Asked,
    reading: Reading,
    themes: Sequence[Suggested],
    outcomes: dict[str, tuple[str, ...]],
    screen: Screen | None,
) -> tuple[Value, ...]:
    codes = [one.match.code for one in themes]
    about = dict.fromkeys(outcome for code in codes for outcome in outcomes.get(code, ()))
    signals = reading.signals
    return (
        reading.polarity,
        reading.subjectivity,
        str(reading.label or ""),
        str(reading.kind or ""),
        BETWEEN.join(codes),
        BETWEEN.join(about),
        "" if signals is None else "yes" if signals.agree else "no",
        str(screen.screen(asked.text).outcome) if screen and asked.text.strip() else "none" if screen else "",
        redact(asked.text).text,
        "" if signals is None else BETWEEN.join(f"{one.words} {one.polarity:+.2f}" for one in signals.drove),
        BETWEEN.join(_words(one.match) for one in themes if one.match.words),
        BETWEEN.join(f"{one.likely:.2f}" for one in themes if one.likely is not None),
        reading.status,
        "",
    )


def _words(match: ThemeMatch) -> str:
    return f"{match.code}: {', '.join(match.words)}"
