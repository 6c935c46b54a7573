"""The last step learned further: it moves towards new answers, and no further than they are many."""

import numpy as np

from analysis.readings.coded import Coded
from analysis.readings.features import KINDS, LABELS
from analysis.readings.reading import Feeling, Kind
from analysis.readings.training.further import further
from analysis.readings.training.learning import GOOD, LEANING, Weights, leant
from consultations.forms.frames import Frame

FEATURES = GOOD + 1


def base() -> Weights:
    size = len(LABELS) + len(KINDS)
    return Weights(np.zeros((FEATURES, size), np.float32), np.zeros(size, np.float32))


def coded(number: int) -> list[Coded]:
    one = Coded("", Frame.OPEN, "", "child", "new", Feeling.NEEDS_CHANGE, Kind.WORRY)
    other = Coded("", Frame.OPEN, "", "child", "new", Feeling.POSITIVE, Kind.PRAISE)
    return [one, other] * number


def summed(weights: Weights, number: int) -> np.ndarray:
    return seen(number) @ weights.weights + weights.offset


def seen(number: int) -> np.ndarray:
    """One feature tells the two answers apart."""
    found = np.zeros((2 * number, FEATURES), np.float32)
    found[::2, 0] = 1
    return found


def test_many_answers_teach_their_labels_and_kinds():
    found = summed(further(base(), seen(200), coded(200)), 1)
    middle = len(LABELS)
    assert [LABELS[place] for place in found[:, :middle].argmax(1)] == [one.label for one in coded(1)]
    assert [KINDS[place] for place in found[:, middle:].argmax(1)] == [one.kind for one in coded(1)]


def test_few_answers_move_less_than_many():
    few, many = (np.abs(further(base(), seen(n), coded(n)).weights).max() for n in (2, 200))
    assert few < many / 3


def test_comments_on_services_are_leant_towards_praise_unless_it_was_asked_for():
    leaning = leant(base())
    middle = len(LABELS)
    assert LABELS[int(leaning.offset[:middle].argmax())] is Feeling.POSITIVE
    assert np.allclose(leaning.offset + leaning.weights[GOOD], 0)
    assert set(LEANING) == set(LABELS)
