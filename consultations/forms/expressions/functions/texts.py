"""Functions of texts: XPath 1.0 section 4.2 and those that the ODK specification adds."""

import math
import re
from collections.abc import Sequence

from consultations.forms.expressions.code import Code
from consultations.forms.expressions.functions.registry import MANY, each, function, or_here, plain
from consultations.forms.expressions.patterns import compile_pattern
from consultations.forms.expressions.values import text_of


@function("string", 0, 1)
def _string(given: Sequence[Code], character: int) -> Code:
    return Code(or_here(given).text(), "text", character)


@function("concat", 0, MANY)
def _concat(given: Sequence[Code], character: int) -> Code:
    values = each(given)
    return Code(lambda context: "".join(map(text_of, values(context))), "text", character)


@function("join", 1, MANY)
def _join(given: Sequence[Code], character: int) -> Code:
    between, values = given[0].text(), each(given[1:])
    return Code(lambda context: between(context).join(map(text_of, values(context))), "text", character)


@function("string-length", 0, 1)
def _string_length(given: Sequence[Code], character: int) -> Code:
    text = or_here(given).text()
    return Code(lambda context: float(len(text(context))), "number", character)


@function("normalize-space", 0, 1)
def _normalize_space(given: Sequence[Code], character: int) -> Code:
    text = or_here(given).text()
    return Code(lambda context: " ".join(re.findall(r"[^ \t\r\n]+", text(context))), "text", character)


@plain("starts-with", "truth", "text", "text")
def starts_with(text: str, start: str) -> bool:
    return text.startswith(start)


@plain("ends-with", "truth", "text", "text")
def ends_with(text: str, end: str) -> bool:
    return text.endswith(end)


@plain("contains", "truth", "text", "text")
def contains(text: str, part: str) -> bool:
    return part in text


@plain("substring-before", "text", "text", "text")
def substring_before(text: str, mark: str) -> str:
    before, found, _ = text.partition(mark) if mark else ("", "", "")
    return before if found else ""


@plain("substring-after", "text", "text", "text")
def substring_after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


@plain("substring", "text", "text", "number", "number", optional=1)
def substring(text: str, start: float, length: float = math.inf) -> str:
    """From the character at `start` (from 1), both numbers rounded as XPath does; NaN takes nothing."""
    first = _rounded(start)
    end = first + _rounded(length)
    return "".join(sign for place, sign in enumerate(text, start=1) if first <= place < end)


def _rounded(number: float) -> float:
    return number if math.isnan(number) or math.isinf(number) else math.floor(number + 0.5)


@plain("substr", "text", "text", "number", "number", optional=1)
def substr(text: str, start: float, end: float = math.inf) -> str:
    """From `start` to before `end`, both from 0; negative ones count from the end (ODK)."""
    return text[_index(start) : len(text) if end == math.inf else _index(end)]


def _index(number: float) -> int:
    return 0 if math.isnan(number) else int(max(min(number, 1e9), -1e9))


@plain("translate", "text", "text", "text", "text")
def translate(text: str, signs: str, others: str) -> str:
    table: dict[int, str | None] = {}
    for place, sign in enumerate(signs):
        table.setdefault(ord(sign), others[place] if place < len(others) else None)
    return text.translate(table)


@function("regex", 2)
def _regex(given: Sequence[Code], character: int) -> Code:
    text, written = given[0].text(), given[1]
    if isinstance(written.constant, str):
        fixed = compile_pattern(written.constant, written.character)
        return Code(lambda context: fixed.search(text(context)) is not None, "truth", character)
    pattern = written.text()
    return Code(
        lambda context: compile_pattern(pattern(context), 0).search(text(context)) is not None,
        "truth",
        character,
    )
