"""`python -m analysis.readings.training`: learn the reading again from the coded answers, and measure it.

The voices are left out in three groups: the rest teaches the tuned model, the group is read by it. On these
readings of unseen voices the last step is learned, itself measured by leaving out each voice in turn. Then
the tuned model is taught by all voices, and stored. Each part takes some minutes on one core and is kept in
the work folder; `--only` learns one part, so that several may be learned side by side.
"""

import sys
from pathlib import Path

import click
import numpy as np

from analysis import sentences
from analysis.readings.coded import Coded, digest, read_coded, voices
from analysis.readings.features import features
from analysis.readings.training.learning import LAYERS, logits_of, tuned_on, weigh, weights_on
from analysis.readings.training.measuring import Unseen, left_out, report
from analysis.readings.training.storing import store
from analysis.sentences import Floats
from analysis.tuning.tuning import Tuned, named, unnamed
from consultations.forms.frames import Frame

GROUPS = 3
ALL = "all"


def say(words: str) -> None:
    """Tell how far it is."""
    click.echo(words, err=True)


def group_of(voice: str) -> str:
    """The group with which a voice is left out."""
    return str(voices().index(voice) % GROUPS)


def part(answers: list[Coded], name: str, work: Path) -> Tuned:
    """The tuned model taught without group `name`, or by all; from the work folder where it is there."""
    path = work / f"{name}-{digest(voices())}.npz"
    if not path.exists():
        say(f"part {name}")
        taught = [one for one in answers if name == ALL or group_of(one.voice) != name]
        np.savez(path, **named(tuned_on(taught, seed=1, say=say)))  # type: ignore[arg-type] # names, not options
    with np.load(path, allow_pickle=False) as stored:
        return unnamed({key: value.astype(np.float32) for key, value in stored.items()}, LAYERS)


def unseen(answers: list[Coded], work: Path) -> Unseen:
    """All answers with their features by models that had not seen their voices: as asked, and frameless."""
    kept: list[Coded] = []
    found: list[Floats] = []
    for name in map(str, range(GROUPS)):
        tuned = part(answers, name, work)
        own = [one for one in answers if group_of(one.voice) == name]
        for frame in (None, Frame.OPEN):
            weighed = weigh(own, frame)
            found.append(features(logits_of(tuned, weighed), weighed))
        kept += own + own
    return Unseen(kept, np.concatenate(found))


@click.command()
@click.option("--work", type=click.Path(file_okay=False, path_type=Path), default="var/reading-training")
@click.option("--only", help="Learn only the part without this group (0, 1 or 2), or “all”.")
def main(work: Path, only: str | None) -> None:
    """Learn the reading from the coded answers of this project."""
    if not sentences.available():
        sys.exit("The extra “semantic” is needed to learn: install it first.")
    work.mkdir(parents=True, exist_ok=True)
    answers = list(read_coded(voices()))
    if only:
        part(answers, only, work)
        return
    found = unseen(answers, work)
    read = left_out(found)
    for line in report(read):
        click.echo(line)
    weights = weights_on(found.features, found.answers)
    tuned = part(answers, ALL, work)
    store(tuned, weights, read)


if __name__ == "__main__":
    main()
