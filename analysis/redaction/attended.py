"""Schools by what people do there: “excluded from thornleigh”, “i go to brackendale … year 9”."""

import re
from collections.abc import Iterator

from analysis.redaction import cues
from analysis.redaction.spans import Span
from analysis.redaction.words import Words, bare, forenames, listed, ordinary_words, towns, word_names

_NAME = r"((?:[Tt]he\s)?[A-Z][\w'’\-]+(?:\s[A-Z][\w'’\-]+){0,3}|[a-z][\w'’\-]{3,})"
_SURELY = re.compile(
    r"\b(?:(?i:excluded|expelled|suspended|kicked out|off-?rolled|truanting|bunking) (?:from|of|at)"
    r"|(?i:attend(?:s|ed|ing)?|enrolled (?:at|in)|(?:head|headteacher|governors?) (?:of|at)|pupils? at"
    r"|students? at|prefect at|teach at|taught at|teachers? at|ta at|senco at|lunches at|places? at)) "
    + _NAME
)
_LIKELY = re.compile(
    r"\b(?i:go|goes|going|start(?:s|ed|ing)?|transferred|got in|left|leaving|leave|am|im|i'm|i’m"
    r"|was|is)(?: (?:to|at|into))? " + _NAME
)
_CAPITALS = r"[A-Z][\w'’\-]+(?:\s[A-Z][\w'’\-]+)"
_IS_ONE = re.compile(
    rf"\b({_CAPITALS}{{0,3}}) (?:is|was) (?:an?|the|our|my) (?:\w+ ){{0,3}}"
    r"(?:school|academy|college|nursery|pru|PRU)\b"
)
_AT_ONE = re.compile(
    r"\b(?i:nursery|preschool|pre-school|playgroup|school|academy|college|sixth form|provision|pupils?"
    rf"|students?|staff|kids|year \d{{1,2}}) at ((?:The\s)?{_CAPITALS}{{1,3}})"
)
_APART = listed("apart")
_BESIDE = re.compile(
    r"\b(?:"
    + "|".join(sorted(_APART, key=len, reverse=True))
    + r"),\s((?:The\s)?[A-Z][\w'’\-]+(?:\s[A-Z][\w'’\-]+){0,3})(?=,)",
    re.IGNORECASE,
)
_APART_AT = _APART | frozenset(["pupil", "pupils", "student", "students", "staff", "kids", "year"])
_CUES = frozenset(["from", "of", "at", "in", "attend", "attends", "attended", "attending"])
_NOT_ATTENDED = listed("not_attended")
_NEITHER = _NOT_ATTENDED | cues.NOT_IN_A_NAME | listed("kinds")
_OF_SCHOOLING = listed("of_schooling")
_AT = re.compile(r" (?:to|at|into) $")


def attended(words: Words) -> Iterator[Span]:
    """Names after what only pupils and staff do; after “go to” only where words near by are of schools."""
    text, lower = words.text, words.lower
    if not _CUES.isdisjoint(lower):
        yield from (_span(found) for found in _SURELY.finditer(text) if _is_name(found[1]))
    if not _OF_SCHOOLING.isdisjoint(lower):
        yield from (_span(found) for found in _LIKELY.finditer(text) if _is_likely(text, found))
    if not _APART.isdisjoint(lower):
        yield from (_span(found) for found in _IS_ONE.finditer(text) if _is_name(found[1]))
    if not _APART_AT.isdisjoint(lower):
        beside = (*_BESIDE.finditer(text), *_AT_ONE.finditer(text))
        yield from (_span(found) for found in beside if _stands_beside(found[1]))


def _span(found: re.Match[str]) -> Span:
    return Span(found.start(1), found.end(1), "school")


def _is_likely(text: str, found: re.Match[str]) -> bool:
    return _is_name(found[1]) and _is_apart(text, found)


def _is_name(name: str) -> bool:
    """Whether the words name a place that is no town, no thing and nobody."""
    parts = [
        bare(part.replace("’", "'").lower())
        for part in name.removeprefix("the ").removeprefix("The ").split()
    ]
    if not _NEITHER.isdisjoint(parts) or (name.isupper() and len(name) < 7):
        return False
    return any(not _is_known(part) for part in parts)


def _is_known(part: str) -> bool:
    whole = part.removesuffix("s")
    lists = (ordinary_words(), towns(), forenames(), word_names())
    return any(part in words or whole in words for words in lists) or part.endswith(("ing", "ed", "ly"))


def _is_apart(text: str, found: re.Match[str]) -> bool:
    """“goes ridgeway” without “to” is only read so after what goes."""
    if _AT.search(text, found.start(), found.start(1)):
        return True
    return found[0].split()[0].lower() in ("go", "goes", "left", "leaving")


def _stands_beside(name: str) -> bool:
    parts = name.lower().split()
    if any(part in cues.NOT_IN_A_NAME - {"the"} or part in cues.TITLES for part in parts):
        return False
    if any(part in _NEITHER - {"the"} or part in towns() for part in parts):
        return False
    return len(parts) > 1 or not _is_known(parts[0])
