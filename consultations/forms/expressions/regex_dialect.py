"""One regular expression, rewritten from what JavaScript and Java accept to what the `regex` library does."""

import re
from dataclasses import dataclass, field
from typing import Final

_LETTER: Final = r"(?u:\p{L})"
_PROPERTIES: Final = {
    "L": _LETTER, "Letter": _LETTER, "Alphabetic": _LETTER, "IsAlphabetic": _LETTER, "IsLetter": _LETTER,
    "N": r"(?u:\d)", "Nd": r"(?u:\d)", "IsDigit": r"(?u:\d)",
    "Alpha": "[A-Za-z]", "Lower": "[a-z]", "Upper": "[A-Z]", "Digit": "[0-9]", "Alnum": "[A-Za-z0-9]",
    "Punct": r"[!-/:-@\[-`{-~]", "Space": r"\s", "XDigit": "[0-9A-Fa-f]", "ASCII": r"[\x00-\x7f]",
}  # fmt: skip
_POSIX: Final = {
    "alpha": _LETTER, "alnum": r"(?u:[\p{L}\d])", "lower": r"(?u:\p{Ll})", "upper": r"(?u:\p{Lu})",
    "digit": "[0-9]", "xdigit": "[0-9A-Fa-f]", "space": r"\s", "blank": r"[ \t]", "word": r"(?u:\w)",
    "punct": _PROPERTIES["Punct"], "cntrl": r"[\x00-\x1f\x7f]", "graph": r"(?u:[^\s\p{C}])",
    "print": r"(?u:[^\p{C}])",
}  # fmt: skip
"""The classes of POSIX, `[[:alpha:]]`, as they are in a Unicode locale."""
_CLASS_ESCAPES: Final = frozenset("dDwWsS")
_SAME_IN_BOTH: Final = frozenset("dDwWsSbBnrtfvx0123456789")
_COUNT: Final = re.compile(r"\d+(?:,\d*)?\}|,\d+\}")
_POSIX_CLASS: Final = re.compile(r"\[:(\^?)(\w+):\]")
_SLASHES: Final = re.compile(r"/(?P<inside>.+)/(?P<flags>[gimsuy]*)", re.DOTALL)
_ENDLESS: Final = re.compile(r"[*+]|\{\d+,\}")


class Untranslatable(Exception):
    """The pattern uses what Python has no equivalent for; the text says what."""


@dataclass(slots=True)
class _Class:
    """A `[…]` under translation: its plain part, and what can only stand beside it."""

    negated: bool
    plain: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def written(self) -> str:
        inside = "".join(self.plain)
        if not inside and not self.beside:
            return r"[\s\S]" if self.negated else "(?!)"
        if self.negated:
            guard = "".join(f"(?!{item})" for item in self.beside)
            rest = f"[^{inside}]" if inside else r"[\s\S]"
            return f"(?:{guard}{rest})" if guard else rest
        choices = [*self.beside, f"[{inside}]"] if inside else self.beside
        return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


def translated(pattern: str) -> str:
    """The same pattern for `regex`, or Untranslatable."""
    found = _SLASHES.fullmatch(pattern)
    if found is None or in_slashes(pattern) is not None:
        return _Reader(pattern).whole()
    # Nothing can stand before the beginning or after the end: the slashes are those of JavaScript and Perl.
    flags = "".join(sorted({"i", "m", "s"}.intersection(found["flags"])))
    inside = _Reader(found["inside"]).whole()
    return f"(?{flags}:{inside})" if flags else inside


def in_slashes(pattern: str) -> str | None:
    """What stands between the slashes of `/a+/`, where they may be meant; None without them.

    None as well for `/^a+/` or `/a+$/`, where they cannot be.
    """
    found = _SLASHES.fullmatch(pattern)
    if found is None or found["inside"].startswith("^") or re.search(r"(?<!\\)\$$", found["inside"]):
        return None
    return found["inside"]


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def whole(self) -> str:
        parts = []
        while self.at < len(self.pattern):
            parts.append(self.item())
        return "".join(parts)

    def take(self) -> str:
        character = self.pattern[self.at : self.at + 1]
        self.at += 1
        return character

    def item(self) -> str:
        character = self.take()
        if character == "\\":
            return self.escape()
        if character == "[":
            return self.char_class()
        if character == "(":
            return self.group()
        if character == "{" and not _COUNT.match(self.pattern, self.at):
            return r"\{"
        if character == "$":
            return r"\Z"  # Python's own $ also stands before a last line break
        return character

    def group(self) -> str:
        rest = self.pattern[self.at :]
        if rest.startswith("?<") and rest[2:3] not in {"=", "!"}:
            self.at += 2
            return "(?P<"
        return "("

    def escape(self) -> str:
        character = self.take()
        if not character:
            raise Untranslatable("it ends with a single “\\”")
        if character in "pP":
            return self.property(negated=character == "P")
        if character == "k":
            return self.named_back_reference()
        if character == "z":
            return r"\Z"
        if character == "Z":
            return r"(?=\n?\Z)"
        return self.common_escape(character)

    def common_escape(self, character: str) -> str:
        """Escapes that mean the same inside and outside a class."""
        if character in "uc":
            return self.code_point(character)
        if character in "hR":
            return r"[ \t]" if character == "h" else r"(?:\r\n|[\n\r])"
        if character in _SAME_IN_BOTH or character == "A":
            return f"\\{character}"
        if character.isascii() and character.isalpha():
            return character
        return re.escape(character)

    def code_point(self, letter: str) -> str:
        if letter == "c":
            return re.escape(chr(ord(self.take() or "@") & 31))
        match = re.compile(r"\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{4})").match(self.pattern, self.at)
        if match is None:
            return "u"
        self.at = match.end()
        number = int(match[1] or match[2], 16)
        if number > 0x10FFFF:
            raise Untranslatable(f"there is no character {match[0]}")
        return re.escape(chr(number))

    def property(self, *, negated: bool) -> str:
        match = re.compile(r"\{\^?(\w+)\}|(\w)").match(self.pattern, self.at)
        name = (match[1] or match[2]) if match else ""
        if match is None:
            raise Untranslatable("“\\p” does not say which characters it means")
        self.at = match.end()
        negated ^= match[0].startswith("{^")
        written = _PROPERTIES.get(name, f"(?u:\\p{{{name}}})")
        return f"(?:(?!{written})[\\s\\S])" if negated else written

    def named_back_reference(self) -> str:
        match = re.compile(r"<(\w+)>").match(self.pattern, self.at)
        if match is None:
            return "k"
        self.at = match.end()
        return f"(?P={match[1]})"

    # Inside […]

    def char_class(self) -> str:
        alone = _POSIX_CLASS.match(self.pattern, self.at - 1)
        if alone and alone[2] in _POSIX:
            raise Untranslatable(f"“{alone[0]}” needs brackets of its own around it: “[{alone[0]}]”")
        found = _Class(negated=self.pattern.startswith("^", self.at))
        self.at += found.negated
        opened = self.at
        while not self.pattern.startswith("]", self.at):
            if self.at >= len(self.pattern):
                raise Untranslatable(f"the “[” before character {opened + 1} of it is never closed")
            self.member(found)
        self.at += 1
        return found.written()

    def member(self, found: _Class) -> None:
        """One character, escape, range or POSIX class. What cannot begin or end a range makes its hyphen a
        plain one."""
        if self.pattern.startswith("&&[", self.at):
            raise Untranslatable("“&&” between classes is not understood")
        if posix := _POSIX_CLASS.match(self.pattern, self.at):
            self.at = posix.end()
            found.beside.append(_posix(posix[2], negated=bool(posix[1])))
            return
        first, single = self.class_item()
        if (
            single
            and self.pattern.startswith("-", self.at)
            and self.pattern[self.at + 1 : self.at + 2] not in {"]", ""}
        ):
            mark = self.at
            self.at += 1
            last, also_single = self.class_item()
            if also_single:
                found.plain.append(f"{first}-{last}")
                return
            self.at = mark
        (found.beside if first.startswith(("(", "[")) else found.plain).append(first)

    def class_item(self) -> tuple[str, bool]:
        """The next item, and whether it is a single character."""
        character = self.take()
        if character != "\\":
            return re.escape(character), True
        character = self.take()
        if not character:
            raise Untranslatable("it ends with a single “\\”")
        if character in "pP":
            return self.property(negated=character == "P"), False
        if character in _CLASS_ESCAPES:
            return f"\\{character}", False
        if character == "b":
            return "\\b", True
        if character == "B":
            return "B", True
        written = self.common_escape(character)
        return written, not written.startswith(("(", "["))


def _posix(name: str, *, negated: bool) -> str:
    if name not in _POSIX:
        raise Untranslatable(f"there is no class of characters “[:{name}:]”")
    return f"(?:(?!{_POSIX[name]})[\\s\\S])" if negated else _POSIX[name]


def is_catastrophic(pattern: str) -> bool:
    """Whether a repeated group repeats nothing but one repeated item, as `(a+)+` does: cheap, and not all."""
    for match in re.finditer(
        r"\((?:\?:)?((?:\\.|\[(?:\\.|[^\]\\])*\]|[^()\\\[*+?{}|])(?:[*+]|\{\d+,\}))\)", pattern
    ):
        if _ENDLESS.match(pattern, match.end()):
            return True
    return False
