"""Consultations and the versions of questionnaires they keep."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, select, update

from consultations.consultation import (
    CODE,
    Consultation,
    Kind,
    Stage,
    check_conclusion,
    check_launch,
    check_move,
    check_outcomes,
    check_reminder,
    check_update,
)
from consultations.errors import NotFound, Refused, worded
from consultations.forms.questionnaire import Questionnaire, from_json, to_json
from consultations.forms.versions import over_versions
from consultations.storage.lifecycle_tables import consultation_version
from consultations.storage.plan_tables import outcome, plan
from consultations.storage.statements import insert_new
from consultations.storage.tables import ask, consultation, questionnaire, session


@dataclass(frozen=True, slots=True)
class Launch:
    """What an officer gives to open a consultation. `source` is the questionnaire's file, byte for byte."""

    code: str
    title: str
    plan_code: str
    questionnaire: Questionnaire
    source_name: str
    source: bytes
    taxonomy: str | None = None
    sample: bool = False
    remind_after_hours: int | None = None
    kind: Kind = "consultation"


@dataclass(frozen=True, slots=True)
class Revision:
    """What an officer gives to change what people are asked from now on."""

    questionnaire: Questionnaire
    source_name: str
    source: bytes


@dataclass(frozen=True, slots=True)
class Next:
    """What an officer says happens next, in words for those who took part, and by when they will hear."""

    news: str | None = None
    on: date | None = None


NOTHING_SAID = Next()
CALLED = select(consultation).where(consultation.c.code == bindparam("called"))


@dataclass(frozen=True, slots=True)
class Progress:
    """How many people began and how many finished. For staff: these are not suppressed."""

    began: int
    finished: int


class Consultations:
    """Opens, closes and finds consultations. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, launch: Launch, now: datetime) -> Consultation:
        """Open a consultation with this very version of its questionnaire. Raises `Refused`."""
        check_launch(launch.code, launch.questionnaire, self._outcomes(launch.plan_code))
        if self.find(launch.code) is not None:
            raise Refused(
                "code_taken",
                worded("There is a consultation called “{code}” already.", code=launch.code),
                "Choose another code.",
            )
        if launch.remind_after_hours is not None:
            check_reminder(launch.remind_after_hours)
        version = self.keep_version(Revision(launch.questionnaire, launch.source_name, launch.source), now)
        values = {
            "code": launch.code,
            "title": launch.title,
            "plan_code": launch.plan_code,
            "questionnaire_id": version,
            "taxonomy": launch.taxonomy,
            "state": "open",
            "sample": launch.sample,
            "opened_at": now,
            "remind_after_hours": launch.remind_after_hours,
            "kind": launch.kind,
        }
        self._connection.execute(consultation.insert().values(**values))
        opened = self.get(launch.code)
        self._number_version(opened, 1, version, now)
        return opened

    def update(self, code: str, revision: Revision, now: datetime) -> Consultation:
        """Put another version of the questionnaire to those who start from now on.

        Those under way finish theirs. Raises `NotFound`, `Refused`, and `FaultyInput` with every question
        that has changed its type.
        """
        present = self.get(code)
        check_outcomes(revision.questionnaire, self._outcomes(present.plan_code))
        check_update(self.over_versions(present), revision.questionnaire, revision.source_name)
        version = self.keep_version(revision, now)
        if version == present.questionnaire_id:
            raise Refused("nothing_new", worded("“{code}” asks this very questionnaire already.", code=code))
        self._number_version(present, self.newest_version(present.id) + 1, version, now)
        return self._change(code, questionnaire_id=version)

    def close(self, code: str, now: datetime, following: Next = NOTHING_SAID) -> Consultation:
        """Close it: nobody can answer any more. Closing twice only changes what is said to happen next."""
        if self.get(code).state == "open":
            self._change(code, state="closed", stage="closed", closed_at=now)
        return self.announce_next(code, following)

    def announce_next(self, code: str, following: Next) -> Consultation:
        """Keep what happens next, for those who come back. What is None stays as it was."""
        said = {"next_news": following.news, "next_on": following.on}
        return self._change(code, **{name: value for name, value in said.items() if value is not None})

    def replace_next(self, code: str, following: Next) -> Consultation:
        """Keep what happens next in place of what was said before. What is None is said no more."""
        return self._change(code, next_news=following.news, next_on=following.on)

    def reopen(self, code: str) -> Consultation:
        """Let people answer again, each where they were. Reopening what is open changes nothing."""
        return self._change(code, state="open", stage="open", closed_at=None, conclusion=None)

    def conclude(self, code: str, words: str) -> Consultation:
        """Keep what was decided on one without asks; those who come back are told. Raises `Refused`."""
        own = select(func.count()).select_from(ask).join(consultation).where(consultation.c.code == code)
        check_conclusion(self.get(code), self._connection.execute(own).scalar_one(), words)
        return self._change(code, conclusion=words.strip(), next_news=words.strip(), next_on=None)

    def move(self, code: str, to: Stage, why_archived: str = "") -> Consultation:
        """Note that a closed consultation has come to a later stage of its life. Raises `Refused`."""
        check_move(self.get(code).stage, to, why_archived)
        said = {"why_archived": why_archived.strip()} if to == "archived" and why_archived.strip() else {}
        return self._change(code, stage=to, **said)

    def past_their_end(self, today: date) -> list[Consultation]:
        """Those that are open although their last day is over."""
        late = select(consultation).where(consultation.c.state == "open", consultation.c.closes_on < today)
        return [_consultation(row) for row in self._connection.execute(late).mappings()]

    def remind_after(self, code: str, hours: int | None) -> Consultation:
        """Remind people so long after their last word, or nobody. Raises `Refused`."""
        if hours is not None:
            check_reminder(hours)
        return self._change(code, remind_after_hours=hours)

    def sort_by(self, code: str, taxonomy: str | None) -> Consultation:
        """Sort its answers by the theme file `taxonomy` from now on, None for by none. Raises `NotFound`."""
        return self._change(code, taxonomy=taxonomy)

    def _change(self, code: str, **values: object) -> Consultation:
        if values:
            change = update(consultation).where(consultation.c.code == self.get(code).code)
            self._connection.execute(change.values(**values))
        return self.get(code)

    def get(self, code: str) -> Consultation:
        """The consultation called `code`. Raises `NotFound`."""
        found = self.find(code)
        if found is None:
            raise NotFound("no_consultation", worded("There is no consultation called “{code}”.", code=code))
        return found

    def by_id(self, number: int) -> Consultation:
        row = (
            self._connection.execute(select(consultation).where(consultation.c.id == number)).mappings().one()
        )
        return _consultation(row)

    def all(self, *kinds: Kind) -> list[Consultation]:
        """Every consultation that an officer put to people, or those of other `kinds`; the newest first."""
        wanted = select(consultation).where(consultation.c.kind.in_(kinds or ("consultation",)))
        rows = self._connection.execute(wanted.order_by(consultation.c.id.desc())).mappings()
        return [_consultation(row) for row in rows]

    def questionnaire(self, version: str) -> Questionnaire:
        """The version called `version`. Raises `NotFound`."""
        wanted = select(questionnaire.c.definition).where(questionnaire.c.id == version)
        definition = self._connection.execute(wanted).scalar_one_or_none()
        if definition is None:
            raise NotFound("no_questionnaire", "That version of the questionnaire is not there.")
        return from_json(definition)

    def versions(self) -> Mapping[str, Questionnaire]:
        """Every version of every questionnaire."""
        rows = self._connection.execute(select(questionnaire.c.id, questionnaire.c.definition))
        return {row.id: from_json(row.definition) for row in rows}

    def over_versions(self, one: Consultation) -> Questionnaire:
        """Everything that any version of this consultation asks, the newest one first."""
        newest, *older = (self.questionnaire(version) for version in self._versions(one.id))
        return over_versions(newest, older)

    def newest_version(self, consultation_id: int) -> int:
        """How many versions the consultation has had."""
        numbers = select(func.max(consultation_version.c.number)).where(
            consultation_version.c.consultation_id == consultation_id
        )
        number: int = self._connection.execute(numbers).scalar_one()
        return number

    def _versions(self, consultation_id: int) -> Sequence[str]:
        """The versions of a consultation, the newest first, each once."""
        wanted = (
            select(consultation_version.c.questionnaire_id)
            .where(consultation_version.c.consultation_id == consultation_id)
            .order_by(consultation_version.c.number.desc())
        )
        return tuple(dict.fromkeys(self._connection.execute(wanted).scalars()))

    def _number_version(self, one: Consultation, number: int, version: str, now: datetime) -> None:
        row = {"consultation_id": one.id, "number": number, "questionnaire_id": version, "since": now}
        self._connection.execute(consultation_version.insert().values(row))

    def progress(self) -> Mapping[int, Progress]:
        """How far people are, by consultation id."""
        counts = select(session.c.consultation_id, func.count(), func.count(session.c.finished_at)).group_by(
            session.c.consultation_id
        )
        return {number: Progress(began, done) for number, began, done in self._connection.execute(counts)}

    def find(self, code: str) -> Consultation | None:
        """The consultation called `code`, or None."""
        if not CODE.fullmatch(code):  # whatever stood in a link; PostgreSQL cannot even be asked for some
            return None
        row = self._connection.execute(CALLED, {"called": code}).mappings().one_or_none()
        return None if row is None else _consultation(row)

    def _outcomes(self, plan_code: str) -> list[str]:
        if self._connection.execute(select(plan.c.code).where(plan.c.code == plan_code)).first() is None:
            raise NotFound(
                "no_plan",
                worded("There is no plan called “{plan_code}”.", plan_code=plan_code),
                "Import it first: together plan import FILE.",
            )
        codes = select(outcome.c.code).where(outcome.c.plan_code == plan_code)
        return list(self._connection.execute(codes).scalars())

    def keep_version(self, revision: Revision, now: datetime) -> str:
        """Keep a questionnaire, as a draft or for a launch; gives its version. The same one is one row."""
        definition = to_json(revision.questionnaire)
        version = hashlib.sha256(definition.encode()).hexdigest()
        values: dict[str, Any] = {
            "id": version,
            "name": revision.questionnaire.name,
            "title": revision.questionnaire.title,
            "definition": definition,
            "source_name": revision.source_name,
            "source": revision.source,
            "created_at": now,
        }
        self._connection.execute(insert_new(self._connection, questionnaire), values)
        return version


def _consultation(row: RowMapping) -> Consultation:
    return Consultation(**row)
