"""What is kept no longer goes, by rule; and whoever was erased stays so after a restore."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from analysis.disclosure_control import Rule
from analysis.equality import protected
from bot.files import NAME, FileStore
from bot.session import without_words
from consultations.erasures import ErasureFile
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Question, Questionnaire
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.erasing import Replayed, replay
from consultations.storage.retaining import Periods, Retaining, Texts
from together.settings import Settings

ACTION = "retention.run"
A_DAY = timedelta(hours=23)
"""Somewhat less than a day, so that a daily run does not slip."""
COUNTED = frozenset({"choices", "several", "numbers"})
"""How those questions are summed up whose answers say nothing of whose they are."""


@dataclass(frozen=True, slots=True)
class Done:
    """How many rows a run blanked or deleted, by what they held."""

    texts: int
    sessions: int
    identifiers: int
    messages: int
    recent: int
    concerns: int
    equality: int

    def __str__(self) -> str:
        return ", ".join(f"{name} {count}" for name, count in asdict(self).items())


def in_own_words(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions whose answers are words, files or places: all that is not counted."""
    return frozenset(one.name for one in questionnaire.questions() if not _is_counted(one))


def _is_counted(question: Question) -> bool:
    kind = type_of(question.type)
    return kind.uses_choices or kind.summary in COUNTED


def run(
    database: Database,
    settings: Settings,
    now: datetime,
    actor: str,
    new_id: Callable[[], str],
    *,
    dry_run: bool = False,
) -> Done:
    """Delete what is kept no longer, and note the run. `dry_run`: only say how much that would be."""
    with database.write() as connection:
        step = connection.begin_nested()
        rule, kept = Rule(settings.fewest_shown), Retaining(connection, now)
        done = _run(kept, settings.periods, _texts(connection), rule, new_id)
        if dry_run:
            step.rollback()
        else:
            AuditLog(connection).note(actor, ACTION, "", now, str(done))
            step.commit()
    return done


def _run(retaining: Retaining, periods: Periods, texts: Texts, rule: Rule, new_id: Callable[[], str]) -> Done:
    return Done(
        texts=retaining.texts(periods.text, texts, without_words),
        sessions=retaining.sessions(periods.sessions),
        identifiers=retaining.identifiers(periods.identifiers, new_id),
        messages=retaining.messages(periods.messages),
        recent=retaining.recent(),
        concerns=retaining.concerns(periods.concerns),
        equality=retaining.equality(periods.text, partial(protected, rule=rule)),
    )


def _texts(connection: Connection) -> Texts:
    return {version: in_own_words(form) for version, form in Consultations(connection).versions().items()}


def is_due(database: Database, now: datetime) -> bool:
    """Whether nothing has run for a day."""
    with database.read() as connection:
        last = next(AuditLog(connection).newest(1, 2**31 - 1, action=ACTION), None)
    return last is None or now - last.at >= A_DAY


def replay_erasures(
    database: Database, settings: Settings, files: FileStore | None, now: datetime, actor: str
) -> Replayed:
    """Erase again whoever a restore from a backup has brought back. Raises `FaultyInput`."""
    erasures = ErasureFile(settings.erasure_file).all()
    with database.write() as connection:
        replayed = replay(connection, settings.key_ring(), erasures)
        if replayed.people or replayed.withdrawals:
            details = f"people {replayed.people}, withdrawals {replayed.withdrawals}"
            AuditLog(connection).note(actor, "erasures.replayed", "", now, details)
    for stored in replayed.said:
        if files and NAME.fullmatch(stored):
            files.delete(stored)
    return replayed
