"""Consultations and the versions of questionnaires they keep."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, update

from consultations.consultation import CODE, Consultation, check_launch
from consultations.errors import NotFound, Refused
from consultations.forms.questionnaire import Questionnaire, from_json, to_json
from consultations.storage.plan_tables import outcome, plan
from consultations.storage.statements import insert_new
from consultations.storage.tables import consultation, questionnaire, session


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
        if self._find(launch.code) is not None:
            raise Refused(
                "code_taken",
                f"There is a consultation called “{launch.code}” already.",
                "Choose another code.",
            )
        version = self._keep(launch, now)
        values = {
            "code": launch.code,
            "title": launch.title,
            "plan_code": launch.plan_code,
            "questionnaire_id": version,
            "taxonomy": launch.taxonomy,
            "state": "open",
            "sample": launch.sample,
            "opened_at": now,
        }
        self._connection.execute(consultation.insert().values(**values))
        return self.get(launch.code)

    def close(self, code: str, now: datetime) -> Consultation:
        """Close it: nobody can answer any more. Closing twice changes nothing."""
        if self.get(code).state == "open":
            change = update(consultation).where(consultation.c.code == code)
            self._connection.execute(change.values(state="closed", closed_at=now))
        return self.get(code)

    def get(self, code: str) -> Consultation:
        """The consultation called `code`. Raises `NotFound`."""
        found = self._find(code)
        if found is None:
            raise NotFound("no_consultation", f"There is no consultation called “{code}”.")
        return found

    def by_id(self, number: int) -> Consultation:
        row = (
            self._connection.execute(select(consultation).where(consultation.c.id == number)).mappings().one()
        )
        return _consultation(row)

    def all(self) -> list[Consultation]:
        """Every consultation, the newest first."""
        rows = self._connection.execute(select(consultation).order_by(consultation.c.id.desc())).mappings()
        return [_consultation(row) for row in rows]

    def questionnaire(self, version: str) -> Questionnaire:
        """The version called `version`. Raises `NotFound`."""
        wanted = select(questionnaire.c.definition).where(questionnaire.c.id == version)
        definition = self._connection.execute(wanted).scalar_one_or_none()
        if definition is None:
            raise NotFound("no_questionnaire", "That version of the questionnaire is not there.")
        return from_json(definition)

    def progress(self) -> Mapping[int, Progress]:
        """How far people are, by consultation id."""
        counts = select(session.c.consultation_id, func.count(), func.count(session.c.finished_at)).group_by(
            session.c.consultation_id
        )
        return {number: Progress(began, done) for number, began, done in self._connection.execute(counts)}

    def _find(self, code: str) -> Consultation | None:
        if not CODE.fullmatch(code):  # whatever stood in a link; PostgreSQL cannot even be asked for some
            return None
        wanted = select(consultation).where(consultation.c.code == code)
        row = self._connection.execute(wanted).mappings().one_or_none()
        return None if row is None else _consultation(row)

    def _outcomes(self, plan_code: str) -> list[str]:
        if self._connection.execute(select(plan.c.code).where(plan.c.code == plan_code)).first() is None:
            raise NotFound(
                "no_plan",
                f"There is no plan called “{plan_code}”.",
                "Import it first: together plan import FILE.",
            )
        codes = select(outcome.c.code).where(outcome.c.plan_code == plan_code)
        return list(self._connection.execute(codes).scalars())

    def _keep(self, launch: Launch, now: datetime) -> str:
        definition = to_json(launch.questionnaire)
        version = hashlib.sha256(definition.encode()).hexdigest()
        values: dict[str, Any] = {
            "id": version,
            "name": launch.questionnaire.name,
            "title": launch.questionnaire.title,
            "definition": definition,
            "source_name": launch.source_name,
            "source": launch.source,
            "created_at": now,
        }
        self._connection.execute(insert_new(self._connection, questionnaire), values)
        return version


def _consultation(row: RowMapping) -> Consultation:
    return Consultation(**row)
