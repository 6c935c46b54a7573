"""Files of words: plain text, whatever it is called and however it is encoded."""

import codecs
import unicodedata

from bot.cleaning import Clean, Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WINDOWS = "cp1252"
"""What an older Notepad in this country writes."""
LAYOUT = frozenset("\n\t\f")


def clean_document(content: bytes) -> Clean:
    """The words as UTF-8. Raises `Unreadable`, also for a PDF: what is hidden in one cannot all be found."""
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip() or any(_is_control(character) for character in set(text)):
        raise Unreadable
    return Clean(text.encode(), "txt")


def _decoded(content: bytes) -> str:
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", WINDOWS):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc" and character not in LAYOUT
