"""How a command speaks: results on standard output, faults on standard error, 1 when it could not be done."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import click

from consultations.errors import Fault, FaultyInput, TogetherError

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def faults(found: Iterable[Fault]) -> None:
    """Print faults, one a line, on standard error."""
    for fault in found:
        click.echo(f"{fault.level}: {fault}", err=True)


def fail(error: TogetherError) -> NoReturn:
    """Say what went wrong and end with 1."""
    if isinstance(error, FaultyInput):
        faults(error.faults)
    click.echo(str(error), err=True)
    raise SystemExit(1)


def humane(command: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """A command whose errors are said in words, never as a traceback."""

    @wraps(command)
    def wrapped(*arguments: Arguments.args, **options: Arguments.kwargs) -> Result:
        try:
            return command(*arguments, **options)
        except TogetherError as error:
            fail(error)

    return wrapped
