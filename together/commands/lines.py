"""Files with one JSON object on a line: each line read, or why it cannot be."""

from collections.abc import Iterator
from typing import TextIO, TypeVar

import click
from pydantic import BaseModel, ConfigDict, ValidationError

MOST_CHARACTERS = 100_000


class Line(BaseModel):
    """What a line must hold; what else it holds is left alone."""

    model_config = ConfigDict(strict=True)

    text: str


AnyLine = TypeVar("AnyLine", bound=Line)


def lines(file: TextIO, kind: type[AnyLine]) -> Iterator[AnyLine | str]:
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


def say_unread(unread: int) -> None:
    """On standard error, how many lines were not read; nothing where there are none."""
    if unread:
        are = "line was" if unread == 1 else "lines were"
        click.echo(f"{unread} {are} not read.", err=True)
