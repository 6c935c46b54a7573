"""What the Trust sets about itself, for administrators' programs. A Telegram token is taken, never given."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, File, Request, Response, UploadFile
from pydantic import Field
from sqlalchemy import Connection

from admin_api.access import Audience, audience
from admin_api.api_basics import check_fields, note
from admin_api.api_models import Given, Made
from admin_api.forms import FieldError, Typed
from admin_api.logos import png_of
from admin_api.pages_settings import LARGEST_LOGO, LONGEST_TOKEN, refresh
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.translation.speaking import languages
from consultations.errors import FaultyInput
from consultations.forms.languages import ENGLISH
from consultations.help_lines import HelpLine, read_help_lines, written
from consultations.storage.trust import Trust
from consultations.trust import (
    LONGEST_DAYS,
    LONGEST_LINE,
    LONGEST_NAME,
    MOST_LINES,
    TextColour,
    TrustSettings,
    faults_of,
)

Line = Annotated[Typed, Field(min_length=1, max_length=LONGEST_LINE)]
Days = Annotated[int, Field(ge=1, le=LONGEST_DAYS)] | None
Picture = Annotated[UploadFile, File(description="PNG, JPEG, GIF or WebP.")]


class SettingsIn(Given):
    """What is set from now on; what is left out stays. Empty or null: as set by whoever runs Together."""

    trust_name: Annotated[Typed, Field(max_length=LONGEST_NAME)] = Field("", examples=["Halton Trust"])
    colour: Annotated[Typed, Field(max_length=7)] = Field("", description="Like #0b5c63.")
    text_colour: TextColour = "white"
    areas: list[Line] = Field([], max_length=MOST_LINES, examples=[["Crewe", "Nantwich"]])
    age_bands: list[Line] = Field([], max_length=MOST_LINES)
    hidden_languages: list[Annotated[str, Field(max_length=20)]] = Field([], max_length=40)
    help_lines: list[HelpLine] = Field([], max_length=MOST_LINES)
    keep_text_days: Days = None
    keep_identifiers_days: Days = None
    keep_sessions_days: Days = None
    keep_messages_days: Days = None
    keep_concerns_days: Days = None

    def changes(self) -> dict[str, Any]:
        """What was said, as `TrustSettings` holds it."""
        given = self.model_dump(exclude_unset=True)
        kept = {name: tuple(one) if isinstance(one, list) else one for name, one in given.items()}
        if "help_lines" in given:
            kept["help_lines"] = written(self.help_lines) if self.help_lines else ""
        return kept


class SettingsOut(Made):
    """`telegram_bot` is the bot whose token is kept; `logo` says whether there is one."""

    trust_name: str = Field(examples=["Halton Trust"])
    colour: str = Field(examples=["#0b5c63"])
    text_colour: TextColour
    areas: list[str] = Field(examples=[["Crewe"]])
    age_bands: list[str] = Field(examples=[["10 to 14"]])
    hidden_languages: list[str] = Field(examples=[["cy"]])
    help_lines: list[HelpLine]
    keep_text_days: int | None = Field(examples=[730])
    keep_identifiers_days: int | None
    keep_sessions_days: int | None
    keep_messages_days: int | None
    keep_concerns_days: int | None
    telegram_bot: str = Field(examples=["our_bot"])
    logo: bool = Field(examples=[True])


class TokenIn(Given):
    token: Annotated[Typed, Field(min_length=1, max_length=LONGEST_TOKEN)] = Field(
        description="From @BotFather. Telegram is asked whose it is before it is kept.",
        examples=["123456:ABC"],
    )


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/settings", tags=["settings"], summary="What is set")
    @audience(Audience.ADMIN, scope="settings")
    def settings() -> SettingsOut:
        return shown(parts)

    @routes.patch("/settings", tags=["settings"], summary="Set something")
    @audience(Audience.ADMIN, scope="settings")
    def change_settings(request: Request, given: SettingsIn) -> SettingsOut:
        check_fields(strange_languages(given.hidden_languages))
        with parts.database.write() as connection:
            keep(connection, parts, request, given.changes())
        refresh(parts)
        return shown(parts)

    add_logo(routes, parts)
    add_telegram(routes, parts)


def add_logo(routes: APIRouter, parts: Parts) -> None:
    @routes.put("/settings/logo", tags=["settings"], summary="Show a logo on every page")
    @audience(Audience.ADMIN, scope="settings")
    def put_logo(request: Request, file: Picture) -> SettingsOut:
        png = png_of(file.file.read(LARGEST_LOGO + 1)[:LARGEST_LOGO])
        with parts.database.write() as connection:
            Trust(connection).keep_logo(png, me(request).name, parts.clock())
            note(connection, parts, request, "settings.changed", "settings:logo")
        refresh(parts)
        return shown(parts)

    @routes.delete("/settings/logo", tags=["settings"], status_code=204, summary="Take the logo away")
    @audience(Audience.ADMIN, scope="settings")
    def remove_logo(request: Request) -> Response:
        with parts.database.write() as connection:
            Trust(connection).forget_logo()
            note(connection, parts, request, "settings.changed", "settings:logo")
        refresh(parts)
        return Response(status_code=204)


def add_telegram(routes: APIRouter, parts: Parts) -> None:
    @routes.put("/settings/telegram", tags=["settings"], summary="Try a Telegram token and keep it")
    @audience(Audience.ADMIN, scope="settings")
    def put_token(request: Request, given: TokenIn) -> SettingsOut:
        bot = parts.bot_name_of(given.token)
        with parts.database.write() as connection:
            Trust(connection).keep_token(given.token, parts.keys(), me(request).name, parts.clock())
            keep_bot(connection, parts, request, bot)
        return shown(parts)

    @routes.delete("/settings/telegram", tags=["settings"], status_code=204, summary="Forget the token")
    @audience(Audience.ADMIN, scope="settings")
    def forget_token(request: Request) -> Response:
        with parts.database.write() as connection:
            Trust(connection).forget_token()
            keep_bot(connection, parts, request, "")
        return Response(status_code=204)


def keep_bot(connection: Connection, parts: Parts, request: Request, bot: str) -> None:
    trust = Trust(connection)
    trust.keep(replace(trust.settings(), telegram_bot=bot), me(request).name, parts.clock())
    note(connection, parts, request, "settings.changed", "settings:telegram")


def keep(connection: Connection, parts: Parts, request: Request, changes: dict[str, Any]) -> None:
    """Raises `FaultyInput` with everything that the pages would refuse."""
    trust = Trust(connection)
    wanted: TrustSettings = replace(trust.settings(), **changes)
    if faults := faults_of(wanted):
        raise FaultyInput("request.faulty", "What was sent does not fit.", faults)
    trust.keep(wanted, me(request).name, parts.clock())
    note(connection, parts, request, "settings.changed", "settings", " ".join(sorted(changes)))


def strange_languages(codes: list[str]) -> list[FieldError]:
    hideable = [code for code in languages() if code != ENGLISH]
    fits = all(code in hideable for code in codes)
    return [] if fits else [FieldError("hidden_languages", f"Choose from: {', '.join(hideable)}.")]


def shown(parts: Parts) -> SettingsOut:
    with parts.database.read() as connection:
        trust = Trust(connection)
        found, logo = trust.settings(), trust.logo_version()
    lines = read_help_lines(found.help_lines, "settings").lines if found.help_lines else ()
    kept = {name: getattr(found, name) for name in SettingsOut.model_fields if hasattr(found, name)}
    return SettingsOut.model_validate({**kept, "help_lines": lines, "logo": bool(logo)})
