"""Words without the marks that ODK draws with: `**bold**`, `# headings`, `<span style=…>`, `&nbsp;`.

A chat shows plain words (the XLSForm reference, "Styling prompts", says which marks ODK knows).
"""

import html
import re
from collections.abc import Mapping

from consultations.forms.questionnaire import Text

LINES = re.compile(r"\s*<(?:br|/?p|/?div|/?h[1-6]|/?li)\b[^<>]*>\s*", re.IGNORECASE)
TAGS = re.compile(
    r"</?(?:span|b|i|u|s|em|strong|font|big|small|center|ul|ol|a|sub|sup|mark)\b[^<>]*>", re.IGNORECASE
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<address>[^()\s]+)\)")
BEFORE, AFTER = r"(?<![\w\\*])", r"(?!\w)"
STRONG = re.compile(
    BEFORE + r"(?P<mark>\*\*|__)(?=[^\s*_])(?P<words>.{1,500}?)(?<=[^\s_\\])(?P=mark)" + AFTER
)
EMPHASIS = re.compile(
    BEFORE + r"(?P<mark>[*_])(?=[^\s*_])(?P<words>[^*\n]{1,500}?)(?<=[^\s\\])(?P=mark)(?!\*)" + AFTER
)
ESCAPED = re.compile(r"\\(?P<mark>[*_#\\])")
REFERENCE = re.compile(r"\$\{[^{}]*\}")
HELD = "\ue000"
"""Stands for a `${name}` meanwhile: no mark is looked for inside it."""
SPACES = re.compile(r"[ \u00a0]{2,}")


def plain(text: Text) -> Mapping[str, str]:
    """`text` in plain words, in each of its languages."""
    return {language: plain_words(said) for language, said in text.items()}


def plain_words(said: str) -> str:
    """`said` without marks; as it is where they would leave nothing."""
    if not any(mark in said for mark in "<&#*_[\\"):
        return said
    references = iter(REFERENCE.findall(said))
    words = _without_marks(REFERENCE.sub(HELD, said.replace(HELD, "")))
    return re.sub(HELD, lambda _: next(references), words).strip() or said


def _without_marks(said: str) -> str:
    words = TAGS.sub("", LINES.sub("\n", said))
    words = ENTITY.sub(lambda found: html.unescape(found[0]).replace("\u00a0", " "), words)
    words = LINK.sub(lambda found: f"{found['words']} ({found['address']})", HEADING.sub("", words))
    words = EMPHASIS.sub(r"\g<words>", STRONG.sub(r"\g<words>", words))
    return SPACES.sub(" ", ESCAPED.sub(r"\g<mark>", words))
