"""Languages of a form: `label::Polski (pl)` is written by people, `pl` is what the questionnaire keeps."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

ENGLISH = "en"
EASY_READ = "en-easy"
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "prs", "sd", "ug", "ur", "yi"})
CODES_AT_ONCE = 1000
"""Codes of languages that are remembered: anybody may name some that there are not."""

CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
NAME_AND_CODE = re.compile(rf"(?P<name>.*)\(\s*(?P<code>{CODE.pattern})\s*\)")
CODES_BY_NAME: Mapping[str, str] = {
    "albanian": "sq",
    "arabic": "ar",
    "bengali": "bn",
    "british sign language": "bfi",
    "bulgarian": "bg",
    "chinese": "zh",
    "cymraeg": "cy",
    "dari": "prs",
    "deutsch": "de",
    "english": "en",
    "español": "es",
    "farsi": "fa",
    "français": "fr",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "gujarati": "gu",
    "hindi": "hi",
    "hungarian": "hu",
    "italian": "it",
    "kurdish": "ku",
    "lithuanian": "lt",
    "nepali": "ne",
    "pashto": "ps",
    "persian": "fa",
    "polish": "pl",
    "polski": "pl",
    "portuguese": "pt",
    "português": "pt",
    "punjabi": "pa",
    "romanian": "ro",
    "română": "ro",
    "russian": "ru",
    "somali": "so",
    "spanish": "es",
    "swahili": "sw",
    "tamil": "ta",
    "tigrinya": "ti",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
    "vietnamese": "vi",
    "welsh": "cy",
}
"""What a bare name most likely means: languages that many pupils in England speak."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of one form: all codes, the default first, and the code for each spelling."""

    codes: tuple[str, ...]
    by_spelling: Mapping[str, str]

    @property
    def default(self) -> str:
        return self.codes[0]

    def code(self, written: str | None) -> str:
        """The code for a heading's language as it is written; the default for a heading without one."""
        return self.default if written is None else self.by_spelling[written]


def has_code(written: str) -> bool:
    """Whether a language is written with its code: “Polski (pl)” or “pl”."""
    return bool(NAME_AND_CODE.fullmatch(written) or (CODE.fullmatch(written) and len(written) < 4))


def code_of(written: str) -> str:
    """A plain code for a language however it is written; its name in small letters where none is known."""
    named = NAME_AND_CODE.fullmatch(written)
    if named:
        return plain_code(named["code"])
    known = CODES_BY_NAME.get(written.strip().casefold())
    if known:
        return known
    if has_code(written):
        return plain_code(written)
    return re.sub(r"\W+", "-", written.casefold()).strip("-") or ENGLISH


def plain_code(code: str) -> str:
    """`EN-gb` as `en-GB`: the language small, a two-letter region in capitals."""
    language, *rest = code.split("-")
    return "-".join([language.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


@lru_cache(maxsize=CODES_AT_ONCE)
def fallbacks(language: str) -> tuple[str, ...]:
    """`language` and the wider ones it belongs to: `pl-PL` gives `pl-PL` and `pl`."""
    parts = language.replace("_", "-").split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Which way the script of `language` runs, as HTML's `dir` writes it."""
    return "rtl" if fallbacks(language)[-1] in RIGHT_TO_LEFT else "ltr"


def languages_of(written: Iterable[str], unlabelled: bool, default: str) -> Languages:
    """The languages of a form whose headings name `written`.

    `default` is the `default_language` setting, "" when there is none: then it is English where a heading
    names no language (`unlabelled`) or names English, and else the first language named. A default that no
    heading has is not taken.
    """
    by_spelling = {spelling: code_of(spelling) for spelling in dict.fromkeys(written)}
    codes = list(dict.fromkeys(by_spelling.values()))
    if default:
        chosen = by_spelling.get(default) or _by_name(default, by_spelling) or code_of(default)
    elif unlabelled or ENGLISH in codes or not codes:
        chosen = ENGLISH
    else:
        chosen = codes[0]
    if codes and chosen not in codes and not unlabelled:
        return Languages(tuple(codes), by_spelling)
    return Languages((chosen, *(code for code in codes if code != chosen)), by_spelling)


def _by_name(name: str, by_spelling: Mapping[str, str]) -> str | None:
    """The code of the heading whose language has this name: “Polski” finds “Polski (pl)”."""
    for spelling, code in by_spelling.items():
        match = NAME_AND_CODE.fullmatch(spelling)
        if match and match["name"].strip().casefold() == name.strip().casefold():
            return code
    return None
