"""Short words that look like another language's: Polish “no” is a colloquial yes, Welsh “da” is “good”.

English works in every language, and a few words of every language do. Where such a word has a meaning of its
own it is taken for nothing without asking.
"""

from collections.abc import Mapping

from bot.plain_words import typed_words
from consultations.forms.languages import fallbacks

FALSE_FRIENDS: Mapping[str, Mapping[str, str]] = {
    "pl": {"no": "tak", "nu": "tak", "na": "nie"},
    "uk": {"nu": "так", "ya": "так", "na": "ні"},
    "ro": {"na": "nu"},
    "ar": {"la": "لا"},
    "cy": {"da": "ie"},
}
"""Language → a word in its plain form → the word of that language that is asked about.

“No” and “nu” are “well” or “yeah” in spoken Polish and Ukrainian, “na” is “here you are” there and in
Romanian, “ya” is Ukrainian for “I”, “la” Arabic for “no”, all of these in Latin letters; “da” is Welsh for
“good”, and a Romanian yes.
"""
ALSO_ENGLISH = frozenset({"paid"})
"""Words that stop or get help in their own language only, since they are English for something else: Welsh
“paid” is “don't”."""


def own_words(language: str) -> Mapping[str, str]:
    """The false friends of `language`; none for most."""
    return next((FALSE_FRIENDS[one] for one in fallbacks(language) if one in FALSE_FRIENDS), {})


def probably(text: str, language: str) -> str:
    """What `text` most likely is in plain words of `language`: a false friend alone, or words behind one.

    "" where there is none.
    """
    words = typed_words(text)
    own = own_words(language)
    if not words or words[0].plain not in own:
        return ""
    return text[words[1].start :] if len(words) > 1 else own[words[0].plain]


def is_one(text: str, language: str) -> bool:
    """Whether `text` is nothing but a false friend in `language`."""
    words = typed_words(text)
    return len(words) == 1 and words[0].plain in own_words(language)
