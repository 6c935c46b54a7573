"""An expression as tokens, each with its place. Common mistakes are named, with what to write instead."""

import re
from dataclasses import dataclass
from typing import Literal

from consultations.forms.expressions.faults import ExpressionFault

TokenKind = Literal["number", "text", "reference", "name", "operator", "end"]

NAME = r"[^\W\d][\w.\-]*"
TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+)
    | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<reference>\$\{{[ ]*(?P<referred>{NAME}(?::{NAME})?)[ ]*\}})
    | (?P<operator>::|//|\.\.|!=|<=|>=|[()\[\].,@|+\-=<>*/])
    | (?P<name>{NAME}(?::(?:{NAME}|\*))?)
    """,
    re.VERBOSE,
)
WORDS = {"and", "or", "div", "mod"}
BEFORE_A_VALUE = {
    "@",
    "::",
    "(",
    "[",
    ",",
    "and",
    "or",
    "div",
    "mod",
    "//",
    "/",
    "|",
    "+",
    "-",
    "=",
    "!=",
} | {
    "<",
    "<=",
    ">",
    ">=",
    "*",
}
MISTAKES = (
    ("==", "double_equals", "“==” is not understood.", "Write “=”."),
    ("&&", "and_signs", "“&&” is not understood.", "Write “and”."),
    ("||", "or_signs", "“||” is not understood.", "Write “or”."),
    ("!", "exclamation", "“!” is not understood.", "Write “not(…)”, or “!=” for “is not”."),
    ("&", "and_sign", "“&” is not understood.", "Write “and”, or “concat(…)” to join texts."),
    ("{", "bare_braces", "A question's name needs a dollar sign before its braces.", "Write “${name}”."),
    ("$", "bare_dollar", "A question's name needs braces after the dollar sign.", "Write “${name}”."),
    ("“", "smart_quotes", "Curly quotes are not understood.", "Write straight quotes: ' or \"."),
    ("”", "smart_quotes", "Curly quotes are not understood.", "Write straight quotes: ' or \"."),
    ("‘", "smart_quotes", "Curly quotes are not understood.", "Write straight quotes: ' or \"."),
    ("’", "smart_quotes", "Curly quotes are not understood.", "Write straight quotes: ' or \"."),
    ('"', "open_quotes", "These quotes are never closed.", "Close the text with the same kind of quotes."),
    ("'", "open_quotes", "These quotes are never closed.", "Close the text with the same kind of quotes."),
    (";", "semicolon", "“;” is not understood.", "Write “,” between the parts of a function."),
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `value` is what it means: a text without its quotes, a reference without its braces."""

    kind: TokenKind
    value: str
    character: int


def tokens(source: str) -> list[Token]:
    """The tokens of `source`, an `end` last. Raises `ExpressionFault`."""
    found: list[Token] = []
    at = 0
    while at < len(source):
        match = TOKEN.match(source, at)
        if match is None or source.startswith(("==", "||"), at):
            raise _mistake(source, at)
        if match["space"] is None:
            found.append(_token(match, found))
        at = match.end()
    return [*found, Token("end", "", len(source) + 1)]


def _token(match: re.Match[str], before: list[Token]) -> Token:
    at = match.start() + 1
    if match["number"] is not None:
        return Token("number", match["number"], at)
    if match["text"] is not None:
        return Token("text", match["text"][1:-1], at)
    if match["reference"] is not None:
        return Token("reference", match["referred"], at)
    if match["operator"] is not None:
        return Token("operator", "times" if _is_times(match["operator"], before) else match["operator"], at)
    name = match["name"]
    return Token("operator" if name in WORDS and _after_a_value(before) else "name", name, at)


def _is_times(operator: str, before: list[Token]) -> bool:
    return operator == "*" and _after_a_value(before)


def _after_a_value(before: list[Token]) -> bool:
    """XPath 1.0, section 3.7: after a value `*` multiplies, and `and`, `or`, `div`, `mod` are operators."""
    if not before:
        return False
    last = before[-1]
    return last.kind != "operator" or last.value not in (
        BEFORE_A_VALUE | {"times"} if last.value != "*" else ()
    )


def _mistake(source: str, at: int) -> ExpressionFault:
    for sign, code, message, fix in MISTAKES:
        if source.startswith(sign, at):
            return ExpressionFault(code, message, fix, at + 1)
    return ExpressionFault("unknown_sign", f"“{source[at]}” is not understood.", "Take it out.", at + 1)
