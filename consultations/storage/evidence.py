"""What audits found, and which consultations ask the staff, in the database."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select

from consultations.errors import NotFound
from consultations.evidence import Finding
from consultations.storage.evidence_tables import audit_finding, staff_consultation


class Findings:
    """Keeps what audits found. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, finding: Finding) -> int:
        """Keep it under a new number, whatever `id` says. Gives the number."""
        columns = (column.name for column in audit_finding.c if column.name != "id")
        values = {name: getattr(finding, name) for name in columns}
        made = self._connection.execute(insert(audit_finding).values(values).returning(audit_finding.c.id))
        return int(made.scalar_one())

    def of_plan(self, plan_code: str) -> list[Finding]:
        """Every finding about a plan, the newest audit first."""
        newest = audit_finding.c.audited_on.desc(), audit_finding.c.id.desc()
        wanted = select(audit_finding).where(audit_finding.c.plan_code == plan_code).order_by(*newest)
        return [Finding(**row) for row in self._connection.execute(wanted).mappings()]

    def remove(self, number: int) -> None:
        """Raises `NotFound`."""
        gone = self._connection.execute(delete(audit_finding).where(audit_finding.c.id == number))
        if gone.rowcount == 0:
            raise NotFound("no_finding", "There is no such finding.", "Look at the list.")


class StaffConsultations:
    """Knows which consultations ask the staff. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> frozenset[int]:
        return frozenset(
            self._connection.execute(select(staff_consultation.c.consultation_id)).scalars().all()
        )

    def set(self, consultations: Collection[int]) -> None:
        """These, and no others."""
        self._connection.execute(delete(staff_consultation))
        if consultations:
            rows = [{"consultation_id": one} for one in sorted(set(consultations))]
            self._connection.execute(insert(staff_consultation), rows)
