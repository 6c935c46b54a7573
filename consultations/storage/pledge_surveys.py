"""Who is asked whether a pledge is kept: those who were invited to a round, or whoever has its link."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from consultations.storage.broadcast_tables import broadcast, recipient
from consultations.storage.pledge_tables import pledge_survey
from consultations.storage.tables import consultation


@dataclass(frozen=True, slots=True)
class PledgeSurvey:
    """One round. `audience` is the name of who was invited, "" where its link is open to anyone."""

    consultation_id: int
    code: str
    pledge_code: str
    audience: str


class PledgeSurveys:
    """Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, consultation_id: int, plan_code: str, pledge_code: str, audience: str) -> None:
        row = {
            "consultation_id": consultation_id,
            "plan_code": plan_code,
            "pledge_code": pledge_code,
            "audience": audience,
        }
        self._connection.execute(insert(pledge_survey), row)

    def of_plan(self, plan_code: str) -> Mapping[str, PledgeSurvey]:
        """Every round about a plan, by the code of its consultation."""
        wanted = (
            select(pledge_survey.c.consultation_id, consultation.c.code)
            .add_columns(pledge_survey.c.pledge_code, pledge_survey.c.audience)
            .join(consultation, consultation.c.id == pledge_survey.c.consultation_id)
            .where(pledge_survey.c.plan_code == plan_code)
        )
        found = (PledgeSurvey(*row) for row in self._connection.execute(wanted))
        return {one.code: one for one in found}

    def among(self, numbers: Collection[int]) -> frozenset[int]:
        """Those of these consultations that are such rounds: no page or chat lists them for everybody."""
        wanted = select(pledge_survey.c.consultation_id).where(pledge_survey.c.consultation_id.in_(numbers))
        return frozenset(self._connection.execute(wanted).scalars())

    def open_to(self, consultation_id: int, participant_id: int, *, named: bool) -> bool:
        """Whether somebody may begin it: it is no such round, they were invited, or they have its open link.

        `named`: they came with its link, and not with a word of hello.
        """
        own = pledge_survey.c.consultation_id == consultation_id
        audience = self._connection.execute(select(pledge_survey.c.audience).where(own)).scalar()
        if audience is None:
            return True
        return named if audience == "" else self._invited(consultation_id, participant_id)

    def _invited(self, consultation_id: int, participant_id: int) -> bool:
        wanted = (
            select(recipient.c.participant_id)
            .join(broadcast, broadcast.c.id == recipient.c.broadcast_id)
            .join(consultation, consultation.c.code == broadcast.c.start)
            .where(consultation.c.id == consultation_id, recipient.c.participant_id == participant_id)
            .limit(1)
        )
        return self._connection.execute(wanted).first() is not None
