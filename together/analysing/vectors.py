"""Sentence vectors for the learning of themes, where the extra `semantic` is installed."""

from collections.abc import Sequence

from analysis import sentences
from analysis.sentence_batches import Batches
from analysis.theme_learning import Floats, Vectors


class SentenceVectors(Vectors):
    """MiniLM's. Loads in whatever process asks first."""

    def of(self, texts: Sequence[str]) -> Floats:
        model = sentences.model()
        batches = Batches(model, [model.layer(number) for number in range(sentences.LAYERS)])
        return batches.vectors(texts).astype(float)


def best_vectors() -> Vectors | None:
    """The vectors that can be made here, or None."""
    return SentenceVectors() if sentences.available() else None
