"""Source text to tokens (XPath 1.0, section 3.7), with `${name}` as a token of its own."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from consultations.forms.expressions.mistakes import mistake_at, refuse_reference, unreadable

TokenKind = Literal["number", "literal", "name", "reference", "symbol", "operator", "end"]

_NAME: Final = r"[^\W\d][\w.\-·]*"
_TOKEN: Final = re.compile(
    rf"""
    (?P<space>[ \t\r\n\u00a0]+)
  | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<literal>"[^"]*"|'[^']*')
  | \$\{{(?P<reference>[^{{}}$'"]*)\}}
  | (?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
  | (?P<symbol>::|\.\.|//|!=|<=|>=|[()\[\].@,|+\-=<>*/])
    """,
    re.VERBOSE,
)
_REFERENCE: Final = re.compile(_NAME)
_OPERATOR_NAMES: Final = frozenset({"and", "or", "div", "mod"})
_OPERATORS: Final = frozenset({"/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">="})
_BEFORE_OPERAND: Final = _OPERATORS | {"@", "::", "(", "[", ","}


@dataclass(frozen=True, slots=True)
class Token:
    """`at` counts characters from 0; `text` of a literal is without quotes, of a reference the bare name."""

    kind: TokenKind
    text: str
    at: int


def tokens_of(source: str) -> list[Token]:
    """All tokens and an `end`; raises ExpressionFault at the first character that begins none."""
    found: list[Token] = []
    position = 0
    while position < len(source):
        mistake_at(source, position)
        match = _TOKEN.match(source, position)
        if match is None:
            raise unreadable(source, position)
        token = None if match.lastgroup == "space" else _token(match, found[-1] if found else None)
        if token is not None:
            found.append(token)
        position = token.at + len(token.text) if token and token.kind == "operator" else match.end()
    found.append(Token("end", "", len(source)))
    return found


def _token(match: re.Match[str], previous: Token | None) -> Token:
    at, kind = match.start(), match.lastgroup
    if kind == "number":
        return Token("number", match[0], at)
    if kind == "literal":
        return Token("literal", match[0][1:-1], at)
    if kind == "reference":
        return Token("reference", _referred(match["reference"], at), at)
    operator = _operator(match[0], previous)
    if operator:
        return Token("operator", operator, at)
    return Token("name" if kind == "name" else "symbol", match[0], at)


def _operator(text: str, previous: Token | None) -> str:
    """The operator that `text` is or begins with, or nothing. `*` multiplies and `and`, `or`, `div`, `mod`
    operate only after something to operate on; there no name may stand, so `div-2` is `div` and `-2`."""
    if text in _OPERATORS:
        return text
    word = text.partition("-")[0]
    if (word not in _OPERATOR_NAMES and text != "*") or not _ends_operand(previous):
        return ""
    return word


def _ends_operand(previous: Token | None) -> bool:
    return (
        previous is not None
        and previous.kind != "operator"
        and not (previous.kind == "symbol" and previous.text in _BEFORE_OPERAND)
    )


def _referred(inside: str, at: int) -> str:
    name = inside.strip()
    if _REFERENCE.fullmatch(name) is None:
        raise refuse_reference(name, at)
    return name
