"""Words as they are typed by whoever has no key for an accent."""

import re
import unicodedata

ACCENT = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")


def without_accents(word: str) -> str:
    """“café” as “cafe”, “złoty” as “zloty”; letters of other scripts keep what belongs to them."""
    if word.isascii():
        return word
    bare = ACCENT.sub("", unicodedata.normalize("NFD", word)).replace("ł", "l")
    return unicodedata.normalize("NFC", bare)
