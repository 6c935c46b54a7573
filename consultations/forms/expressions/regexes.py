"""Authors' regular expressions: JavaScript's and Java's dialects brought to that of the `regex` library.

It is Python's own, and can stop a search that runs away.

`regex()` looks for the pattern anywhere in the text, as the specification says (`/…/.test`). `\\w`, `\\d` and
`\\b` are ASCII, as in both dialects.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import regex  # type: ignore[import-untyped]  # ships no types

from consultations.forms.expressions.code import Code, Run, TextRun, text_run
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import EvaluationFault, ExpressionFault
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.regex_dialect import Untranslatable, is_catastrophic, translated

LONGEST_TEXT: Final = 10_000
"""Characters of an answer that a pattern is tried on."""
LONGEST_SECONDS: Final = 0.05
"""How long a pattern is tried on one answer. A sound one takes microseconds; one that runs away is stopped,
and the condition that it stands in then holds (see `form_state.safely`)."""
Search = Callable[[str], bool]


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Search:
    """A search for the pattern, or ValueError with the reason. Patterns come from forms, never from answers.

    The search raises EvaluationFault where it takes too long.
    """
    if is_catastrophic(pattern):
        raise ValueError("it repeats what is repeated already, which can take for ever")
    try:
        search = regex.compile(translated(pattern), regex.ASCII).search
    except Untranslatable as reason:
        raise ValueError(str(reason)) from reason
    except (regex.error, ValueError, OverflowError, RecursionError, KeyError) as reason:
        raise ValueError(f"{reason}") from reason
    return lambda text: _in_time(search, text)


def _in_time(search: Callable[..., object], text: str) -> bool:
    try:
        return search(text[:LONGEST_TEXT], timeout=LONGEST_SECONDS) is not None
    except TimeoutError as reason:
        raise EvaluationFault(
            "expression.regex", "A pattern takes too long on this answer.", "Use a simpler one."
        ) from reason


def regex_code(text: TextRun, pattern: Code, at: int) -> Code:
    """`regex(text, pattern)`. A literal pattern is compiled now, and refused now when it cannot be."""
    if not isinstance(pattern.constant, str):
        return Code("boolean", _dynamic(text, text_run(pattern)))
    try:
        search = compiled(pattern.constant)
    except ValueError as reason:
        raise ExpressionFault(
            "expression.regex",
            f"The pattern at character {at + 1} cannot be used: {reason}.",
            "Try it out on a regular-expression tester, or use a simpler one.",
            at + 1,
        ) from reason
    return Code("boolean", lambda c, n, p, s: search(text(c, n, p, s)))


def _dynamic(text: TextRun, pattern: TextRun) -> Run:
    def run(c: Context, n: Node | None, p: int, s: int) -> bool:
        try:
            search = compiled(pattern(c, n, p, s))
        except ValueError as reason:
            raise EvaluationFault(
                "expression.regex", f"A pattern cannot be used: {reason}.", "Write it out."
            ) from reason
        return search(text(c, n, p, s))

    return run
