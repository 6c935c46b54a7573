"""One message in the spellings a rule may match: as typed, with its disguises off, and with more guessed.

Children hide hard words from filters and from whoever looks over their shoulder (“k1ll my s3lf”, “unalive”,
“s u i c i d e”), and spell as they speak. Each step below undoes one habit. None of them loses the original:
a rule may match any of the three variants, so that a wrong guess hides nothing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from analysis.safeguarding.spellings import CONFUSABLES, EMOJI, PHRASES, WORDS

STOP = "."  # stands between sentences: no rule reaches over it

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´＇"), None)
_TOKEN = re.compile(r"[^\W_]+|[.!?;\n]+")
_DISGUISED = re.compile(r"[^\s.,;:?()\"“”]+")
_LEET = str.maketrans("013457@$!", "oieastasi")
_LEET_L = str.maketrans("013457@$!", "oleastasl")
_LONG = re.compile(r"(.)\1{2,}")
_TWICE = re.compile(r"(.)\1+")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[\s.\-_*/]{1,2}[^\W\d_]){2,}(?![^\W_])")
_MASKED = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:(?:[*#_%.\-]++[^\W\d_]++)++[*#]*+|[*#]++)")
_SEPARATORS = re.compile(r"[\s.\-_*/]")
_SHORTEST_HIDDEN = 4
_SHORTEST_RUN = 9  # letters of words that were run together
_LONGEST_WORD = 14


@dataclass(frozen=True, slots=True)
class Variants:
    """One message, each variant as lower-case words and `STOP`s with single spaces between, ends included.

    `raw`: as typed, without apostrophes; `light`: invisible and look-alike letters, emoji and text-speak in
    plain words; `heavy`: also figures for letters, masked, stretched and spaced-out words.
    """

    raw: str
    light: str
    heavy: str

    def each(self) -> tuple[str, ...]:
        """The different ones, `raw` first."""
        return tuple(dict.fromkeys((self.raw, self.light, self.heavy)))


def variants(text: str, known: Collection[str] = ()) -> Variants:
    """The three variants of `text`. `known`: the words that a disguise may hide (those of the rules)."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHES)
    shown = _without_invisible(plain)
    light = _spelt_out(_tokens(_emoji_to_words(_latin_again(shown))))
    heavy = _spelt_out(_tokens(_undisguised(_emoji_to_words(_latin_again(shown)), known)))
    return Variants(_line(_tokens(plain)), _line(light), _line(_shortened(heavy, known)))


def plain_sentences(text: str, known: Collection[str] = ()) -> str:
    """`text` for a model of meaning: in lower case, its punctuation kept, disguises off, text-speak in words.

    Unlike the heavy variant it changes a word only into a known one: “ps5” and “10am” stay.
    """
    plain = _emoji_to_words(_latin_again(_without_invisible(unicodedata.normalize("NFKC", text).lower())))
    joined = _SPACED.sub(lambda found: _split(_SEPARATORS.sub("", found[0]), known) or found[0], plain)
    shown = _DISGUISED.sub(lambda found: _if_known(found[0], known), joined)
    return " ".join(_EVERY_WORD.sub(_expanded, shown).split())


def _if_known(word: str, known: Collection[str]) -> str:
    """The known word or words that `word` hides, else `word`."""
    if word in known or (word.isalpha() and len(word) < _SHORTEST_RUN and not _LONG.search(word)):
        return word
    return (
        _found_out(word, known)
        if isinstance(known, frozenset) and len(word) < _LONG_WORD
        else _find_out(word, known)
    )


def _find_out(word: str, known: Collection[str]) -> str:
    ways = (_letters(word, known), _unmasked(word, known), _once(word, known))
    found = next((way for way in ways if way in known), None)
    return found or (_split(word, known) if len(word) >= _SHORTEST_RUN and word.isalpha() else "") or word


_found_out = lru_cache(maxsize=50_000)(_find_out)
"""The same words come again and again, and each costs a look at every known word."""
_LONG_WORD = 60


_EVERY_WORD = re.compile(r"[^\W_]+")


def _expanded(found: re.Match[str]) -> str:
    return WORDS.get(found[0].lower(), found[0])


def _line(tokens: Collection[str]) -> str:
    return f" {' '.join(tokens)} "


def _tokens(text: str) -> list[str]:
    return [STOP if not found[0].isalnum() else found for found in _TOKEN.findall(text)]


def _without_invisible(text: str) -> str:
    """Without zero-width signs and accents that were set apart from their letter to break it."""
    if text.isascii():
        return text
    split = unicodedata.normalize("NFD", text)
    return unicodedata.normalize(
        "NFC", "".join(sign for sign in split if unicodedata.category(sign) not in _UNSEEN)
    )


_UNSEEN = {"Cf", "Mn", "Me"}


def _latin_again(text: str) -> str:
    """Look-alike letters of other scripts as Latin ones, in words that become wholly Latin by that."""
    return text if text.isascii() else _EVERY_WORD.sub(_if_latin, text)


def _if_latin(word: re.Match[str]) -> str:
    swapped = word[0].translate(CONFUSABLES)
    return swapped if swapped.isascii() else word[0]


def _emoji_to_words(text: str) -> str:
    if text.isascii():
        return text
    return "".join(_in_words(sign) for sign in text)


def _in_words(sign: str) -> str:
    if sign in EMOJI:
        return f" {EMOJI[sign]} "
    if ord(sign) > 0x2100 and unicodedata.category(sign) == "So":
        return f" {unicodedata.name(sign, '').lower()} "
    return sign


def _spelt_out(tokens: list[str]) -> list[str]:
    """Text-speak as the words it stands for."""
    line = _line([part for token in tokens for part in WORDS.get(token, token).split()])
    for short, meant in PHRASES.items():
        if short in line:
            line = line.replace(short, meant)
    return line.split()


def _undisguised(text: str, known: Collection[str]) -> str:
    joined = _SPACED.sub(lambda found: _split_or_together(_SEPARATORS.sub("", found[0]), known), text)
    unmasked = _MASKED.sub(lambda found: _unmasked(found[0], known), joined)
    return _DISGUISED.sub(lambda found: _letters(found[0], known), unmasked)


def _letters(word: str, known: Collection[str]) -> str:
    """Figures and signs as the letters they stand for, where the word has letters too."""
    if not any(sign.isalpha() for sign in word) or word.isalpha():
        return word
    inner = word.rstrip("!")
    ways = (inner.translate(_LEET), inner.translate(_LEET_L))
    return next((way for way in ways if way in known), ways[0]) + word[len(inner) :]


def _unmasked(word: str, known: Collection[str]) -> str:
    """“s*icide” and “su-cide” as the known word they hide, else without what stands between."""
    together = re.sub(r"[*#_%.\-]", "", word)
    if together in known:
        return together
    pattern = re.compile("".join("." if sign in "*#_%-" else re.escape(sign) for sign in word))
    hidden = (one for one in known if len(one) >= _SHORTEST_HIDDEN and pattern.fullmatch(one))
    return min(hidden, default=word)


def _split_or_together(letters: str, known: Collection[str]) -> str:
    return _split(letters, known) or f" {letters} "


def _split(letters: str, known: Collection[str]) -> str:
    """Words written without gaps, cut where known words meet (the fewest); empty where they do not."""
    best: list[tuple[int, str] | None] = [(0, "")] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        best[end] = min(_ways(letters, end, best, known), default=None)
    found = best[-1]
    return f" {found[1]} " if found else ""


def _ways(
    letters: str, end: int, best: list[tuple[int, str] | None], known: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Each way to cut the letters up to `end`: how many words, and the words."""
    for start in range(max(0, end - _LONGEST_WORD), end):
        before = best[start]
        if before is not None and letters[start:end] in known:
            yield before[0] + 1, f"{before[1]} {letters[start:end]}".strip()


def _shortened(tokens: list[str], known: Collection[str]) -> list[str]:
    """“hellllp” as “help”: stretched letters once, or twice where that is a known word."""
    return [_once(token, known) if _LONG.search(token) else token for token in tokens]


def _once(token: str, known: Collection[str]) -> str:
    twice = _LONG.sub(r"\1\1", token)
    ways = (twice, _LONG.sub(r"\1", token), _TWICE.sub(r"\1", token))
    return next((way for way in ways if way in known), ways[1])
