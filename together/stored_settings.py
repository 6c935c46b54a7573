"""The deployment's settings with what the Trust set in its own pages, which counts more."""

from pydantic import SecretStr

from admin_api.pages_settings import with_looks
from admin_api.rendering import Site
from consultations.sealing import KeyRing
from consultations.storage.database import Database
from consultations.storage.trust import Trust
from consultations.trust import PERIODS, TrustSettings
from together.settings import Settings

SERVICE = "Together"


def with_stored(settings: Settings, database: Database, ring: KeyRing) -> Settings:
    """Raises `Refused` where a token was sealed with a key that is gone."""
    with database.read() as connection:
        trust = Trust(connection)
        stored, token = trust.settings(), trust.token(ring)
    changed = settings.model_copy(update=_fields(stored, token))
    changed.own_help_lines(stored.help_lines)
    return changed


def _fields(stored: TrustSettings, token: str) -> dict[str, object]:
    found: dict[str, object] = {name: days for name in PERIODS if (days := getattr(stored, name)) is not None}
    if stored.trust_name:
        found["trust_name"] = stored.trust_name
    if token:
        found["telegram_token"] = SecretStr(token)
    return found


def site_of(settings: Settings, database: Database, *, sample_data: bool) -> Site:
    """What every page says about the service, with the Trust's own looks."""
    with database.read() as connection:
        trust = Trust(connection)
        stored, logo = trust.settings(), trust.logo_version()
    return with_looks(Site(SERVICE, settings.trust_name, sample_data=sample_data), stored, logo)
