"""What a Trust sets about itself in its own pages: name, colour, areas, ages, help lines, retention."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from consultations.errors import Fault, FaultyInput, Place, worded
from consultations.help_lines import read_help_lines

TextColour = Literal["white", "black"]
LEAST_CONTRAST = 4.5
"""Of text and its background (WCAG 2.2, success criterion 1.4.3, level AA)."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LONGEST_NAME = 100
MOST_LINES = 60
LONGEST_LINE = 60
LONGEST_DAYS = 36_525


@dataclass(frozen=True, slots=True)
class TrustSettings:
    """ "" , () and None where the deployment's own settings count. Days as in `retaining.Periods`.

    `help_lines` is the text of a help lines file. `telegram_bot` is the name of the bot whose token is kept.
    Public pages are not offered in `hidden_languages`.
    """

    trust_name: str = ""
    colour: str = ""
    text_colour: TextColour = "white"
    areas: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()
    help_lines: str = ""
    keep_text_days: int | None = None
    keep_sessions_days: int | None = None
    keep_identifiers_days: int | None = None
    keep_messages_days: int | None = None
    keep_concerns_days: int | None = None
    telegram_bot: str = ""
    hidden_languages: tuple[str, ...] = ()


PERIODS = (
    "keep_text_days",
    "keep_identifiers_days",
    "keep_sessions_days",
    "keep_messages_days",
    "keep_concerns_days",
)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours like #0b5c63, from 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def faults_of(settings: TrustSettings) -> tuple[Fault, ...]:
    """Everything wrong, the column of each place being the field."""
    return (*_name(settings), *_colour(settings), *_lists(settings), *_days(settings), *_lines(settings))


def _fault(code: str, column: str, message: str, fix: str) -> Fault:
    return Fault(code, message, fix, Place(column=column))


def _name(settings: TrustSettings) -> Iterator[Fault]:
    if len(settings.trust_name) > LONGEST_NAME:
        yield _fault(
            "long_name",
            "trust_name",
            "The name is too long.",
            worded("Keep to {most} letters.", most=LONGEST_NAME),
        )


def _colour(settings: TrustSettings) -> Iterator[Fault]:
    if not settings.colour:
        return
    if not COLOUR.fullmatch(settings.colour):
        yield _fault("bad_colour", "colour", "That is no colour.", "Write it like #0b5c63.")
        return
    text = "#ffffff" if settings.text_colour == "white" else "#000000"
    found = contrast(settings.colour, text)
    if found < LEAST_CONTRAST:
        yield _fault(
            "low_contrast",
            "colour",
            worded(
                "The contrast with {text_colour} text is {what} to 1.",
                text_colour=settings.text_colour,
                what=f"{int(found * 100) / 100:.2f}",
            ),
            worded(
                "It must be {least_contrast} to 1 or more: choose another colour, or the other text.",
                least_contrast=LEAST_CONTRAST,
            ),
        )


def _lists(settings: TrustSettings) -> Iterator[Fault]:
    for column, lines in (("areas", settings.areas), ("age_bands", settings.age_bands)):
        if len(lines) > MOST_LINES:
            yield _fault(
                "long_list",
                column,
                "That is too much.",
                worded("Keep to {number} of them.", number=MOST_LINES),
            )
        yield from _in_list(column, lines)


def _in_list(column: str, lines: Sequence[str]) -> Iterator[Fault]:
    """What is wrong with one line; `Place.row` counts them from 1."""
    seen: set[str] = set()
    for row, line in enumerate(lines, start=1):
        place = Place(column=column, row=row)
        if len(line) > LONGEST_LINE:
            yield Fault(
                "long_list",
                "That is too long.",
                worded("Keep to {most} letters.", most=LONGEST_LINE),
                place,
            )
        if line.casefold() in seen:
            yield Fault(
                "same_twice", worded("“{line}” stands there twice.", line=line), "Take one out.", place
            )
        seen.add(line.casefold())


def _days(settings: TrustSettings) -> Iterator[Fault]:
    for column in PERIODS:
        days = getattr(settings, column)
        if days is not None and not 1 <= days <= LONGEST_DAYS:
            yield _fault(
                "bad_days",
                column,
                "That is no number of days.",
                worded("Write 1 to {number}.", number=LONGEST_DAYS),
            )


def _lines(settings: TrustSettings) -> Iterator[Fault]:
    if not settings.help_lines:
        return
    try:
        read_help_lines(settings.help_lines, "help lines")
    except FaultyInput as problem:
        for fault in problem.faults:
            where = f"line {fault.place.line}: " if fault.place.line else ""
            where = where or (f"{fault.place.column}: " if fault.place.column else "")
            yield _fault("bad_help_lines", "help_lines", f"{where}{fault.message}", fault.fix)


@cache
def _adapter() -> TypeAdapter[TrustSettings]:
    return TypeAdapter(TrustSettings)


def to_json(settings: TrustSettings) -> str:
    return _adapter().dump_json(settings, exclude_defaults=True).decode()


def from_json(text: str) -> TrustSettings:
    """The inverse of `to_json`."""
    return _adapter().validate_json(text)
