"""What its form gives away: e-mail addresses, also spelt out, pages of people, postcodes, dates of birth."""

import re
from collections.abc import Iterator

from analysis.redaction.spans import Kind, Span
from analysis.redaction.words import Words, listed, ordinary_words

_EMAIL = re.compile(
    r"(?:\"[\w.]+\"|\b(?:\w ){2,20}(?=@)|[\w.+%'\-]*[\w+%])(?:@[^\W_][\w\-]*(?:\.[^\W\d_][\w\-]*)+"
    r"|@[^\W_][\w\-]*,(?:com|co|org|net)\b|\s?@\s?[^\W_][\w\-]*(?:\s?\.\s?[^\W\d_][\w\-]*)*?\s?\.\s?(?:com|co|org|net|uk)\b(?:\s?\.\s?uk\b)?)"
)
_TOP = r"(?:com|co|uk|org|net|me|io|sch|ac|gov|nhs|info|pl|ro|eu|ie|wales|cymru)"
_HOST = r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|msn|aol|btinternet|sky|protonmail|proton)"
_AT = r"(?:\s*[(\[{<]\s*(?:at|@)\s*[)\]}>]\s*|\s+at\s+|\s*@\s*)"
_DOT = r"(?:\s*[(\[{<]\s*dot\s*[)\]}>]\s*|\s+dot\s+|\s*\.\s*)"
_LOCAL = (
    r"[\w+%\-]+(?:(?:\.|_|\s+dot\s+|\s+(?:underscore|dash|hyphen)\s+|\s*[(\[{]dot[)\]}]\s*)[\w+%\-]+){0,4}"
)
_SPELT = re.compile(
    rf"(?<!\w){_LOCAL}{_AT}(?:{_HOST}\b(?:{_DOT}{_TOP}\b){{0,2}}"
    r"|[\w\-]+(?:(?:\s*[(\[{<]\s*dot\s*[)\]}>]\s*|\s+dot\s+)[\w\-]+)*"
    rf"(?:\s*[(\[{{<]\s*dot\s*[)\]}}>]\s*|\s+dot\s+){_TOP}\b)",
    re.IGNORECASE,
)
_AT_HOST = re.compile(
    r"(?<!\w)([\w.+%\-]+) at (?:[a-z][\w\-]*\.)+(?:com|co\.uk|org|net|org\.uk)\b", re.IGNORECASE
)
_SAID_TO_BE = re.compile(
    r"\be-?mail (?:address )?(?:is|:|=) ?((?:[\w+%\-]+ ){2,4}?(?:at|@) [\w\-]+(?: dot |\.)"
    rf"{_TOP}\b(?:(?: dot |\.)uk\b)?)",
    re.IGNORECASE,
)
_HOSTED = re.compile(rf" at {_HOST}\b")
_BRACKETED = re.compile(
    rf"(?<!\w){_LOCAL}\s*[(\[{{<]\s*(?:at|@)\s*[)\]}}>]\s*[\w\-]+(?:{_DOT}[\w\-]+)+", re.IGNORECASE
)
_RUN_TOGETHER = re.compile(r"(?<!\w)[a-z\d._]+AT[a-z\d\-]+(?:DOT[a-z]+)+(?!\w)")
_IN_BRACKETS = re.compile(r"(?:at|@)\s?[)\]}>]")

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
    r"/(?:@|~|u/|users?/|profiles?/|people/|in/|add/|family/)|[\w\-]\.(?:carrd\.co|wixsite\.com|blogspot\.|"
    r"wordpress\.com|tumblr\.com|weebly\.com|github\.io|substack\.com)",
    re.IGNORECASE,
)

_AREAS = listed("postcode_areas")
"""Postcode areas: Royal Mail, “Programmers' guide to the Postcode Address File”."""
_POSTCODE = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(sorted(_AREAS, key=len, reverse=True))})"
    r"(?:\d[A-Z\d]?)[\s\-./]{0,3}"
    r"(?!(?:1st|2nd|3rd|[04-9]th)\s+\w)\d[ABD-HJLNP-UW-Z]{2}(?![^\W_])",
    re.IGNORECASE,
)
_LETTERS_FOR_FIGURES = re.compile(
    r"(?<![^\W_])([A-Z]{1,2}?)(?=\S*\s?\d)[\dIO]{1,2}\s[\dO][ABD-HJLNP-UW-Z]{2}(?![^\W_])"
)
"""“SKI0 1DX”, “CW1 OAB”: I for 1 and O for 0, where all is in capitals and one figure is a figure."""
_APART = re.compile(r"\d\s[a-z]\s[a-z]\b", re.IGNORECASE)
_SPACED_OUT = re.compile(
    r"(?<![^\W_])([A-Z](?:\s[A-Z])?\s\d(?:\s[A-Z\d])?)\s{1,3}\d\s[ABD-HJLNP-UW-Z]\s[ABD-HJLNP-UW-Z](?![^\W_])",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d|['’]?\d\d"
_DATE = (
    rf"(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}(?:\s?[/.\-]\s?(?:{_YEAR}))?|\d{{4}}[-/.]\d\d[-/.]\d\d|\d{{1,2}}\s\d{{1,2}}\s(?:{_YEAR})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b(?:,?\s+(?:{_YEAR})\b)?"
    rf"|\d{{1,2}}-{_MONTH}-(?:{_YEAR})|{_MONTH}(?:\sof)?,?\s+(?:19|20)\d\d\b|\d{{8}}(?!\d)|\d{{6}}(?!\d)"
    rf"|{_MONTH}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:{_YEAR})\b)?)"
)
_BIRTH = re.compile(
    r"\b(?:born|turn(?:ed|s|ing)? \d{1,2}|be \d{1,2}(?= on\b)|birthday|birth ?date|bday|b-day|dob|d\.o\.b\.?"
    r"|date of birth|birth)(?:['’]?s)?\b\.?"
    r"(?:[\s:=,\-]|\b(?:is|was|on|the|its|it's|i|a|day|are|date|in|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b){1,12}"
    rf"({_DATE})(?!\d)",
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
    if " at " in low and "." in low:
        yield from _at_hosts(words)
    if "mail" in low:
        yield from (Span(*found.span(1), "email") for found in _SAID_TO_BE.finditer(words.text))
    if "AT" in words.text and "DOT" in words.text:
        yield from _spans(_RUN_TOGETHER, words.text, "email")
    if _IN_BRACKETS.search(low):
        yield from _spans(_BRACKETED, words.text, "email")


def _at_hosts(words: Words) -> Iterator[Span]:
    """“nan1948 at example.com”; not “look at example.com”."""
    for found in _AT_HOST.finditer(words.text):
        if found[1].lower() not in ordinary_words():
            yield Span(found.start(), found.end(), "email")


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
        for found in _oddly_written(words.text):
            if re.sub(r"\s|\d.*", "", found[1]).lower() in _AREAS:
                yield Span(found.start(), found.end(), "postcode")


def _oddly_written(text: str) -> Iterator[re.Match[str]]:
    """What may be a postcode with spaces between its signs, or with letters for figures."""
    if _APART.search(text):
        yield from _SPACED_OUT.finditer(text)
    if "I" in text or "O" in text:
        yield from _LETTERS_FOR_FIGURES.finditer(text)


def births(words: Words) -> Iterator[Span]:
    """Dates that words say to be somebody's birthday."""
    if words.figures and ("birth" in words.low_text or _BIRTH_WORD.search(words.low_text)):
        for found in _BIRTH.finditer(words.text):
            yield Span(*found.span(1), "date_of_birth")


_BIRTH_WORD = re.compile(r"born|turn|be \d|bday|b-day|dob|d\.o\.b")


def _spans(pattern: re.Pattern[str], text: str, kind: Kind) -> Iterator[Span]:
    for found in pattern.finditer(text):
        yield Span(found.start(), found.end(), kind)
