"""What somebody is called on social media and in games."""

import re
from collections.abc import Iterator

from analysis.redaction.spans import Span
from analysis.redaction.words import Words, listed, ordinary_words

_PLATFORM = (
    r"(?:snap(?:chat)?|sc|insta(?:gram)?|ig|tik\s?tok|discord|roblox|fortnite|minecraft|xbox|psn|ps[45]|playstation|steam|"
    r"twitch|you\s?tube|yt|twitter|facebook|fb|whatsapp|telegram|bereal|reddit|tumblr|kik|wattpad|gamer\s?tag|"
    r"user\s?name|user|handle|account|switch)"
)
_AT = re.compile(r"(?<![\w@.])@[ ]?([^\W\d_][\w.]{1,29}[\w]|[^\W\d_][^\W_]{1,29})", re.UNICODE)
_NUMBERED = re.compile(r"(?<![\w@.])[\w.]{2,32}#\d{4}(?!\w)")
_NAMED = re.compile(
    rf"(?<![^\W_]){_PLATFORM}\b(?:['’]s)?(?:\s+(?:name|user\s?name|user|handle|tag|id|account|acc|me))*\s*(:|=|-|is|=|im|i'm|"
    r"it's|its|called)?\s+@?([\w.\-]{3,32})",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"@?([\w.\-]{{3,32}})\s+(?:on|for|in)\s+(?:my\s+|the\s+)?{_PLATFORM}\b", re.IGNORECASE)
_IAM = re.compile(
    rf"\b(?:i'?m|i’m|i am|called|add)\s+@?([^\W\d_][\w.\-]{{3,31}})\s+(?:on|in)\s+{_PLATFORM}\b",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"\bon {_PLATFORM} (?:i am|i'?m|i’m|my name is|it's|its) @?([\w.\-]{{3,32}})", re.IGNORECASE
)
_IS_MY = re.compile(rf"@?([\w.\-]{{3,32}})\s+(?:is|thats|that's)\s+(?:my|our)\s+{_PLATFORM}\b", re.IGNORECASE)
_CHANNEL = re.compile(
    r"\b(?:channel|server|stream)\s+(?:is\s+)?(?:called|named)\s+@?([\w.\-]{3,32})", re.IGNORECASE
)
_REDDIT = re.compile(r"(?<![\w/.])/?u/[A-Za-z_][\w\-]{2,19}")
_FRIEND_CODE = re.compile(r"(?<!\w)SW(?:[\- ]\d{4}){3}(?!\d)", re.IGNORECASE)
_OF_WORDS = re.compile(
    rf"(?<![^\W_]){_PLATFORM}\b(?:\s+(?:name|tag|id))?\s*(?::|=|-|is|called)\s+((?:[A-Z]\w*\s){{1,3}}\d{{1,5}})(?!\w)"
)
_CHUNK = re.compile(r"(?<![\w@.\-/])[^\W_][\w.]{2,31}(?![\w@])")
_PLATFORMS = listed("platforms")
_MIXED = re.compile(r"[a-z][A-Z]")


def handles(words: Words) -> Iterator[Span]:
    """@handles, what follows a platform's name as a name, and what only a user name looks like."""
    text = words.text
    if "@" in text:
        yield from (_span(found, 0) for found in _AT.finditer(text) if not _is_plain(found[1]))
    if "#" in text:
        yield from (_span(found, 0) for found in _NUMBERED.finditer(text))
    if "u/" in text:
        yield from (_span(found, 0) for found in _REDDIT.finditer(text))
    if "_" in text:
        yield from (_span(found, 0) for found in _CHUNK.finditer(text) if _is_underscored(found[0]))
    if not _PLATFORMS.isdisjoint(words.lower):
        yield from _by_platform(text)


def _by_platform(text: str) -> Iterator[Span]:
    for found in _NAMED.finditer(text):
        sure = found[1] is not None
        if _looks_like_one(found[2]) or (sure and not _is_plain(found[2]) and not found[2].isdecimal()):
            yield _span(found, 2)
    yield from (_span(found, 1) for found in _IAM.finditer(text) if not _is_plain(found[1]))
    mine = _IS_MY.finditer(text) if " my " in text or " our " in text else ()
    for found in (*mine, *_CHANNEL.finditer(text)):
        if _looks_like_one(found[1]):
            yield _span(found, 1)
    for pattern in (_FRIEND_CODE, _OF_WORDS):
        yield from (_span(found, len(found.groups())) for found in pattern.finditer(text))
    yield from (_span(found, 1) for found in _ON.finditer(text) if _looks_like_one(found[1]))
    for found in _BEFORE.finditer(text):
        if _looks_like_one(found[1]):
            yield _span(found, 1)


def _span(found: re.Match[str], group: int) -> Span:
    start, end = found.span(group)
    return Span(start, start + len(found[group].rstrip(".-")) if end else end, "handle")


def _is_underscored(word: str) -> bool:
    """“zack_attack”; not “o_O”."""
    inner = word.rstrip("_.")
    return "_" in inner and len(inner) > 3 and any(sign.isalpha() for sign in inner)


def _looks_like_one(word: str) -> bool:
    """Letters with figures, dots, underscores or capitals inside; not “ps5”, “year7” or “10am”."""
    inner = word.strip(".-")
    letters = sum(sign.isalpha() for sign in inner)
    figures = sum(sign.isdecimal() for sign in inner)
    if ".." in inner or _MEASURE.fullmatch(inner):
        return False
    inside = "_" in inner or "." in inner or (figures >= 2 and letters >= 3) or bool(_MIXED.search(inner))
    return letters >= 3 and inside and inner.lower() not in _NOT_NAMES


_MEASURE = re.compile(r"\d+(?:\.\d+)?[a-z]{1,5}")
_NOT_NAMES = listed("not_names")


def _is_plain(word: str) -> bool:
    """Whether it is a word of the language and so hardly a name: “@school”, “snapchat is bad”."""
    low = word.lower().strip("._-")
    return low in ordinary_words() or low in _SMALL


_SMALL = listed("small")
