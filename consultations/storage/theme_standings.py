"""How the themes of consultations came about, and who signed off their theme files."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from consultations.consultation import Consultation
from consultations.errors import NotFound, Refused, worded
from consultations.storage.learned_themes import LearnedThemes
from consultations.storage.theme_tables import theme_sign_off
from consultations.theme_standing import SignOff, ThemeStanding, digest


class ThemeStandings:
    """Reads, and keeps sign-offs. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, consultations: Iterable[Consultation]) -> dict[str, ThemeStanding]:
        """By consultation code, without those that have no theme file. A sign-off is of the present one."""
        learned = LearnedThemes(self._connection).all()
        signed = {row.consultation_id: row for row in self._connection.execute(select(theme_sign_off))}
        found = {}
        for one in consultations:
            if one.taxonomy is None:
                continue
            row = signed.get(one.id)
            valid = row is not None and row.themes == digest(one.taxonomy)
            sign_off = SignOff(row.role, row.signed_by, row.signed_at) if row and valid else None
            found[one.code] = ThemeStanding(learned.get(one.id), sign_off)
        return found

    def sign(self, one: Consultation, seen: str, role: str, by: str, now: datetime) -> None:
        """Sign off the theme file whose digest is `seen`. Raises `NotFound`; `Refused` for an older file."""
        if one.taxonomy is None:
            raise NotFound("no_themes", worded("“{code}” has no theme file.", code=one.code))
        if digest(one.taxonomy) != seen:
            raise Refused(
                "themes_changed",
                "The themes were changed while you read them.",
                "Read them again, then sign.",
            )
        own = theme_sign_off.c.consultation_id == one.id
        self._connection.execute(delete(theme_sign_off).where(own))
        row = {"consultation_id": one.id, "themes": seen, "role": role, "signed_by": by, "signed_at": now}
        self._connection.execute(insert(theme_sign_off).values(row))
