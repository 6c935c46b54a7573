"""The settings of one deployment, read once from the environment (`TOGETHER_…`) or a file `.env`."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, HttpUrl, PrivateAttr, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from admin_api.sign_on import SignOn
from analysis.disclosure_control import HIGHEST_THRESHOLD, LOWEST_THRESHOLD
from bot.files import FileKind
from bot.mail import MailSettings
from bot.reminders import Windows, read_holidays, read_window
from consultations.accountability import PROMISED_DAYS
from consultations.duty import Rota, read_rota
from consultations.errors import Fault, FaultyInput, Place
from consultations.forms.xlsform import Allowed
from consultations.help_lines import HelpLines, built_in, read_help_lines
from consultations.participants import Under13
from consultations.quiet_hours import NIGHT, QuietHours, read_quiet_hours
from consultations.sealing import KeyRing, new_key, read_key, write_key
from consultations.storage.retaining import Periods

SECRET_BYTES = 32
MEGABYTE = 1_000_000
HOST = "abcdefghijklmnopqrstuvwxyz0123456789.-"
"""What a host may be made of in a header."""


class Settings(BaseSettings):
    """What a deployment can set. A default is safe in production and fit to publish.

    `secret` signs the cookies of the chat; without it one is made and kept in `data_folder`.
    """

    model_config = SettingsConfigDict(env_prefix="TOGETHER_", env_file=".env", extra="forbid")

    trust_name: str = "Children’s Trust"
    data_folder: Path = Path("var")
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: HttpUrl | None = None
    board_is_public: bool = False
    secret: SecretStr | None = Field(default=None, min_length=SECRET_BYTES)
    key: SecretStr | None = None
    earlier_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    production: bool = False
    second_factor: Literal["required", "optional"] = "required"
    anchor_folder: Path | None = None
    erasures: Path | None = None
    keep_text_days: int = Field(default=365, ge=1)
    keep_sessions_days: int = Field(default=365, ge=1)
    keep_identifiers_days: int = Field(default=540, ge=1)
    keep_messages_days: int = Field(default=30, ge=1)
    keep_concerns_days: int = Field(default=9131, ge=1)
    fewest_shown: int = Field(default=LOWEST_THRESHOLD, ge=LOWEST_THRESHOLD, le=HIGHEST_THRESHOLD)
    oidc_issuer: HttpUrl | None = None
    oidc_name: str = "your work account"
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_roles: str = ""
    oidc_roles_claim: str = "groups"
    oidc_name_claim: str = "email"
    time_zone: str = "Europe/London"
    help_lines: Path | None = None
    duty_rota: Path | None = None
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    mail_from: str = ""
    under_13: Under13 = "supporter"
    private_webhooks: bool = False
    send_rate: float = Field(default=28, gt=0, le=1000)
    quiet_hours: str = NIGHT
    reminder_hours: str = "16:00-19:30"
    reminder_hours_free_days: str = "10:00-19:30"
    school_holidays: str = ""
    reply_days: int = Field(default=10, ge=1, le=60)
    ask_days: int = Field(default=PROMISED_DAYS, ge=1, le=365)
    quick_exit_url: HttpUrl = HttpUrl("https://www.bbc.co.uk/weather")
    kiosk_minutes: int = Field(default=2, ge=1, le=60)
    embed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    files: Annotated[tuple[Literal["images", "audio", "files"], ...], NoDecode] = ()
    files_folder: Path | None = None
    locations: bool = False
    files_images_mb: int = Field(default=10, ge=1, le=100)
    files_audio_mb: int = Field(default=20, ge=1, le=100)
    files_files_mb: int = Field(default=1, ge=1, le=100)
    telegram_token: SecretStr | None = None
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org"
    telegram_poll_timeout: int = Field(default=50, ge=0, le=50)

    _help_lines: str = PrivateAttr(default="")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("there is no time zone of this name; write one like Europe/London") from error
        return name

    @field_validator("reminder_hours", "reminder_hours_free_days")
    @classmethod
    def _hours(cls, text: str) -> str:
        read_window(text)
        return text

    @field_validator("quiet_hours")
    @classmethod
    def _quiet_hours(cls, text: str) -> str:
        read_quiet_hours(text, UTC)
        return text

    @field_validator("school_holidays")
    @classmethod
    def _days(cls, text: str) -> str:
        read_holidays(text)
        return text

    @field_validator("files", mode="before")
    @classmethod
    def _kinds_of_files(cls, written: object) -> object:
        return tuple(written.replace(",", " ").split()) if isinstance(written, str) else written

    @property
    def file_sizes(self) -> Mapping[FileKind, int]:
        """The kinds of files that people may send, each with the most bytes that one may have."""
        sizes: dict[FileKind, int] = {}
        if "images" in self.files:
            sizes["image"] = self.files_images_mb * MEGABYTE
        if "audio" in self.files:
            sizes["audio"] = self.files_audio_mb * MEGABYTE
        if "files" in self.files:
            sizes["file"] = self.files_files_mb * MEGABYTE
        return sizes

    @property
    def allowed(self) -> Allowed:
        """What questionnaires may ask for beyond words and choices."""
        return Allowed(frozenset(self.file_sizes), self.locations)

    @property
    def windows(self) -> Windows:
        """When people may be written to unasked."""
        return Windows(
            read_window(self.reminder_hours),
            read_window(self.reminder_hours_free_days),
            read_holidays(self.school_holidays),
        )

    @property
    def quiet(self) -> QuietHours:
        """When nobody may be written to unasked."""
        return read_quiet_hours(self.quiet_hours, ZoneInfo(self.time_zone))

    @field_validator("embed_origins", mode="before")
    @classmethod
    def _origins(cls, written: object) -> object:
        """Origins with commas or spaces between them, each a scheme and a host and nothing else."""
        origins = written.replace(",", " ").split() if isinstance(written, str) else written
        for origin in origins if isinstance(origins, list | tuple) else ():
            if not _is_origin(str(origin)):
                raise ValueError(
                    f"{origin!r} is not the start of a site; write one like https://www.council.gov.uk"
                )
        return origins

    @field_validator("oidc_roles")
    @classmethod
    def _groups(cls, text: str) -> str:
        from admin_api.staff_sessions import ROLE_NAMES  # takes long to load

        for group, role in _groups(text):
            if not group or role not in ROLE_NAMES:
                known = ", ".join(sorted(ROLE_NAMES))
                raise ValueError(f"write group=role with commas between them; the roles are {known}")
        return text

    @property
    def sign_on(self) -> SignOn | None:
        """The council's single sign-on, where one is set."""
        if self.oidc_issuer is None:
            return None
        return SignOn(
            name=self.oidc_name,
            issuer=str(self.oidc_issuer).rstrip("/"),
            client_id=self.oidc_client_id,
            client_secret=self.oidc_client_secret.get_secret_value() if self.oidc_client_secret else "",
            roles=_groups(self.oidc_roles),
            name_claim=self.oidc_name_claim,
            roles_claim=self.oidc_roles_claim,
        )

    @property
    def in_production(self) -> bool:
        """Whether real people use it: it says so, or they reach it over https."""
        return self.production or (self.public_url is not None and self.public_url.scheme == "https")

    @property
    def anchors(self) -> Path:
        """The folder of the audit log's anchors."""
        return self.anchor_folder or self.data_folder / "anchors"

    @property
    def erasure_file(self) -> Path:
        """Where it is written down who was erased; best on another machine's disk."""
        return self.erasures or self.data_folder / "erasures.jsonl"

    @property
    def periods(self) -> Periods:
        """How long what is kept."""
        return Periods(
            text=self.keep_text_days,
            identifiers=self.keep_identifiers_days,
            sessions=self.keep_sessions_days,
            messages=self.keep_messages_days,
            concerns=self.keep_concerns_days,
        )

    @property
    def database(self) -> str:
        """SQLAlchemy's address of the database: the one set, or a file in `data_folder`."""
        return self.database_url or f"sqlite:///{self.data_folder / 'together.db'}"

    @field_validator("earlier_keys", mode="before")
    @classmethod
    def _earlier_keys(cls, written: object) -> object:
        return tuple(written.replace(",", " ").split()) if isinstance(written, str) else written

    def own_help_lines(self, text: str) -> None:
        """Name these on the help cards, as the Trust wrote them in its pages; "" for what is set here."""
        self._help_lines = text

    def who_helps(self) -> HelpLines:
        """Who the help cards name: the Trust's own, or what comes with the program."""
        if self._help_lines:
            return read_help_lines(self._help_lines, "Settings, help lines")
        if self.help_lines is None:
            return built_in()
        try:
            text = self.help_lines.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise FaultyInput(
                "bad_settings", "The settings do not fit.", [_fault("HELP_LINES", "the file cannot be read")]
            ) from None
        return read_help_lines(text, self.help_lines.name)

    def rota(self) -> Rota | None:
        """Who is told of concerns; None where no file says."""
        if self.duty_rota is None:
            return None
        try:
            text = self.duty_rota.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            faults = [_fault("DUTY_ROTA", "the file cannot be read")]
            raise FaultyInput("bad_settings", "The settings do not fit.", faults) from None
        return read_rota(text, self.duty_rota.name)

    def mail(self) -> MailSettings | None:
        """The server that takes our mail, where there is one."""
        if not self.smtp_host:
            return None
        password = self.smtp_password.get_secret_value() if self.smtp_password else ""
        return MailSettings(
            self.smtp_host, self.smtp_port, self.mail_from, self.smtp_user, password, self.smtp_security
        )

    def key_ring(self) -> KeyRing:
        """The keys that seal what identifies people, made on first use where none is set.

        A made key is kept in `data_folder`, outside the database. Raises `FaultyInput` for one that is none.
        """
        if self.key is None:
            present = _kept(self.data_folder / "key", lambda: write_key(new_key()))
        else:
            present = self.key.get_secret_value()
        written = [("KEY", present), *(("EARLIER_KEYS", key.get_secret_value()) for key in self.earlier_keys)]
        return KeyRing(tuple(_key(name, text) for name, text in written))

    def cookie_secret(self) -> str:
        """The secret that signs cookies, made on first use where none is set."""
        if self.secret is not None:
            return self.secret.get_secret_value()
        return _kept(self.data_folder / "secret", lambda: secrets.token_urlsafe(SECRET_BYTES))


def _groups(text: str) -> tuple[tuple[str, str], ...]:
    """`group=role` with commas between them; a group may hold = itself."""
    pairs = (one.rpartition("=") for one in text.split(",") if one.strip())
    return tuple((group.strip(), role.strip()) for group, _, role in pairs)


def _kept(file: Path, make: Callable[[], str]) -> str:
    """What `file` holds, which is made where there is none; nobody else may read it."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(make())
    return file.read_text().strip()


def _key(name: str, text: str) -> bytes:
    try:
        return read_key(text)
    except ValueError as error:
        faults = [_fault(name, f"{error}")]
        raise FaultyInput("bad_settings", "The settings do not fit.", faults) from None


def _is_origin(text: str) -> bool:
    """Whether `text` is https and a host, or http and this machine; nothing that a header would misread."""
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return False
    host = parts.hostname or ""
    plain = parts.scheme == "http" and host in ("localhost", "127.0.0.1")
    known = bool(host) and not set(host) - set(HOST)
    return known and (parts.scheme == "https" or plain) and text == f"{parts.scheme}://{host}{port}"


def load() -> Settings:
    """The settings of this process. Raises `FaultyInput` naming every variable that does not fit."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [_fault(str(one["loc"][0] if one["loc"] else ""), one["msg"]) for one in error.errors()]
        raise FaultyInput("bad_settings", "The settings do not fit.", faults) from None


def _fault(name: str, message: str) -> Fault:
    variable = f"TOGETHER_{name.upper()}"
    return Fault("bad_setting", f"{message}.", f"Set {variable} again.", Place(file=variable))
