"""What the screen costs a message, with the sentence model and without, on one core.

The reference is the time that a message may take: 40 ms with the sentence model (median), 1 ms without. Each
message is one that nobody expects: a mix of harmless and alarming ones of all lengths, none seen twice.

Run it with `python3 dev.py run python -m benchmarks.screen`. Reach: the reference itself.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: one core, as a turn has

import time
from statistics import median

from analysis import sentences
from analysis.safeguarding.screening import RulesAndVote
from analysis.safeguarding.training.messages import Written, read_messages
from analysis.safeguarding.vote import load_spelling, load_voter
from benchmarks.report import Figure, report

MOST_WITH = 40.0
MOST_WITHOUT = 1.0
EVERY = 12


def milliseconds(screen: RulesAndVote, written: list[Written]) -> list[float]:
    """What each message took."""
    screen.screen("The first message loads everything.")
    took = []
    for one in written:
        began = time.perf_counter()
        screen.screen(one.message.text)
        took.append(1000 * (time.perf_counter() - began))
    return took


def figure(name: str, screen: RulesAndVote, written: list[Written], most: float) -> Figure:
    took = milliseconds(screen, written)
    slow = sorted(took)[int(len(took) * 0.95)]
    print(f"{name}: median {median(took):.2f} ms, one in twenty over {slow:.2f} ms, {len(took)} messages")
    return Figure(name, median(took), "ms", f"{most:.0f} ms a message", most / median(took), 1.0)


def main() -> None:
    written = read_messages()[::EVERY]
    measured = [figure("screen, without meaning", RulesAndVote(voter=load_spelling()), written, MOST_WITHOUT)]
    if sentences.available():
        measured.append(figure("screen, with meaning", RulesAndVote(voter=load_voter()), written, MOST_WITH))
    report(measured)


if __name__ == "__main__":
    main()
