"""From stored answers to what may be seen of their words. It touches storage, like `pipeline`."""

from collections.abc import Collection, Iterator

from analysis.pipeline import BATCH, free_text
from analysis.redaction import HELP_LINES, RULES, redact
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.redactions import RedactedRow, Redactions, ToRedact


def redact_new(database: Database, kept: Collection[str] = (), batch: int = BATCH) -> int:
    """Redact every answer in own words that the present rules have not, in short transactions. How many.

    `kept`: phone numbers of the Trust's own help lines, digits only; they stay.
    """
    numbers = HELP_LINES.union(kept)
    count = 0
    for consultation_id, questions in _asked(database):
        for waiting in _batches(database, consultation_id, questions, batch):
            rows = [
                RedactedRow(one.answer_id, one.revision, redact(one.text, numbers).text) for one in waiting
            ]
            with database.write() as connection:
                count += Redactions(connection).keep(rows, RULES)
    return count


def _asked(database: Database) -> list[tuple[int, tuple[str, ...]]]:
    """Each consultation with its questions in own words."""
    with database.read() as connection:
        store = Consultations(connection)
        found = store.all("consultation", "standing", "feedback")
        return [(one.id, tuple(free_text(store.over_versions(one)))) for one in found]


def _batches(
    database: Database, consultation_id: int, questions: tuple[str, ...], batch: int
) -> Iterator[list[ToRedact]]:
    """What waits, each answer once, however often it changes meanwhile."""
    last = 0
    while True:
        with database.read() as connection:
            waiting = Redactions(connection).waiting(consultation_id, questions, RULES, batch, after=last)
        if not waiting:
            return
        yield waiting
        last = waiting[-1].answer_id
