"""`python -m analysis.readings.training`: learn the reading again from the coded answers, and measure it.

The voices are left out in three groups: the rest teaches the tuned model, the group is read by it. On these
readings of unseen voices the last step is learned, itself measured by leaving out each voice in turn. Then
the tuned model is taught by all voices, and stored. Each part takes some minutes on one core and is kept in
the work folder; `--only` learns one part, so that several may be learned side by side.

`--further` leaves the tuned model as it is packaged, and learns only the last step further, in half a minute,
from the voices that the model was not taught by: each of them, left out in turn, says how right it is.
"""

import json
import sys
from functools import partial
from pathlib import Path

import click
import numpy as np

from analysis import sentences
from analysis.readings.coded import Coded, digest, read_coded, voices
from analysis.readings.features import features
from analysis.readings.learned_reading import FILE
from analysis.readings.training.further import further
from analysis.readings.training.learning import LAYERS, Weights, logits_of, tuned_on, weigh, weights_on
from analysis.readings.training.measuring import Unseen, left_out, report
from analysis.readings.training.storing import store, store_further, tuned_in
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
    found = [
        seen_by(part(answers, name, work), [one for one in answers if group_of(one.voice) == name])
        for name in map(str, range(GROUPS))
    ]
    return Unseen(
        [answer for one in found for answer in one.answers],
        np.concatenate([one.features for one in found]),
    )


def seen_by(tuned: Tuned, answers: list[Coded]) -> Unseen:
    """Answers with their features by a model that had not seen their voices: as asked, and frameless."""
    found: list[Floats] = []
    for frame in (None, Frame.OPEN):
        weighed = weigh(answers, frame)
        found.append(features(logits_of(tuned, weighed), weighed))
    return Unseen(answers + answers, np.concatenate(found))


def learn_further(answers: list[Coded]) -> None:
    """The last step further, by the voices that are new since the packaged model was tuned."""
    with np.load(FILE, allow_pickle=False) as file:
        stored = dict(file)
    base = Weights(stored["base_weights"], stored["base_offset"])
    taught = json.loads(str(stored["tuned_by"]))
    found = seen_by(tuned_in(stored), [one for one in answers if one.voice not in taught])
    read = left_out(found, partial(further, base))
    for line in report(read):
        click.echo(line)
    store_further(stored, further(base, found.features, found.answers), read)


@click.command()
@click.option("--work", type=click.Path(file_okay=False, path_type=Path), default="var/reading-training")
@click.option("--only", help="Learn only the part without this group (0, 1 or 2), or “all”.")
@click.option("--further", "onwards", is_flag=True, help="Learn only the last step, by new voices.")
def main(work: Path, only: str | None, onwards: bool) -> None:
    """Learn the reading from the coded answers of this project."""
    if not sentences.available():
        sys.exit("The extra “semantic” is needed to learn: install it first.")
    if onwards:
        learn_further(list(read_coded(voices())))
        return
    work.mkdir(parents=True, exist_ok=True)
    answers = list(read_coded(voices()))
    if only:
        part(answers, only, work)
        return
    found = unseen(answers, work)
    read = left_out(found, weights_on)
    for line in report(read):
        click.echo(line)
    weights = weights_on(found.features, found.answers)
    tuned = part(answers, ALL, work)
    store(tuned, weights, read)


if __name__ == "__main__":
    main()
