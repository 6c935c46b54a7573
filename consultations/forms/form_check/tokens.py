"""The words of an expression, for checks that look at what stands beside what, even in a broken one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

TOKEN = re.compile(
    r"""(?P<string>"[^"]*"|'[^']*')
      | (?P<reference>\$\{[^{}$]*\})
      | (?P<name>[^\W\d][\w.-]*(:[^\W\d][\w.-]*)?)
      | (?P<number>\d+(\.\d+)?)
      | (?P<symbol>!=|<=|>=|\.\.|\S)""",
    re.VERBOSE,
)
OPERATORS = ("and", "or", "div", "mod")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its kind (string, reference, name, number or symbol), text, and character from 1.

    The text of a string is without its quotes, that of a reference without `${}`.
    """

    kind: str
    text: str
    character: int


def tokens_of(source: str) -> tuple[Token, ...]:
    """The words of `source` in order. Never raises: what is no word of an expression is a symbol."""
    return tuple(_token(found) for found in TOKEN.finditer(source))


def _token(found: re.Match[str]) -> Token:
    kind = found.lastgroup if found.lastgroup in ("string", "reference", "number", "symbol") else "name"
    text = found[0]
    if kind == "string":
        text = text[1:-1]
    elif kind == "reference":
        text = text[2:-1].strip()
    return Token(kind or "name", text, found.start() + 1)


def references(source: str) -> Iterator[Token]:
    """The `${name}` of an expression, those inside strings left out."""
    return (token for token in tokens_of(source) if token.kind == "reference")


def columns_named(source: str) -> Iterator[Token]:
    """The bare names of a choice filter: columns of the choices sheet. Steps of a path are left out."""
    tokens = [*tokens_of(source), Token("symbol", "", 0)]
    before = Token("symbol", "", 0)
    for token, after in pairwise(tokens):
        is_step = "/" in (before.text, after.text) or after.text == "("
        if token.kind == "name" and token.text not in OPERATORS and not is_step:
            yield token
        before = token


def compared(source: str) -> Iterator[tuple[Token, Token]]:
    """Each question that is compared with a fixed value, with that value.

    `${a} = 'b'`, `'b' != ${a}`, `selected(${a}, 'b')`; a full stop stands for the question itself.
    """
    tokens = tokens_of(source)
    for index in range(len(tokens)):
        yield from _pair(tokens[index : index + 6])


def _pair(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    texts = [token.text for token in tokens]
    is_call = len(tokens) == 6 and [texts[0], texts[1], texts[3], texts[5]] == ["selected", "(", ",", ")"]
    if len(tokens) >= 3 and tokens[1].kind == "symbol" and texts[1] in ("=", "!="):
        left, right = tokens[0], tokens[2]
        if is_question(left) and is_fixed(right):
            yield left, right
        elif is_fixed(left) and is_question(right):
            yield right, left
    if is_call and is_question(tokens[2]) and is_fixed(tokens[4]):
        yield tokens[2], tokens[4]


def is_question(token: Token) -> bool:
    return token.kind == "reference" or (token.kind == "symbol" and token.text == ".")


def is_fixed(token: Token) -> bool:
    return token.kind in ("string", "number")
