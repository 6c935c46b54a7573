"""Words of officers that everybody reads, children too: what in them is hard, said to whoever writes them.

Pages in easy read show these words as they stand wherever nobody wrote easy ones, so they keep the limits of
the chat (`consultations.forms.readability`). A young person lead reads what was found beside the words.
"""

from collections.abc import Iterable
from textwrap import shorten

from admin_api.translation.speaking import translate
from consultations.consultation import Consultation
from consultations.forms.readability import too_hard
from consultations.forms.together_check.jargon import words_of_offices
from consultations.launching import Intent

NAMED = 60
"""Letters by which a text is told from others."""


def hard(words: str) -> list[str]:
    """What makes `words` hard to read, a sentence for each; nothing where a nine-year-old reads them."""
    named = shorten(words, NAMED, placeholder="…")
    found = [
        translate("“{words}” is hard to read: {what}.", words=named, what=one) for one in too_hard(words)
    ]
    return found + [
        translate("“{word}” is a hard word. Say “{instead}”.", word=word, instead=instead)
        for word, instead in words_of_offices(words)
    ]


def hard_among(each: Iterable[str]) -> list[str]:
    """The same of several texts, each once."""
    return list(dict.fromkeys(said for words in each for said in hard(words)))


def hard_in(one: Consultation) -> list[str]:
    """What is hard in what everybody reads of a consultation besides its questions."""
    return hard_among((one.title, one.next_news or "", one.conclusion or ""))


def hard_at_launch(intent: Intent) -> list[str]:
    """What is hard in what people read before they answer."""
    return hard_among((intent.what_can_change, intent.what_cannot, intent.options))
