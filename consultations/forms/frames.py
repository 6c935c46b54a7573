"""What a free-text question asks for, which decides how its answers are read.

To “What could be better?” a bare “nothing” is praise; to “What is good?” it is not. The author of a
questionnaire says which it is in the column `frame`; where the cell is empty it is guessed from the words.
"""

import re
from enum import StrEnum
from typing import NamedTuple


class Frame(StrEnum):
    """`good`: what is good or helps. `improve`: what to do better. `why`: a reason. `open`: anything else."""

    GOOD = "good"
    IMPROVE = "improve"
    WHY = "why"
    OPEN = "open"


class Framed(NamedTuple):
    """A question's frame, and whether it was guessed from the question's words."""

    frame: Frame
    guessed: bool


_IMPROVE = re.compile(
    r"\b(better|improv\w*|chang\w*|differen\w*|instead|missing|safer|easier|happier|healthier|kinder|fairer|sooner|"
    r"quicker|faster|nicer|wish\w*|would you (do|like|want|add|make|fix|stop|start)|in charge|"
    r"(could|should|can|would) (we|they|you|the|your|it|adults|grown|school|schools|people)\b(?! know)|"
    r"needs? (to|doing|more|fixing)|do you need|would help|could help|might help|more of|ideas?|suggest\w*|"
    r"not (good|work\w*|like|going)|(?:do|did)n.t (you )?(like|work|enjoy)|went wrong|worst|bad|"
    r"hard(est)?|difficult\w*|worr\w*|dislike\w*|problems?|"
    r"gets? in the way|stops? you|barriers?|stopped|fix\w*)\b",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"\b(good|best|well|like\w*|love\w*|enjoy\w*|favourite|proud|happy|helps?|helped|works?|worked|great|"
    r"positive\w*|keep|thank\w*|glad|strengths?|makes? you (smile|happy|feel safe|feel good))\b",
    re.IGNORECASE,
)
_KEEP = re.compile(r"\bkeep (doing|on|the|this|it)\b", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(satisfied|dissatisfied|anything else|tell us (more )?about|how (do|did|was|is|are))\b", re.IGNORECASE
)
_LIKES_AND = re.compile(r"\b(good|best|well|like)\b.*\b(and|or)\b", re.IGNORECASE)
_WHY = re.compile(r"\b(why|what makes you (say|think)|reasons?|because|explain)\b", re.IGNORECASE)


def framed(declared: str | None, words: str) -> Framed:
    """The frame that the author declared, else the one that the question's English words suggest."""
    if declared:
        return Framed(Frame(declared), guessed=False)
    return Framed(guess(words), guessed=True)


def guess(words: str) -> Frame:
    """The frame of a question by its words; `open` where they do not tell or are not English."""
    if _WHY.search(words):
        return Frame.WHY
    if _KEEP.search(words):
        return Frame.GOOD
    improve, good = bool(_IMPROVE.search(words)), bool(_GOOD.search(words))
    if improve:
        return Frame.OPEN if good and _both(words) else Frame.IMPROVE
    return Frame.GOOD if good and not _BOTH.search(words) else Frame.OPEN


def _both(words: str) -> bool:
    """Whether it asks for good and bad alike: “What is good and bad about …?”"""
    return bool(
        _BOTH.search(words) or re.search(r"\b(good|best|well|like)\b.*\b(and|or)\b", words, re.IGNORECASE)
    )
