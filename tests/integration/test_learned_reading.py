"""The learned reading: that its file fits what is here, what it says, why, and how right it is."""

import dataclasses

import numpy as np
import pytest
from sklearn.metrics import f1_score

from analysis import sentences
from analysis.pipeline import NO_THEMES
from analysis.readings import Asked, Feeling, Frame, Kind, best_reader
from analysis.readings import learned_reading as learned
from analysis.sentence_batches import Batches
from analysis.sentences import WeightsError

pytestmark = pytest.mark.skipif(not sentences.available(), reason="the extra “semantic” is not installed")
SIGN = {Feeling.POSITIVE: 1, Feeling.NEEDS_CHANGE: -1}


@pytest.fixture(scope="module")
def reader():
    return best_reader(NO_THEMES)


def test_texts_read_together_have_the_vectors_that_they_have_alone():
    model = sentences.model()
    batches = Batches(model, [model.layer(number) for number in range(sentences.LAYERS)])
    texts = ["The bus is late.", "ok", "", "The bus is late.", "I love it here 😀, honestly, every day " * 20]
    together = batches.vectors(texts)
    alone = np.stack([model.read(text).vector() for text in texts])
    assert np.allclose((together * alone).sum(1), 1, atol=1e-4)


def test_what_was_learned_fits_the_rules_the_coded_answers_and_the_sentence_model(reader):
    assert learned.load().model in reader.version
    assert reader.read([Asked("The bus is never on time")])[0].signals.by == "learned"


def test_what_was_learned_for_other_rules_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(learned, "RULES", "0")
    with pytest.raises(WeightsError, match="other rules"):
        learned.load()


@pytest.mark.parametrize(
    ("text", "frame", "label"),
    [
        ("my social worker actually rings me back, shes the best", Frame.OPEN, Feeling.POSITIVE),
        ("they moved me again and nobody even told me why", Frame.WHY, Feeling.NEEDS_CHANGE),
        ("a trampoline in the park", Frame.IMPROVE, Feeling.NO_CLEAR_SIGNAL),
        ("oh great, cancelled again 🙄", Frame.WHY, Feeling.NEEDS_CHANGE),
    ],
)
def test_what_is_plain_to_people_is_read_so(reader, text, frame, label):
    assert reader.read([Asked(text, "", frame)])[0].label is label


def test_nothing_is_praise_where_it_was_asked_what_could_be_better(reader):
    better, good = reader.read([Asked("Nothing", "", Frame.IMPROVE), Asked("Nothing", "", Frame.GOOD)])
    assert (better.label, better.kind) == (Feeling.POSITIVE, Kind.PRAISE)
    assert good.label is Feeling.NEEDS_CHANGE


def test_a_reading_is_explained_by_the_coded_answers_nearest_to_it(reader):
    found = reader.read([Asked("the bus driver always shouts at us kids", "", Frame.OPEN)])[0]
    assert len(found.signals.because) == learned.NEAREST
    assert all(one.startswith("“") for one in found.signals.because)
    assert 0 < found.signals.likely < 1


def test_answers_read_together_are_read_as_alone(reader):
    asked = [Asked(text, "", Frame.OPEN) for text in ("good", "the bus is late", "n/a", "I like my teacher")]
    together = reader.read(asked)
    alone = [reader.read([one])[0] for one in asked]
    assert [dataclasses.replace(one, signals=None) for one in together] == [
        dataclasses.replace(one, signals=None) for one in alone
    ]


AS_PEOPLE_WRITE = frozenset(
    [
        "careexp",
        "dads",
        "juniors",
        "newcomers",
        "parent",
        "serviceusers",
        "sixthform",
        "small",
        "teenager",
        "tweens",
        "workers",
    ]
)
"""The voices that were not written to be hard."""


@pytest.mark.parametrize(("hard", "labels_reach", "kinds_reach"), [(False, 0.70, 0.65), (True, 0.66, 0.62)])
def test_voices_that_taught_nothing_are_read_well_enough(hard, labels_reach, kinds_reach):
    read = [one for one in zip(*learned.unseen(), strict=True) if hard or one[0].voice in AS_PEOPLE_WRITE]
    right = [SIGN.get(one.label, 0) for one, _, _ in read]
    found = [SIGN.get(label, 0) for _, label, _ in read]
    assert len(read) > (4000 if hard else 1500)
    assert f1_score(right, found, average="macro") >= labels_reach
    kinds = [str(one.kind) for one, _, _ in read], [str(kind) for _, _, kind in read]
    assert f1_score(*kinds, average="macro") >= kinds_reach
