"""`python -m analysis.safeguarding.training`: learn the vote again from the messages, and measure it.

Each author's messages are judged by models that learned from all the others'; from those judgements come the
mix of models and rules and the thresholds. Then both models learn from everything and are stored. About an
hour on one core; `--held-out FILE` keeps the judgements, so that a second run need not make them again.
"""

import sys
from pathlib import Path

import click
import numpy as np

from analysis import sentences
from analysis.safeguarding.looking import look, window
from analysis.safeguarding.matching import Matcher
from analysis.safeguarding.rules import read_rules
from analysis.safeguarding.training.crossing import Case, HeldOut, hold_out
from analysis.safeguarding.training.deciding import decide, report
from analysis.safeguarding.training.learning import Example, learn_meaning, learn_spelling
from analysis.safeguarding.training.messages import Written, digest, read_messages
from analysis.safeguarding.training.packing import packed
from analysis.safeguarding.training.storing import store_meaning, store_spelling
from analysis.safeguarding.training.tuning import Pace


def say(words: str) -> None:
    """Tell how far it is."""
    click.echo(words, err=True)


def as_case(matcher: Matcher, one: Written) -> Case:
    """A message made ready, by itself and with those before it."""
    alone = look(matcher, one.message.text)
    together = look(matcher, window(one.message.text, one.message.earlier)) if one.message.earlier else alone
    return Case(Example(together, one.message.outcome, one.message.category), alone, one.author)


def judged(cases: list[Case], kept: Path | None, pace: Pace) -> HeldOut:
    """The judgements from `kept`, or made now and kept there."""
    if kept and kept.exists():
        with np.load(kept) as stored:
            return HeldOut(**stored)
    found = hold_out(cases, pace, say)
    if kept:
        names = HeldOut.__slots__
        np.savez(kept, **{name: getattr(found, name) for name in names})
    return found


@click.command()
@click.option("--held-out", type=click.Path(dir_okay=False, path_type=Path), help="Keep the judgements here.")
@click.option("--epochs", default=5, show_default=True)
@click.option("--rate", default=1e-4, show_default=True)
@click.option("--measure-only", is_flag=True, help="Learn nothing that is kept.")
def main(held_out: Path | None, epochs: int, rate: float, measure_only: bool) -> None:
    """Learn the vote from the messages of this package."""
    if not sentences.available():
        sys.exit("The extra “semantic” is needed to learn: install it first.")
    written, matcher, pace = read_messages(), Matcher(read_rules()), Pace(epochs=epochs, rate=rate)
    cases = [as_case(matcher, one) for one in written]
    decisions = decide(cases, judged(cases, held_out, pace))
    for line in report(written, decisions):
        click.echo(line)
    if measure_only:
        return
    examples = [case.together for case in cases]
    store_spelling(learn_spelling(examples), decisions.spelling, digest())
    say("learning from everything")
    tuned = learn_meaning(examples, pace, say)
    store_meaning(packed(sentences.model(), tuned), decisions.meaning, digest())


if __name__ == "__main__":
    main()
