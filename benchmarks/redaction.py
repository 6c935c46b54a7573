"""Answers redacted a second on one core, against the 10,000 that a core must do.

The texts are those that redaction is measured on (`tests/redaction`): short, and half of them full of names
and numbers, so that every rule has work. Time is the processor's own, not the clock's.

Run it with `python3 dev.py run python -m benchmarks.redaction`. Reach: the reference itself.
"""

import time
from statistics import median

from analysis.redaction import redact
from benchmarks.report import Figure, report
from tests.redaction import texts

AS_MANY = 10_000
TIMES = 20
ROUNDS = 5


def a_second(written: list[str]) -> float:
    began = time.process_time()
    for text in written:
        redact(text)
    return len(written) / (time.process_time() - began)


def main() -> None:
    written = [text for name in ("held_out", "worked_on") for text, _ in texts(name)] * TIMES
    redact("The first text loads the lists.")
    rate = median(a_second(written) for _ in range(ROUNDS))
    report([Figure("redaction", rate, "answers/s", "10,000 answers/s a core", rate / AS_MANY, 1.0)])


if __name__ == "__main__":
    main()
