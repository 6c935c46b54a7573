"""Answers read a second on one core: by rules with all signals, themes and redaction; and learned, batched.

The answers are the coded ones of this project (all different), the themes those of the example
plan. References: 3,000 answers a second by rules, 200 learned; TextBlob alone in the same run is printed.

Run it with `python3 dev.py run python -m benchmarks.reading_pace`. Reach: the references.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: one core

import time
from collections.abc import Callable
from pathlib import Path

from textblob import TextBlob

from analysis.readings import AnswerReader, best_reader
from analysis.readings.coded import read_coded, voices
from analysis.redaction import redact
from analysis.taxonomy import read_taxonomy
from benchmarks.report import Figure, report

BY_RULES = 3000.0
LEARNED = 200.0
BATCH = 500
ROUNDS = 3
THEMES = Path(__file__).parent.parent / "examples" / "themes" / "cheshire-east-2022.yaml"


def pace(work: Callable[[], object], number: int) -> float:
    """Answers a second of processor time, the best of some rounds: other programs may run beside."""
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return number / min(took)


def main() -> None:
    asked = [one.asked for one in read_coded(voices())]
    taxonomy = read_taxonomy(THEMES.read_text(encoding="utf-8"), THEMES.name)
    rules, best = AnswerReader(taxonomy), best_reader(taxonomy)
    some = asked[:BATCH]

    def by_rules() -> None:
        rules.read(asked)
        for one in asked:
            redact(one.text)

    by_rules()
    ruled = pace(by_rules, len(asked))
    alone = pace(lambda: [TextBlob(one.text).sentiment for one in asked], len(asked))
    print(f"{len(asked)} answers: by rules {ruled:.0f}/s, TextBlob alone {alone:.0f}/s")
    figures = [
        Figure("read by rules, themes, redacted", ruled, "answers/s", "3,000/s", ruled / BY_RULES, 1.0)
    ]
    if best.version != rules.version:
        best.read(some[:20])
        learned = pace(lambda: best.read(some), len(some))
        figures.append(
            Figure("read by learning, batched", learned, "answers/s", "200/s", learned / LEARNED, 1.0)
        )
    report(figures)


if __name__ == "__main__":
    main()
