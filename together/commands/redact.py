"""`together redact`: try on a file what is taken out of texts before anybody sees them."""

import json
from typing import TextIO

import click

from analysis.redaction import redact as redacted
from together.commands.lines import Line, lines, say_unread
from together.commands.say import humane


@click.command()
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@click.option("--text", is_flag=True, help="Give the text without them instead of the spans.")
@humane
def redact(file: TextIO, text: bool) -> None:
    """Say for each line of FILE (JSON with `text`) what in it could tell who somebody is.

    One line of JSON for each line, in order: a list of `[start, end, kind]`, counted in characters; or
    `{"error": …}` where a line cannot be read. FILE may be - for standard input.
    """
    unread = 0
    for line in lines(file, Line):
        unread += isinstance(line, str)
        said = {"error": line} if isinstance(line, str) else _found(line.text, text)
        click.echo(json.dumps(said, ensure_ascii=False))
    say_unread(unread)


def _found(given: str, text: bool) -> object:
    found = redacted(given)
    return {"text": found.text} if text else found.spans
