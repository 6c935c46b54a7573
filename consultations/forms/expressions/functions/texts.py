"""Functions of texts. Positions follow XPath: `substring` counts from 1, `substr` from 0."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from math import floor, inf, isnan
from typing import Final

from consultations.forms.expressions.code import Run, text_run
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import EvaluationFault
from consultations.forms.expressions.functions.signature import (
    ANY_NUMBER,
    Arguments,
    Function,
    function,
    of_context,
    plain,
)
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.regexes import regex_code
from consultations.forms.expressions.values import SPACE


def rounded(number: float) -> float:
    """XPath `round()` as `substring` uses it: a half goes up; NaN and infinities stay."""
    return number if isnan(number) or abs(number) == inf else float(floor(number + 0.5))


def substring(text: str, start: float, length: float = inf) -> str:
    """XPath 1.0 `substring`: from character `start`, counted from 1; both numbers are rounded first."""
    first = rounded(start)
    last = first + rounded(length)
    if isnan(first) or isnan(last):
        return ""
    begin = max(first, 1.0)
    if begin >= last or begin > len(text):
        return ""
    return text[int(begin) - 1 : None if last == inf else int(min(last, len(text) + 1.0)) - 1]


def substr(text: str, start: float, end: float = inf) -> str:
    """From `start`, counted from 0, to before `end`; a negative number counts from the end."""
    return text[_index(start, len(text)) : _index(end, len(text))]


def _index(number: float, length: int) -> int:
    if isnan(number):
        return 0
    return int(max(-length, min(number, length)))


def before(text: str, mark: str) -> str:
    head, found, _ = text.partition(mark) if mark else ("", "", "")
    return head if found else ""


def after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


def translate(text: str, old: str, new: str) -> str:
    """Each character of `old` becomes the one at its place in `new`, or goes; the first mention counts."""
    table: dict[int, str | None] = {}
    for index, character in enumerate(old):
        table.setdefault(ord(character), new[index] if index < len(new) else None)
    return text.translate(table)


def normalized(text: str) -> str:
    return " ".join(part for part in text.translate(_SPACES).split(" ") if part)


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """The hash of a text, as the ODK XForms specification has it: nothing here is kept secret by it."""
    name = algorithm.casefold().replace("-", "")
    if name not in HASHES:
        known = ", ".join(HASHES)
        raise EvaluationFault(
            "expression.value", f"digest() knows no “{algorithm}”.", f"Write one of {known}."
        )
    found = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
    return found.hex() if encoding.casefold() == "hex" else b64encode(found).decode()


HASHES: Final = ("md5", "sha1", "sha256", "sha384", "sha512")
_SPACES: Final = {ord(space): " " for space in SPACE}


def texts_run(arguments: Arguments, first: int) -> Run:
    """All texts of the arguments from `first` on; a node-set gives one for each node."""
    parts = [(code.kind, code.run, text_run(code)) for code in arguments.codes[first:]]

    def run(c: Context, n: Node | None, p: int, s: int) -> list[str]:
        found: list[str] = []
        for kind, evaluate, as_text in parts:
            value = evaluate(c, n, p, s) if kind in {"nodes", "any"} else None
            if isinstance(value, (list, tuple)):
                found.extend(node.text for node in value)
            else:
                found.append(as_text(c, n, p, s))
        return found

    return run


def _concat(arguments: Arguments) -> Run:
    texts = texts_run(arguments, 0)
    return lambda c, n, p, s: "".join(texts(c, n, p, s))


def _join(arguments: Arguments) -> Run:
    separator, texts = arguments.text(0), texts_run(arguments, 1)
    return lambda c, n, p, s: separator(c, n, p, s).join(texts(c, n, p, s))


FUNCTIONS: Final[Sequence[Function]] = (
    of_context("string", "text", "text", lambda text: text),
    of_context("string-length", "number", "text", lambda text: float(len(text))),
    of_context("normalize-space", "text", "text", normalized),
    function("concat", "text", (0, ANY_NUMBER), _concat),
    function("join", "text", (1, ANY_NUMBER), _join),
    plain("contains", "boolean", ("text", "text"), lambda text, part: part in text),
    plain("starts-with", "boolean", ("text", "text"), str.startswith),
    plain("ends-with", "boolean", ("text", "text"), str.endswith),
    plain("substring", "text", ("text", "number", "number"), substring, optional=1),
    plain("substr", "text", ("text", "number", "number"), substr, optional=1),
    plain("substring-before", "text", ("text", "text"), before),
    plain("substring-after", "text", ("text", "text"), after),
    plain("translate", "text", ("text", "text", "text"), translate),
    plain("digest", "text", ("text", "text", "text"), digest, optional=1),
    Function(
        "regex",
        2,
        2,
        lambda arguments: regex_code(arguments.text(0), arguments.codes[1], arguments.written[1].at),
    ),
)
