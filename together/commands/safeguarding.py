"""`together safeguarding`: try the screen on a file, and measure it."""

import json
from collections.abc import Iterable, Sequence
from typing import TextIO

import click
from pydantic import ConfigDict

from analysis.safeguarding import Category, Outcome, Screen, Screened, make_screen
from analysis.safeguarding.measuring import Measured, Message, measure
from together.commands.lines import Line, lines, say_unread
from together.commands.say import humane


class _Line(Line):
    earlier: Sequence[str] = ()
    language: str = "en"


class _KnownLine(_Line):
    model_config = ConfigDict(strict=False)

    outcome: Outcome
    category: Category | None = None


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
    for line in lines(file, _Line):
        unread += isinstance(line, str)
        said = {"error": line} if isinstance(line, str) else _as_data(_look(looking, line))
        click.echo(json.dumps(said, ensure_ascii=False))
    say_unread(unread)


@safeguarding.command("measure")
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@humane
def measure_(file: TextIO) -> None:
    """Measure the screen on FILE: lines of JSON with `text`, `outcome` and, for alerts, `category`.

    Prints the share of disclosures alerted (recall) by category and the share of harmless messages alerted,
    each with its 95 % Wilson interval.
    """
    read = list(lines(file, _KnownLine))
    known = [line for line in read if not isinstance(line, str)]
    for said in _in_words(measure(make_screen(), (_as_message(line) for line in known))):
        click.echo(said)
    say_unread(len(read) - len(known))


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
