"""What a written answer is before it is read for meaning: its words, whether it says anything, its language.

**Empty or not.** Empty is an answer that gives no content whatever the question was: nothing but spaces or
punctuation (“-”, “...”, “?”), a form filler's blank (“n/a”, “not applicable”, “pass”) or “I don't know” in
its usual spellings (“idk”, “dunno”, “not sure”). “No”, “nothing”, “none”, “nah” and “na” are real short
answers: to “What could be better?” they are praise, to “Who do you talk to?” a worry. A lone emoji or
emoticon is an answer too.

**English or not.** Decided offline and only to say that a text could not be read; it sends nobody away. In
this order: letters mostly of another script are not English; fewer than three words never count as foreign;
otherwise py3langid decides among `SCHOOL_LANGUAGES`, and is overruled when it is unsure (under 0.3) or when
a third of the words are plain English or British slang. Measured on sentences written for this project
(tests/unit/analysis/language_samples.py): of 96 held-out sentences in 14 languages, 91 are recognised as
not English (four of the five misses are Urdu in Latin letters); of 60 held-out pieces of children's English
none is called foreign, and of 3,895 real patient comments 6 are. py3langid alone calls 31 of the same 60
foreign. docs/analysis.md says more.
"""

import re
import unicodedata
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

TEXT_RULES = "text-1"

_LANGUAGES = "en pl ro cy pt es lt fr so tr ur ar uk zh it sq bn pa gu ta fa ku de nl cs sk hu lv hi"
SCHOOL_LANGUAGES = tuple(_LANGUAGES.split())

# No school, teacher, park or club: every language spoken here borrows them.
_ENGLISH_WORDS = """
the and of my our we they them their you your he she his her it its i i'm i'd i've that this these those
there here what when where who why how which with for from to be been being are was were isn't don't dont
can't cant not but because cos becos bc cus if then than as by about up out at all some any more less most
much many lots every everyone everything nobody nothing something someone people kids friends mum dad mam
nan home house like love hate want need needs should shud could would have has had get gets got do does
did done go goes going make makes made help feel think know see say said just really very too also good
bad nice better best innit ain't aint gonna wanna dunno yeah yh nah nowt owt summat reyt bare peng proper
well dead us
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_EMOTICON = re.compile(r"[:;=8][-'^]?[()\[\]DPpOo3|/\\*]|<3|[()][-'^]?[:;=]")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´＇", "'"))
_NO_CONTENT = frozenset(
    {
        "n a",
        "not applicable",
        "nil response",
        "no comment",
        "no comments",
        "no answer",
        "pass",
        "skip",
        "idk",
        "i dk",
        "dk",
        "dunno",
        "i dunno",
        "dont know",
        "i dont know",
        "i do not know",
        "do not know",
        "i dont no",
        "i dont really know",
        "not sure",
        "im not sure",
        "i am not sure",
        "unsure",
        "no idea",
        "prefer not to say",
    }
)
_FEWEST_WORDS = 3
_SURE_ENOUGH = 0.3
_ENGLISH_SHARE = 0.34
_LAST_LATIN_LETTER = 0x24F


def normalise(text: str) -> str:
    """`text` with one kind of apostrophe, “ﬁ” and full-width letters made plain, and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).split())


def words(text: str) -> list[str]:
    """The words in order, lower case; “don't” is one, “self-harm” two, emoji and punctuation none."""
    return _WORD.findall(normalise(text).lower())


def plain_words(text: str) -> list[str]:
    """Like `words` but without apostrophes, so that “don't”, “don’t” and “dont” are the same word."""
    return [word.replace("'", "") for word in words(text)]


def is_empty(text: str) -> bool:
    """Whether an answer says nothing whatever was asked: the module's docstring draws the line."""
    found = plain_words(text)
    if not found:
        return not _has_picture(text)
    return " ".join(found) in _NO_CONTENT


def _has_picture(text: str) -> bool:
    return bool(_EMOTICON.search(text)) or any(unicodedata.category(sign) == "So" for sign in text)


def is_english(text: str) -> bool:
    """Whether `text` can be read as English. True when in doubt: short, mixed or wordless texts."""
    return language(text) in (None, "en")


def language(text: str) -> str | None:
    """The language of `text` (ISO 639-1, “und” if unknown); None when too short to tell.

    Texts that mix languages are English when a third of the words are.
    """
    foreign = _mostly_another_script(text)
    found = words(text)
    if not foreign and len(found) < _FEWEST_WORDS:
        return None
    if not foreign and _english_share(found) >= _ENGLISH_SHARE:
        return "en"  # asked first, because it is a hundred times as fast as what follows
    told, confidence = _identifier().classify(text)
    if foreign:
        return str(told) if told != "en" else "und"
    return "en" if confidence < _SURE_ENOUGH else str(told)


def _mostly_another_script(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum(ord(sign) > _LAST_LATIN_LETTER for sign in letters) * 2 > len(letters)


def _english_share(found: list[str]) -> float:
    return sum(word in _ENGLISH for word in found) / len(found)


@cache
def _identifier() -> LanguageIdentifier:
    """py3langid's model among the languages of English schools, giving probabilities."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(SCHOOL_LANGUAGES)
    return identifier
