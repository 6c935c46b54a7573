"""How a function is declared, found by name, and refused when it is called wrongly."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from consultations.forms.expressions.code import Code, Kind
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import ExpressionFault
from consultations.forms.expressions.values import Nodes, Value

Build = Callable[[Sequence[Code], int], Code]
MANY = 10_000
PLURALS = {0: "nothing", 1: "one thing", 2: "two things", 3: "three things"}


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how few and how many arguments it takes, and how a call of it is compiled."""

    least: int
    most: int
    build: Build


FUNCTIONS: dict[str, Function] = {}
REFUSED = {
    "pulldata": "It reads a file that a chat does not have. Put the list on the choices sheet.",
    "jr:itext": "Write the words in a label column.",
    "jr:choice-name-list": "Use jr:choice-name for one choice.",
    "area": "Places drawn on a map are not asked here.",
    "distance": "Places drawn on a map are not asked here.",
    "geofence": "Places drawn on a map are not asked here.",
    "digest": "Answers are not scrambled inside a form.",
    "base64-decode": "Answers are not scrambled inside a form.",
    "extract-signed": "Answers are not scrambled inside a form.",
    "randomize": "Use the column “parameters” with randomize=true.",
    "property": "A form does not learn about the device.",
    "thousands-sep": "Write the number without it.",
}


def function(name: str, least: int, most: int | None = None) -> Callable[[Build], Build]:
    """Declare how calls of `name` are compiled; `most` is `least` where it is not given."""

    def declare(build: Build) -> Build:
        FUNCTIONS[name] = Function(least, least if most is None else most, build)
        return build

    return declare


def plain(
    name: str, kind: Kind, *takes: str, optional: int = 0
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a function of plain values. `takes`: what each argument is turned into (text, number, truth).

    The last `optional` of them may be left out.
    """

    def declare(work: Callable[..., Any]) -> Callable[..., Any]:
        def build(given: Sequence[Code], character: int) -> Code:
            runs = [getattr(piece, what)() for piece, what in zip(given, takes, strict=False)]
            if len(runs) == 1:
                only = runs[0]
                return Code(lambda context: work(only(context)), kind, character)
            if len(runs) == 2:
                one, other = runs
                return Code(lambda context: work(one(context), other(context)), kind, character)
            return Code(lambda context: work(*(run(context) for run in runs)), kind, character)

        function(name, len(takes) - optional, len(takes))(build)
        return work

    return declare


def call(name: str, given: Sequence[Code], character: int) -> Code:
    """A call of `name`, compiled. Raises `ExpressionFault` for a wrong name or number of arguments."""
    if name in REFUSED:
        raise ExpressionFault("refused_function", f"“{name}” is not supported.", REFUSED[name], character)
    found = FUNCTIONS.get(name)
    if found is None:
        raise ExpressionFault(
            "unknown_function", f"There is no function “{name}”.", _nearest(name), character
        )
    if not found.least <= len(given) <= found.most:
        raise ExpressionFault(
            "wrong_arguments",
            f"“{name}” was given {len(given)} between its brackets.",
            f"It takes {_amount(found)}.",
            character,
        )
    return found.build(given, character)


def _nearest(name: str) -> str:
    near = difflib.get_close_matches(name, FUNCTIONS, n=1)
    return (
        f"Did you mean “{near[0]}”?" if near else "Look at the list of functions in docs/questionnaires.md."
    )


def _amount(found: Function) -> str:
    if found.most >= MANY:
        return f"{found.least} or more"
    if found.least == found.most:
        return PLURALS.get(found.least, str(found.least))
    return f"{found.least} to {found.most}"


def nodes_of(piece: Code) -> Callable[[Context], Nodes]:
    """The nodes of an argument that must be a path. Raises `ExpressionFault` where it plainly is none."""
    if piece.kind not in ("nodes", "any"):
        raise ExpressionFault(
            "not_nodes", "A path or a question's name is needed here.", "Write ${name}.", piece.character
        )
    return piece.nodes()


def or_here(given: Sequence[Code]) -> Code:
    """The one argument, or the node that the expression stands at."""
    return given[0] if given else Code(lambda context: (context.here(),), "nodes", 1)


def each(given: Sequence[Code]) -> Callable[[Context], list[Value]]:
    """The values of all arguments in a row; a set of nodes counts as the texts of its nodes."""
    runs = [piece.run for piece in given]

    def run(context: Context) -> list[Value]:
        found: list[Value] = []
        for one in runs:
            value = one(context)
            if isinstance(value, list | tuple):
                found.extend(node.text for node in value)
            else:
                found.append(value)
        return found

    return run
