"""What its form gives away: e-mail addresses, also spelt out, pages of people, postcodes, dates of birth."""

import re
from collections.abc import Iterator

from analysis.redaction.spans import Kind, Span
from analysis.redaction.words import Words, listed

_EMAIL = re.compile(
    r"[\w.+%'\-]*[\w+%](?:@[^\W_][\w\-]*(?:\.[^\W\d_][\w\-]*)+"
    r"|\s?@\s?[^\W_][\w\-]*(?:\s?\.\s?[^\W\d_][\w\-]*)*?\s?\.\s?(?:com|co|org|net|uk)\b(?:\s?\.\s?uk\b)?)"
)
_TOP = r"(?:com|co|uk|org|net|me|io|sch|ac|gov|nhs|info|pl|ro|eu|ie|wales|cymru)"
_HOST = r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|msn|aol|btinternet|sky|protonmail|proton)"
_AT = r"(?:\s*[(\[{<]\s*at\s*[)\]}>]\s*|\s+at\s+|\s*@\s*)"
_DOT = r"(?:\s*[(\[{<]\s*dot\s*[)\]}>]\s*|\s+dot\s+|\s*\.\s*)"
_LOCAL = r"[\w+%\-]+(?:(?:\.|_|\s+dot\s+|\s+underscore\s+|\s*[(\[{]dot[)\]}]\s*)[\w+%\-]+){0,4}"
_SPELT = re.compile(
    rf"(?<!\w){_LOCAL}{_AT}(?:{_HOST}\b(?:{_DOT}{_TOP}\b){{0,2}}"
    r"|[\w\-]+(?:(?:\s*[(\[{<]\s*dot\s*[)\]}>]\s*|\s+dot\s+)[\w\-]+)*"
    rf"(?:\s*[(\[{{<]\s*dot\s*[)\]}}>]\s*|\s+dot\s+){_TOP}\b)",
    re.IGNORECASE,
)
_HOSTED = re.compile(rf" at {_HOST}\b")
_BRACKETED = re.compile(
    rf"(?<!\w){_LOCAL}\s*[(\[{{<]\s*at\s*[)\]}}>]\s*[\w\-]+(?:{_DOT}[\w\-]+)+", re.IGNORECASE
)

_PAGE = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”)]+|(?<![\w.@])[a-z][\w\-]*\.[a-z]{2,4}/[^\s<>\"”)]+", re.IGNORECASE
)
_PERSONAL_HOST = re.compile(
    r"^(?:https?://)?(?:www\.|m\.|en-gb\.)?(?:facebook|fb|instagram|tiktok|snapchat|youtube|twitter|x|threads|"
    r"linkedin|linktr|t|discord|discordapp|twitch|reddit|pinterest|vk|bsky|soundcloud|github|carrd|wattpad|roblox|"
    r"vsco|steamcommunity|gofundme|justgiving|bereal|telegram|wa|onlyfans|tumblr|flickr|strava|kik|ask|ngl)"
    r"\.[a-z]{2,4}(?:\.[a-z]{2})?/(?!watch\b|results\b|hashtag\b|explore\b|games?\b)[^\s/]",
    re.IGNORECASE,
)
_PERSONAL_PATH = re.compile(
    r"/(?:@|~|u/|users?/|profiles?/|people/|in/|add/)|\.carrd\.co|\.wixsite\.com", re.IGNORECASE
)

_AREAS = listed("postcode_areas")
"""Postcode areas: Royal Mail, “Programmers' guide to the Postcode Address File”."""
_POSTCODE = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(sorted(_AREAS, key=len, reverse=True))})\d[A-Z\d]?[\s\-]{{0,2}}"
    r"\d(?!(?:st|nd|rd|th)\b)[ABD-HJLNP-UW-Z]{2}(?![^\W_])",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d|['’]?\d\d"
_DATE = (
    rf"(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}(?:\s?[/.\-]\s?(?:{_YEAR}))?|\d{{4}}-\d\d-\d\d|\d{{1,2}}\s\d{{1,2}}\s(?:{_YEAR})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b(?:,?\s+(?:{_YEAR})\b)?"
    rf"|{_MONTH}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:{_YEAR})\b)?)"
)
_BIRTH = re.compile(
    r"\b(?:born|birthday|birth ?date|bday|b-day|dob|d\.o\.b\.?|d\.o\.b|date of birth|birth)(?:['’]?s)?\b\.?"
    rf"(?:[\s:=,\-]|\b(?:is|was|on|the|its|it's|its|i|day|are|date)\b){{1,12}}({_DATE})(?!\d)",
    re.IGNORECASE,
)


def emails(words: Words) -> Iterator[Span]:
    """E-mail addresses, as they are and spelt out (“name at gmail dot com”)."""
    low = words.low_text
    if "@" in low:
        yield from _spans(_EMAIL, words.text, "email")
    if " at " in low and ("dot" in low or _HOSTED.search(low)):
        yield from _spans(_SPELT, words.text, "email")
    if " at " not in low and "@" in low and "dot" in low:
        yield from _spans(_SPELT, words.text, "email")
    if "at)" in low or "at]" in low or "at}" in low:
        yield from _spans(_BRACKETED, words.text, "email")


def pages(words: Words) -> Iterator[Span]:
    """Pages of a person or a group on the web; not the home pages of services."""
    if "/" not in words.text and "www" not in words.low_text:
        return
    for found in _PAGE.finditer(words.text):
        address = found[0].rstrip(".,;:!?'’")
        if _PERSONAL_HOST.search(address) or _PERSONAL_PATH.search(address):
            yield Span(found.start(), found.start() + len(address), "url")


def postcodes(words: Words) -> Iterator[Span]:
    """Whole postcodes. The first half alone (“CW1”) is a town and stays."""
    if words.figures:
        yield from _spans(_POSTCODE, words.text, "postcode")


def births(words: Words) -> Iterator[Span]:
    """Dates that words say to be somebody's birthday."""
    if "b" in words.low_text and ("birth" in words.low_text or _BIRTH_WORD.search(words.low_text)):
        for found in _BIRTH.finditer(words.text):
            yield Span(*found.span(1), "date_of_birth")


_BIRTH_WORD = re.compile(r"born|bday|b-day|dob|d\.o\.b")


def _spans(pattern: re.Pattern[str], text: str, kind: Kind) -> Iterator[Span]:
    for found in pattern.finditer(text):
        yield Span(found.start(), found.end(), kind)
