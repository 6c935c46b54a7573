"""An answer as tokens: words in lower case with contractions written out, signs (emoji), and stops."""

import re
from collections.abc import Iterator

from analysis.text import normalise

MOST_REMEMBERED = 100_000
STOPS = frozenset(".,;:!?\n")
TURNS = frozenset({"but", "however", "although", "though", "tho", "except"})
"""What follows them is held against what stood before."""
_TOKEN = re.compile(
    r"<3|>?[:;=]['-]?[()/|\\dpDP](?!\w)|\^\^|\bx[dD]\b|10/10|100%"
    r"|[^\W_]+(?:['’][^\W_]+)*"
    r"|[\U0001F000-\U0001FAFF☀-➿⭐]"
    r"|[.,;:!?\n]"
)
_REPEATED = re.compile(r"(.)\1{2,}")
_NEGATED = {
    "cannot": "can not", "cant": "can not", "wont": "will not", "shant": "shall not", "aint": "is not",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not", "werent": "were not", "havent": "have not", "hasnt": "has not", "hadnt": "had not",
    "wouldnt": "would not", "couldnt": "could not", "shouldnt": "should not", "mustnt": "must not",
    "neednt": "need not", "dnt": "do not", "doesn": "does not", "didn": "did not",
}  # fmt: skip
_SPELT = {
    "theres": "there is", "shudnt": "should not", "cos": "because", "coz": "because", "cuz": "because",
    "becos": "because", "bc": "because", "thx": "thanks", "ty": "thank you", "gd": "good", "gr8": "great",
    "luv": "love", "rly": "really", "v": "very", "ppl": "people", "noone": "no one", "theyre": "they are",
    "im": "i am", "ive": "i have", "thats": "that is", "whats": "what is", "hes": "he is", "shes": "she is",
    "were": "were", "ur": "your", "u": "you", "r": "are", "wanna": "want to", "gonna": "going to",
    "gotta": "got to", "innit": "", "nuffin": "nothing", "nuthing": "nothing", "nothin": "nothing",
    "nuthin": "nothing", "nowt": "nothing", "summat": "something", "every1": "everyone", "some1": "someone",
    "alot": "a lot", "abit": "a bit", "favrite": "favourite", "frend": "friend", "frends": "friends",
    "freind": "friend", "freinds": "friends", "teechers": "teachers", "skool": "school", "wen": "when",
    "wiv": "with", "wif": "with", "fing": "thing", "fings": "things", "evrything": "everything",
    "evryone": "everyone", "brillient": "brilliant", "exelent": "excellent", "excelent": "excellent",
    "soo": "so", "loove": "love", "noo": "no", "yess": "yes", "amazin": "amazing",
    "helpfull": "helpful", "frendly": "friendly", "freindly": "friendly",
}  # fmt: skip


class _Words(dict[str, tuple[str, ...]]):
    """A token as it was typed → the words it stands for."""

    def __missing__(self, typed: str) -> tuple[str, ...]:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[typed] = tuple(_written_out(typed).split(" ")) if typed != "\n" else ("\n",)
        return self[typed]


def _written_out(typed: str) -> str:
    word = _REPEATED.sub(r"\1\1", typed.lower()) if typed.isalpha() else typed.lower()
    if "'" in word:
        word = word.replace("n't", "nt").replace("'", "")
    return _NEGATED.get(word) or _SPELT.get(word) or word


_words = _Words()


def tokens(text: str) -> list[str]:
    """The tokens of `text`; “can't”, “cant” and “cannot” are all “can not”, and “soooo” is “so”."""
    return [word for typed in _TOKEN.findall(_lines(text)) for word in _words[typed]]


def _lines(text: str) -> str:
    """`text` made plain line by line: the end of a line is a stop."""
    if "\n" not in text:
        return normalise(text)
    return "\n".join(map(normalise, text.splitlines()))


def clauses(found: list[str]) -> Iterator[tuple[int, int]]:
    """Where each stretch between two stops or “but”s begins and ends."""
    start = 0
    for place, token in enumerate(found):
        if token in STOPS or token in TURNS:
            if place > start:
                yield start, place
            start = place + 1
    if start < len(found):
        yield start, len(found)
