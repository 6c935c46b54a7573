"""What people write instead of an expression, and what to write: all refusals of syntax."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from consultations.forms.expressions.faults import ExpressionFault

_INSTEAD: Final = (
    ("&lt;", "Write “<”."),
    ("&gt;", "Write “>”."),
    ("&amp;", "Write “and”."),
    ("==", "Write “=”."),
    ("&&", "Write “and”."),
    ("||", "Write “or”."),
    ("<>", "Write “!=”."),
    ("=>", "Write “>=”."),
    ("=<", "Write “<=”."),
    ("≥", "Write “>=”."),
    ("≤", "Write “<=”."),
    ("≠", "Write “!=”."),
    ("×", "Write “*”."),
    ("÷", "Write “div”."),
    ("–", "Write a hyphen: “-”."),
    ("—", "Write a hyphen: “-”."),
    ("−", "Write a hyphen: “-”."),
    ("“", "Write straight quotes: 'like this'."),
    ("”", "Write straight quotes: 'like this'."),
    ("‘", "Write straight quotes: 'like this'."),
    ("’", "Write straight quotes: 'like this'."),
    *((quote, "Write straight quotes: 'like this'.") for quote in "`´„‚‛«»‹›′″＂＇"),
    ("＝", "Write “=”."),
    ("&", "Write “and”, or concat(…) to join texts."),
    ("%", "Write “mod” for what is left over by a division."),
    ("^", "Write pow(…, …)."),
    (";", "Write a comma."),
    ("\\", "Write “div” to divide."),
)
"""Longest first. None of these begins a token, so what stands around them decides nothing."""

_WORDS: Final = {
    "AND": "Write “and” in small letters.",
    "OR": "Write “or” in small letters.",
    "And": "Write “and” in small letters.",
    "Or": "Write “or” in small letters.",
    "xor": "Write (a or b) and not(a and b).",
    "in": "Write selected(${question}, 'choice').",
    "is": "Write “=”.",
    "then": "Write if(condition, then, otherwise).",
}


def mistake_at(source: str, position: int) -> None:
    """Raise the fault for what stands at `position`, when it is a known mistake."""
    if source[position].isalnum() or source[position] in " '\"()":
        return
    for wrong, fix in _INSTEAD:
        if source.startswith(wrong, position):
            raise ExpressionFault(
                "expression.symbol",
                f"“{wrong}” is not understood at character {position + 1}.",
                fix,
                position + 1,
            )


def _apostrophe(source: str, quote: str) -> str:
    """What to do where the quote most likely is an apostrophe, as in 'it's'."""
    inside = quote == "'" and re.search(r"[^\W\d_]'[^\W\d_]", source)
    return ' A text with an apostrophe stands between double quotes: "it\'s".' if inside else ""


def unreadable(source: str, position: int) -> ExpressionFault:
    """The fault for a character that begins no token."""
    here, at = source[position], position + 1
    if here in "'\"":
        return ExpressionFault(
            "expression.quote",
            f"The quote that opens at character {at} is never closed.",
            f"Put {here} after the text.{_apostrophe(source, here)}",
            at,
        )
    if here == "$":
        return _dollar(source, position)
    if here == "{":
        name = source[position + 1 :].partition("}")[0].strip() or "name"
        return ExpressionFault(
            "expression.reference",
            f"“{{” is not understood at character {at}.",
            f"Write ${{{name}}}: a dollar sign goes before the bracket.",
            at,
        )
    if here == "!":
        return ExpressionFault(
            "expression.symbol", f"“!” is not understood at character {at}.", "Write not(…).", at
        )
    return ExpressionFault(
        "expression.symbol", f"“{here}” is not understood at character {at}.", "Take it out.", at
    )


def _dollar(source: str, position: int) -> ExpressionFault:
    at = position + 1
    rest = source[position + 1 :].lstrip()
    if rest.startswith("{"):
        fix = "Write ${name} with nothing between, and close it with “}”."
        return ExpressionFault(
            "expression.reference", f"The question name at character {at} is not complete.", fix, at
        )
    name = "".join(iter_name(rest)) or "name"
    return ExpressionFault(
        "expression.reference", f"“${name}” is not understood at character {at}.", f"Write ${{{name}}}.", at
    )


def iter_name(text: str) -> Iterable[str]:
    """The letters of the name that `text` begins with."""
    for letter in text:
        if not (letter.isalnum() or letter in "_-."):
            return
        yield letter


def refuse_reference(name: str, position: int) -> ExpressionFault:
    at = position + 1
    if name.startswith("last-saved#"):
        return ExpressionFault(
            "expression.reference",
            f"“${{{name}}}” at character {at} asks for an earlier person's answers, which are not kept.",
            "Ask the question here, or take this out.",
            at,
        )
    return ExpressionFault(
        "expression.reference",
        f"“${{{name}}}” at character {at} is not the name of a question.",
        "Write it as in the column “name”: letters, digits, “_”, “-” and “.”, with no spaces.",
        at,
    )


def empty() -> ExpressionFault:
    return ExpressionFault(
        "expression.empty", "There is nothing here.", "Write an expression, or leave it out.", 1
    )


def missing_operand(before: str, found: str, position: int) -> ExpressionFault:
    at = position + 1
    after = f" after “{before}”" if before else ""
    what = "the expression ends" if not found else f"“{found}” follows"
    if before + found in {">=", "<=", "!="}:
        return ExpressionFault(
            "expression.symbol",
            f"“{before} {found}” is not understood at character {at}.",
            f"Write “{before}{found}” with no space.",
            at,
        )
    return ExpressionFault(
        "expression.operand",
        f"A value is missing{after} at character {at}: {what}.",
        "Write what is missing: a ${name}, a number or a 'text'.",
        at,
    )


def unexpected(found: str, position: int, word: str = "") -> ExpressionFault:
    """The fault for a sound beginning that goes on with something that does not fit. `word` is the name that
    stands before it, if one does: perhaps a function without its brackets."""
    at = position + 1
    if found in {")", "]"}:
        message, fix = f"“{found}” at character {at} closes nothing.", "Take it out, or open it before."
    elif found in _WORDS:
        message, fix = f"“{found}” is not understood at character {at}.", _WORDS[found]
    elif found == ",":
        message, fix = (
            f"The comma at character {at} is outside any function.",
            "Take it out; in a decimal number write a full stop.",
        )
    elif word:
        message = f"“{found}” at character {at} follows “{word}” with nothing between."
        fix = f"Write {word}({found}) if it is a function; write “and”, “=” … if it joins two values."
    else:
        message = f"“{found}” at character {at} follows a value with nothing between."
        fix = "Write what belongs between: “and”, “or”, “=”, “+” …, or a comma inside a function."
    return ExpressionFault("expression.unexpected", message, fix, at)


def unclosed(bracket: str, opened: int, found: str, position: int) -> ExpressionFault:
    """The fault for a bracket that is not closed where it should be; `found` is what stands there."""
    if found in _WORDS:
        return unexpected(found, position)
    close = {"(": ")", "[": "]"}[bracket]
    if not found:
        message = f"The bracket “{bracket}” at character {opened + 1} is never closed."
        return ExpressionFault("expression.bracket", message, f"Put “{close}” where it ends.", opened + 1)
    if found in {")", "]"}:
        message = f"“{found}” at character {position + 1} does not fit “{bracket}” at character {opened + 1}."
        return ExpressionFault("expression.bracket", message, f"Put “{close}” there.", position + 1)
    return unexpected(found, position)


def bad_step(found: str, reference: bool, position: int) -> ExpressionFault:
    at = position + 1
    if not found:
        message, fix = (
            f"A name is missing at character {at}.",
            "Write the name of a question or a column there.",
        )
    elif found[0].isdigit() or reference or found == "(":
        message, fix = f"“{found}” cannot stand in a path (character {at}).", "Write “div” to divide."
    else:
        message, fix = f"“{found}” cannot stand in a path (character {at}).", "Write a name after “/”."
    return ExpressionFault("expression.path", message, fix, at)


def unknown_function(name: str, known: Iterable[str], position: int) -> ExpressionFault:
    at = position + 1
    close = get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    fix = f"Did you mean {close[0]}()?" if close else "See the list of functions that a form may use."
    return ExpressionFault("expression.function", f"There is no function {name}() (character {at}).", fix, at)


def unsupported_function(name: str, reason: str, fix: str, position: int) -> ExpressionFault:
    at = position + 1
    return ExpressionFault(
        "expression.unsupported", f"{name}() at character {at} is not supported: {reason}.", fix, at
    )


def not_nodes(name: str, position: int) -> ExpressionFault:
    at = position + 1
    return ExpressionFault(
        "expression.nodes",
        f"{name} at character {at} needs a question or a path, not a value.",
        "Write a ${name} or a path there.",
        at,
    )


def too_deep(position: int) -> ExpressionFault:
    at = position + 1
    return ExpressionFault(
        "expression.depth",
        f"The expression is too tangled at character {at}.",
        "Split it: put parts of it into calculate questions of their own.",
        at,
    )
