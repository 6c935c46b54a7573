"""The arithmetic that teaches the learned vote."""

import numpy as np
import pytest

from analysis.safeguarding.ngrams import BITS, grams
from analysis.safeguarding.training.adding import BESIDE, moved, with_old
from analysis.safeguarding.training.crossing import averaged
from analysis.safeguarding.training.messages import read_messages
from analysis.safeguarding.training.spoiling import spoilt
from analysis.safeguarding.vote import Thresholds
from analysis.tuning import transformer
from analysis.tuning.tuning import Tuned

CHANCE = np.random.default_rng(7)
SHAPES = {
    "attention.self": (384, 1152),
    "attention.output.dense": (384, 384),
    "intermediate.dense": (384, 1536),
    "output.dense": (1536, 384),
}


def some_weights() -> transformer.Weights:
    weights = {f"{name}.weight": CHANCE.normal(size=shape) * 0.05 for name, shape in SHAPES.items()}
    weights |= {f"{name}.bias": CHANCE.normal(size=shape[1]) * 0.05 for name, shape in SHAPES.items()}
    for name in ("attention.output.LayerNorm", "output.LayerNorm"):
        weights |= {f"{name}.weight": 1 + CHANCE.normal(size=384) * 0.05, f"{name}.bias": np.zeros(384)}
    return weights


WEIGHTS = some_weights()
STATES = CHANCE.normal(size=(2, 3, 384))
HIDDEN = np.array([[0, 0, 0], [0, 0, -1e9]])[:, None, None, :]
PULL = CHANCE.normal(size=STATES.shape) * (HIDDEN[:, 0, 0, :, None] == 0)
FOUND = transformer.backward(WEIGHTS, PULL, transformer.forward(WEIGHTS, STATES, HIDDEN)[1])[1]


@pytest.mark.parametrize("name", sorted(WEIGHTS))
def test_a_gradient_is_the_slope_that_differences_show(name: str) -> None:
    place = tuple(int(CHANCE.integers(size)) for size in WEIGHTS[name].shape)

    def loss(change: float) -> float:
        moved = WEIGHTS[name].copy()
        moved[place] += change
        return float((transformer.forward({**WEIGHTS, name: moved}, STATES, HIDDEN)[0] * PULL).sum())

    assert FOUND[name][place] == pytest.approx((loss(1e-4) - loss(-1e-4)) / 2e-4, rel=1e-3, abs=1e-5)


def test_grams_of_the_same_words_are_the_same_and_of_length_one() -> None:
    one, same, other = grams([" he hit me "]), grams([" he hit me ", " he hit me "]), grams([" me hit he "])
    assert np.array_equal(one.places, same.places)
    assert not np.array_equal(one.places, other.places)
    assert float(np.linalg.norm(one.values)) == pytest.approx(1)
    assert 0 <= one.places.min() <= one.places.max() < 1 << BITS


def test_a_spoilt_message_keeps_most_of_its_letters() -> None:
    text = "Please do not tell anybody, but he comes in at night."
    for seed in range(20):
        words = spoilt(text, ["More buses."], np.random.default_rng(seed)).lower()
        assert "night" in words.replace("ngiht", "night") or len(words) >= len(text) - 9


def test_no_message_stands_twice() -> None:
    written = [(one.message.earlier, one.message.text.casefold()) for one in read_messages()]
    assert len(set(written)) == len(written)


def test_each_voice_has_disclosures_and_harmless_messages() -> None:
    by_voice: dict[str, list[str]] = {}
    for one in read_messages():
        by_voice.setdefault(one.voice, []).append(one.message.outcome)
    for voice, outcomes in by_voice.items():
        assert outcomes.count("alert") / len(outcomes) < 0.62, voice
        assert outcomes.count("none") / len(outcomes) > 0.3, voice


def test_new_messages_are_taught_among_twice_as_many_old_ones() -> None:
    written = read_messages()
    new, left = (
        {place for place, one in enumerate(written) if one.author == name} for name in ("eighteenth", "first")
    )
    chosen = with_old(written, ["eighteenth"], left)
    assert new < set(chosen)
    assert not left & set(chosen)
    assert len(set(chosen)) == len(chosen) == (1 + BESIDE) * len(new)
    assert chosen == with_old(written, ["eighteenth"], left)


def test_as_many_pass_a_threshold_afterwards_as_before() -> None:
    """A vote that is half as sure of everything alerts on the same messages."""
    before = np.linspace(0, 1, 200, dtype=np.float32)
    found = moved(Thresholds(alert=0.7, grave=0.4, review=0.1), before, before / 2)
    assert (found.alert, found.grave, found.review) == pytest.approx((0.35, 0.2, 0.05), abs=0.005)


def test_the_mean_of_two_models_lies_between_them() -> None:
    weight = np.ones((2, 2), np.float32)
    one = Tuned([{"output.dense.weight": weight}], np.zeros((2, 3), np.float32), np.zeros(3, np.float32))
    mean = averaged([one, Tuned([{"output.dense.weight": weight * 3}], one.head + 1, one.bias + 2)])
    assert (mean.layers[0]["output.dense.weight"] == 2).all()
    assert (mean.head == 0.5).all()
    assert (mean.bias == 1).all()
