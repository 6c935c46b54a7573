"""Feelings in an order, as faces show them and words name them, so that 🙁 finds “Sad”."""

import re
from collections.abc import Mapping

FACES: Mapping[str, float] = {
    **dict.fromkeys("😀😁😃😄😆😊😍🤩🥰😂🤣🥳😻❤💖", 5),
    **dict.fromkeys("🙂☺😌😉😎🤗👍😇😏", 4),
    **dict.fromkeys("😐😑😶🤔🫤🙄🤷", 3),
    **dict.fromkeys("🙁☹😕😟😞😔😒👎😬😣😰😧😦🥺😥", 2),
    **dict.fromkeys("😢😭😩😫😖💔😿", 1),
    **dict.fromkeys("😡😠😤🤬😱", 1.2),
}
"""A face on a scale from 1 (very sad) to 5 (very happy). Anger is near the lowest, but not the same."""
ASCII_FACES: Mapping[str, float] = {
    ":d": 5, ":-d": 5, "xd": 5, "<3": 5, ":)": 4, ":-)": 4, "(:": 4, ":]": 4, ";)": 4, ":|": 3, ":-|": 3,
    ":/": 3, ":-/": 3, ":(": 2, ":-(": 2, "):": 2, ":[": 2, ":'(": 1, ">:(": 1,
}  # fmt: skip
WORDS: Mapping[str, float] = {
    **dict.fromkeys(
        ("very happy", "really happy", "very good", "great", "amazing", "excellent", "love it"), 5
    ),
    **dict.fromkeys(
        ("very satisfied", "brilliant", "brill", "отлично", "чудово", "very safe", "very well"), 5
    ),
    **dict.fromkeys(("happy", "good", "safe", "satisfied", "like it", "quite happy", "well", "fine"), 4),
    **dict.fromkeys(("gud", "хорошо", "весело"), 4),
    **dict.fromkeys(("ok", "okay", "neutral", "in the middle", "so so", "not sure", "neither"), 3),
    **dict.fromkeys(
        ("neither happy nor sad", "neither good nor bad", "average", "meh", "mid", "aight", "alright"), 3
    ),
    **dict.fromkeys(("так себе", "ничего", "ok ish"), 3),
    **dict.fromkeys(("sad", "bad", "unhappy", "unsafe", "poor", "not good", "not happy", "not safe"), 2),
    **dict.fromkeys(
        (
            "rubbish",
            "погано",
            "плохо",
            "грустно",
            "dissatisfied",
            "a bit sad",
            "worried",
            "do not like it",
            "don't like it",
        ),
        2,
    ),
    **dict.fromkeys(("very sad", "really sad", "very bad", "awful", "terrible", "very unhappy"), 1),
    **dict.fromkeys(("very unsafe", "very dissatisfied", "hate it", "very poor"), 1),
    **dict.fromkeys(("gd", "alrite", "chill", "content"), 4),
    **dict.fromkeys(("not bad", "not too bad", "could be better", "in between", "middling"), 3),
    **dict.fromkeys(("not good", "not happy", "not great", "not ok", "upset", "down", "low"), 2),
    **dict.fromkeys(("very upset", "miserable", "horrible", "depressed", "the worst"), 1),
    **dict.fromkeys(("fantastic", "awesome", "the best", "very great", "lovely"), 5),
    "angry": 1.2,
}
LEADING = re.compile(r"^(?:(?:i|im|i'm|i am|its|it's|it is|it|was|feel|feeling|just|pretty|quite|kinda) )+")
VERY = re.compile(r"\b(?:(?:so+|really|rly|that|super|duper|extremely|dead|proper|mega|ultra|v|vry|very) )+")
"""How much of a feeling there is: all of these are “very” here."""
NOT_SHOWN = re.compile("[\ufe00-\ufe0f\u200d\U0001f3fb-\U0001f3ff♀♂]")
"""What changes how a face looks but not which it is: variation, joining, colour of skin, sex."""


def face(text: str) -> float | None:
    """The feeling of a message that is one face, perhaps several times; None for any other."""
    tidy = NOT_SHOWN.sub("", "".join(text.split()).casefold())
    if tidy in ASCII_FACES:
        return ASCII_FACES[tidy]
    felt = {FACES.get(character) for character in tidy}
    return felt.pop() if len(felt) == 1 else None


def feeling(label: str) -> float | None:
    """The feeling that a choice's words or faces name, or None. `label` is plain (see `matching.plain`)."""
    shown = NOT_SHOWN.sub("", label)
    faces = {FACES[character] for character in shown if character in FACES}
    words = re.sub(r"[^\w' ]", "", shown).strip()
    bare = LEADING.sub("", words)
    for said in (words, bare, VERY.sub("very ", bare), VERY.sub("very ", bare).replace("not very ", "not ")):
        if said in WORDS:
            return WORDS[said]
    return faces.pop() if len(faces) == 1 else None
