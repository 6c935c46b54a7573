"""Teaching the vote by meaning: it learns, and what it learned survives being packed."""

import numpy as np
import pytest

from analysis import sentences
from analysis.safeguarding.outcome import CATEGORIES
from analysis.safeguarding.training.tuning import Lesson, tune
from analysis.safeguarding.vote import read, unpacked
from analysis.tuning.packing import packed
from analysis.tuning.tuning import Pace, outputs

Learned = tuple[sentences.Sentences, dict[str, sentences.Floats]]
PHYSICAL = CATEGORIES.index("physical")
LESSONS = [
    Lesson("My dad hits me at night.", 1.0, PHYSICAL),
    Lesson("Mum slaps us when she drinks.", 1.0, PHYSICAL),
    Lesson("The buses are always late.", 0.0, -1),
    Lesson("We need a bigger library.", 0.0, -1),
]


@pytest.fixture(scope="module")
def learned() -> Learned:
    model = sentences.model()
    tuned = tune(model, LESSONS, Pace(epochs=4, batch=4, rate=2e-4), lambda lesson, _: lesson.text)
    return model, packed(model, tuned) | {"whole": outputs(model, tuned, [one.text for one in LESSONS])}


def test_it_learns_what_it_is_taught(
    learned: Learned,
) -> None:
    logits = learned[1]["whole"]
    assert logits[:2, 0].min() > logits[2:, 0].max()
    assert logits[0, 1:].argmax() == PHYSICAL


def test_what_was_learned_survives_being_packed(
    learned: Learned,
) -> None:
    model, stored = learned
    again = model.changed([unpacked(model, stored, number) for number in range(sentences.LAYERS)])
    found = [read(again, stored["head"], stored["bias"], [one.text])[0][0] for one in LESSONS]
    assert np.allclose(found, stored["whole"][:, 0], atol=0.05)


def test_a_sentence_vector_is_that_of_the_published_model() -> None:
    """The first numbers of “This is an example sentence”, as sentence-transformers gives them."""
    vector = sentences.model().read("This is an example sentence").vector()
    assert vector[:3] == pytest.approx([0.0676569, 0.0634959, 0.0487131], abs=1e-4)


def test_texts_read_together_are_what_they_are_by_themselves() -> None:
    """Of whatever lengths, and none attends to another: equal but for rounding."""
    texts = ["idk", "It is dark on the way home and the lights are broken.", "", "more trees " * 200]
    model = sentences.model()
    for text, together in zip(texts, model.read_all(texts), strict=True):
        alone = model.read(text)
        assert together.spans == alone.spans
        assert np.allclose(together.vector(), alone.vector(), atol=1e-6)
