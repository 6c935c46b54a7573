"""Authors' regular expressions: JavaScript's and Java's dialects brought to Python's.

`regex()` looks for the pattern anywhere in the text, as the specification says (`/…/.test`). `\\w`, `\\d` and
`\\b` are ASCII, as in both dialects.
"""

import re
from functools import lru_cache
from typing import Final

from consultations.forms.expressions.code import Code, Run, TextRun, text_run
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import EvaluationFault, ExpressionFault
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.regex_dialect import Untranslatable, is_catastrophic, translated

LONGEST_TEXT: Final = 10_000
"""Characters of an answer that a pattern is tried on: a bound on what a bad pattern can cost."""


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """The Python pattern, or ValueError with the reason. Patterns come from forms, never from answers."""
    if is_catastrophic(pattern):
        raise ValueError("it repeats what is repeated already, which can take for ever")
    try:
        return re.compile(translated(pattern), re.ASCII)
    except Untranslatable as reason:
        raise ValueError(str(reason)) from reason
    except (re.error, ValueError, OverflowError, RecursionError) as reason:
        raise ValueError(f"{reason}") from reason


def regex_code(text: TextRun, pattern: Code, at: int) -> Code:
    """`regex(text, pattern)`. A literal pattern is compiled now, and refused now when it cannot be."""
    if not isinstance(pattern.constant, str):
        return Code("boolean", _dynamic(text, text_run(pattern)))
    try:
        search = compiled(pattern.constant).search
    except ValueError as reason:
        raise ExpressionFault(
            "expression.regex",
            f"The pattern at character {at + 1} cannot be used: {reason}.",
            "Try it out on a regular-expression tester, or use a simpler one.",
            at + 1,
        ) from reason
    return Code("boolean", lambda c, n, p, s: search(text(c, n, p, s)[:LONGEST_TEXT]) is not None)


def _dynamic(text: TextRun, pattern: TextRun) -> Run:
    def run(c: Context, n: Node | None, p: int, s: int) -> bool:
        try:
            search = compiled(pattern(c, n, p, s)).search
        except ValueError as reason:
            raise EvaluationFault(
                "expression.regex", f"A pattern cannot be used: {reason}.", "Write it out."
            ) from reason
        return search(text(c, n, p, s)[:LONGEST_TEXT]) is not None

    return run
