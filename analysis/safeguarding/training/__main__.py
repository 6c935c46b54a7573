"""`python -m analysis.safeguarding.training`: learn the vote again from the messages, and measure it.

Three groups of authors are left out in turn: the rest teaches, the group is judged. From the judgements
come the mix of models and the thresholds. The mean of the three tuned models, taught by everything for a last
while, is what is stored. Each part takes about half an hour on one core (a few minutes where torch is
installed) and is kept in the work folder; `--only` learns one part, so that several may be learned at once.
`--further` begins with what the package holds instead of with MiniLM as it comes, and takes a third of the
time: then only authors of whom the package has seen nothing may stand in `messages.GROUPS`. `--add AUTHOR`
(once for each) takes an hour: it teaches the vote in the package what these wrote, and moves its
thresholds along.
"""

import sys
from dataclasses import replace
from pathlib import Path

import click

from analysis import sentences
from analysis.safeguarding.looking import look, make_matcher, window
from analysis.safeguarding.matching import Matcher
from analysis.safeguarding.training.adding import add
from analysis.safeguarding.training.crossing import (
    Case,
    averaged,
    learn_part,
    load_part,
    put_together,
    save_part,
)
from analysis.safeguarding.training.deciding import decide, report
from analysis.safeguarding.training.learning import Example, learn_meaning, learn_spelling
from analysis.safeguarding.training.messages import AUTHORS, GROUPS, Written, digest, read_messages
from analysis.safeguarding.training.storing import store_meaning, store_spelling, store_words, stored_meaning
from analysis.safeguarding.training.tuning import FIRST_PACE, FURTHER_PACE, LAST_PACE
from analysis.tuning.packing import packed
from analysis.tuning.tuning import Pace, Tuned


def say(words: str) -> None:
    """Tell how far it is."""
    click.echo(words, err=True)


def as_case(matcher: Matcher, one: Written) -> Case:
    """A message made ready, by itself and with those before it."""
    alone = look(matcher, one.message.text)
    together = look(matcher, window(one.message.text, one.message.earlier)) if one.message.earlier else alone
    return Case(Example(together, one.message.outcome, one.message.category), alone, one.group)


def learn(cases: list[Case], group: str, work: Path, pace: Pace, start: Tuned | None) -> None:
    """Learn the part without `group`, unless the work folder has it."""
    path = work / f"without-{group}.npz"
    if not path.exists():
        save_part(learn_part(cases, group, pace, say, start), path)


def finish(written: list[Written], cases: list[Case], work: Path, pace: Pace) -> None:
    """Decide on what all parts say, report, and store what was learned."""
    parts = {group: load_part(work / f"without-{group}.npz") for group in GROUPS}
    judged = [number for number, case in enumerate(cases) if case.group]
    decisions = decide([cases[i] for i in judged], put_together([cases[i] for i in judged], parts))
    for line in report([written[i] for i in judged], decisions):
        click.echo(line)
    examples = [case.together for case in cases]
    store_spelling(learn_spelling(examples), decisions.spelling, digest())
    tuned = learn_meaning(examples, pace, say, averaged([part.tuned for part in parts.values()]))
    store_meaning(packed(sentences.model(), tuned), decisions.meaning, digest())


@click.command()
@click.option("--work", type=click.Path(file_okay=False, path_type=Path), default="var/screen-training")
@click.option("--only", type=click.Choice(list(GROUPS)), help="Learn only the part without this author.")
@click.option(
    "--add",
    "added",
    type=click.Choice(sorted(set(AUTHORS.values()))),
    multiple=True,
    help="Teach only what this author wrote.",
)
@click.option("--further", is_flag=True, help="Begin with the model in the package.")
def main(work: Path, only: str | None, added: tuple[str, ...], further: bool) -> None:
    """Learn the vote from the messages of this package."""
    if len(set(added)) == 1:
        raise click.UsageError("One author alone cannot move the thresholds. Name another: --add A --add B.")
    if not sentences.available():
        sys.exit("The extra “semantic” is needed to learn: install it first.")
    work.mkdir(parents=True, exist_ok=True)
    written = read_messages()
    store_words(written)
    matcher = make_matcher()
    cases = [as_case(matcher, one) for one in written]
    if added:
        add(written, cases, added, say)
        return
    for group in [only] if only else GROUPS:
        learn(
            cases, group, work, FURTHER_PACE if further else FIRST_PACE, stored_meaning() if further else None
        )
    if not only:
        finish(written, cases, work, replace(LAST_PACE, epochs=1) if further else LAST_PACE)


if __name__ == "__main__":
    main()
