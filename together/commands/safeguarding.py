"""`together safeguarding`: try the screen on a file, and measure it."""

import json
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

import click
from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.safeguarding import Category, Outcome, Screen, Screened, make_screen
from analysis.safeguarding.measuring import Measured, Message, measure
from together.commands.say import humane

MOST_CHARACTERS = 100_000


class _Line(BaseModel):
    """What a line must hold; what else it holds is left alone."""

    model_config = ConfigDict(strict=True)

    text: str
    earlier: list[str] = []
    language: str = "en"


class _KnownLine(_Line):
    model_config = ConfigDict(strict=False)

    outcome: Outcome
    category: Category | None = None


AnyLine = TypeVar("AnyLine", bound=_Line)


@click.group()
def safeguarding() -> None:
    """The screen that looks at every message for signs that somebody is not safe."""


@safeguarding.command()
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@humane
def screen(file: TextIO) -> None:
    """Say for each line of FILE (JSON with `text`) what follows from it, and why.

    One line of JSON for each line, in order: `outcome`, `category`, `reasons`; or `error` where a line cannot
    be read. Each may hold `earlier`, the messages before, and `language`. FILE may be - for standard input.
    """
    looking, unread = make_screen(), 0
    for line in _lines(file, _Line):
        unread += isinstance(line, str)
        said = {"error": line} if isinstance(line, str) else _as_data(_look(looking, line))
        click.echo(json.dumps(said, ensure_ascii=False))
    _say_unread(unread)


@safeguarding.command("measure")
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@humane
def measure_(file: TextIO) -> None:
    """Measure the screen on FILE: lines of JSON with `text`, `outcome` and, for alerts, `category`.

    Prints the share of disclosures alerted (recall) by category and the share of harmless messages alerted,
    each with its 95 % Wilson interval.
    """
    lines = list(_lines(file, _KnownLine))
    known = [line for line in lines if not isinstance(line, str)]
    for said in _in_words(measure(make_screen(), (_as_message(line) for line in known))):
        click.echo(said)
    _say_unread(len(lines) - len(known))


def _lines(file: TextIO, kind: type[AnyLine]) -> Iterator[AnyLine | str]:
    """Each line read, or why it cannot be."""
    for line in file:
        yield _read(line, kind)


def _read(line: str, kind: type[AnyLine]) -> AnyLine | str:
    try:
        read = kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"{where}: {first['msg']}" if where else first["msg"]
    if len(read.text) > MOST_CHARACTERS:
        return f"text: longer than {MOST_CHARACTERS} characters"
    return read


def _look(looking: Screen, line: _Line) -> Screened:
    return looking.screen(line.text, line.earlier, line.language)


def _as_data(found: Screened) -> dict[str, object]:
    return {"outcome": found.outcome, "category": found.category, "reasons": found.reasons}


def _as_message(line: _KnownLine) -> Message:
    return Message(line.text, line.outcome, line.category, tuple(line.earlier), line.language)


def _in_words(measured: Measured) -> Iterable[str]:
    for category, share in measured.recall.items():
        yield f"recall {category}: {share}"
    yield f"recall of all: {measured.all_recall}"
    yield f"alerted or for review: {measured.seen}"
    yield f"false alarms: {measured.false_alarms}"
    yield f"harmless messages for review: {measured.reviews}"
    yield f"messages for review that were found: {measured.for_review}"


def _say_unread(unread: int) -> None:
    if unread:
        are = "line was" if unread == 1 else "lines were"
        click.echo(f"{unread} {are} not read.", err=True)
