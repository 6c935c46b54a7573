"""What a Trust set about itself, kept; its Telegram token is sealed and only the service opens it."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from consultations.sealing import KeyRing
from consultations.storage.trust_tables import trust_setting
from consultations.trust import TrustSettings, from_json, to_json

SETTINGS, TOKEN, LOGO = "settings", "telegram_token", "logo"
PURPOSE = "trust.telegram_token"


class Trust:
    """Reads and keeps the settings. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def settings(self) -> TrustSettings:
        row = self._row(SETTINGS)
        return TrustSettings() if row is None else from_json(row.words)

    def keep(self, settings: TrustSettings, by: str, now: datetime) -> None:
        self._keep(SETTINGS, by, now, words=to_json(settings))

    def token(self, ring: KeyRing) -> str:
        """The Telegram token; "" where none is kept. Raises `Refused` where the key is gone."""
        row = self._row(TOKEN)
        return "" if row is None else ring.open(row.words, PURPOSE)

    def keep_token(self, token: str, ring: KeyRing, by: str, now: datetime) -> None:
        self._keep(TOKEN, by, now, words=ring.seal(token, PURPOSE))

    def forget_token(self) -> None:
        self._connection.execute(delete(trust_setting).where(trust_setting.c.name == TOKEN))

    def logo(self) -> bytes | None:
        """The logo as a PNG."""
        row = self._row(LOGO)
        return None if row is None else bytes(row.content)

    def logo_version(self) -> str:
        """What changes when the logo does; "" where there is none."""
        logo = self.logo()
        return hashlib.sha256(logo).hexdigest()[:12] if logo else ""

    def keep_logo(self, png: bytes, by: str, now: datetime) -> None:
        self._keep(LOGO, by, now, content=png)

    def forget_logo(self) -> None:
        self._connection.execute(delete(trust_setting).where(trust_setting.c.name == LOGO))

    def _keep(self, name: str, by: str, now: datetime, **what: object) -> None:
        self._connection.execute(delete(trust_setting).where(trust_setting.c.name == name))
        row = {"name": name, "changed_by": by, "changed_at": now, **what}
        self._connection.execute(insert(trust_setting).values(row))

    def _row(self, name: str) -> Row[Any, Any] | None:
        wanted = select(trust_setting.c.words, trust_setting.c.content).where(trust_setting.c.name == name)
        return self._connection.execute(wanted).one_or_none()
