"""Which reader serves here: the learned one where it can run, else the rules."""

import threading
from functools import cache

import structlog

from analysis import sentences
from analysis.readings.learned_reading import FILE, LearnedReading, load
from analysis.readings.reader import AnswerReader
from analysis.sentences import WeightsError
from analysis.taxonomy import Taxonomy

log = structlog.get_logger(__name__)
_LOADING = threading.Lock()


def best_reader(taxonomy: Taxonomy) -> AnswerReader:
    """A reader of many answers: the learned one with the extra `semantic`, by rules without it."""
    with _LOADING:
        return AnswerReader(taxonomy, _learned())


@cache
def _learned() -> LearnedReading | None:
    """Loaded once a process, in about half a second; None where it cannot run."""
    if not sentences.available() or not FILE.exists():
        return None
    try:
        return load()
    except WeightsError as error:
        log.error("analysis.learned_reading_unfit", code=error.code)  # noqa: TRY400 - the rules serve
        return None
