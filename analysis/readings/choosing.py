"""Which reader serves here: the learned one where it can run, else the rules."""

from analysis.readings.reader import AnswerReader
from analysis.taxonomy import Taxonomy


def best_reader(taxonomy: Taxonomy) -> AnswerReader:
    """A reader for many answers against `taxonomy`."""
    return AnswerReader(taxonomy)
