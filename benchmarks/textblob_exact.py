"""TextBlob's scores, exact and fast: texts a second on one core, and 200,000 texts equal to the last bit.

Reference: `TextBlob(text).sentiment` on the same texts in the same run, and VADER and the whole reading for
comparison are in `reading_pace`. The texts are the coded answers of this project, 5 to 40 words; those to
compare are made of them by cutting and throwing pieces together with signs and emoticons, from a fixed seed.

Run it with `python3 dev.py run python -m benchmarks.textblob_exact`. Reach: 8 times TextBlob, no difference.
"""

import random
import time
from collections.abc import Callable, Iterator

from textblob import TextBlob

from analysis.readings.coded import read_coded, voices
from analysis.readings.textblob_exact import scores
from benchmarks.report import Figure, report

COMPARED = 200_000
REACH = 8.0
ROUNDS = 3
SIGNS = (
    *(
        "!",
        "!!",
        "(!)",
        "( ! )",
        ":)",
        ":-(",
        "<3",
        "xD",
        "X D",
        "o.O",
        "8)",
        "...",
        "?",
        "“",
        "”",
        "’",
        "'",
        '"',
    ),
    *(
        "\n\n",
        "\r\n",
        "\t",
        "\u00a0",
        "END-OF-SENTENCE",
        "n't",
        "not",
        "never",
        "no",
        "very",
        "really",
        "e.g.",
    ),
    *(
        "U.S.",
        "Mr.",
        "terribly",
        "good",
        "bad",
        "awful",
        "great",
        "İ",
        "ß",
        "ﬁ",
        "😀",
        "*",
        "°O°",
        ";)",
        "=D",
        "-",
    ),
)


def answers() -> list[str]:
    """The coded answers of 5 to 40 words, three times over."""
    found = [one.answer for one in read_coded(voices())]
    return [text for text in found if 5 <= len(text.split()) <= 40] * 3


def thrown() -> Iterator[str]:
    """Every coded answer, then texts of their words and signs in any order."""
    chance = random.Random(5)
    whole = [one.answer for one in read_coded(voices())]
    yield from whole
    words = [word for text in whole for word in text.split()]
    for _ in range(COMPARED - len(whole)):
        picked = [
            chance.choice(words if chance.random() < 0.6 else SIGNS) for _ in range(chance.randrange(1, 14))
        ]
        yield chance.choice(("", " ", " ", "  ")).join(picked)


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    texts = answers()
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: [scores(text) for text in texts]))
        theirs.append(seconds(lambda: [TextBlob(text).sentiment for text in texts]))
    ratio = min(theirs) / min(ours)
    pace = len(texts) / min(ours)
    print(f"{len(texts)} texts: {pace:.0f}/s, TextBlob {len(texts) / min(theirs):.0f}/s")
    different = compared = 0
    for text in thrown():
        compared += 1
        different += tuple(scores(text)) != tuple(TextBlob(text).sentiment)
    print(f"{compared} texts compared, {different} different")
    equal = 1.0 if not different else 0.0
    report(
        [
            Figure("exact TextBlob scores", pace, "texts/s", "TextBlob(text).sentiment", ratio, REACH),
            Figure("scores equal to the last bit", compared - different, "texts", "TextBlob", equal, 1.0),
        ]
    )


if __name__ == "__main__":
    main()
