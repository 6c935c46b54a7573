"""The Trust's settings, for administrators: name, colour, logo, languages, retention, Telegram."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Depends, File, Form, Path, Query, Request, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, clean, filled, see
from admin_api.launch_fields import Posted
from admin_api.logos import png_of
from admin_api.pages_launch import posted
from admin_api.parts import Parts
from admin_api.rendering import Site
from admin_api.staff_sessions import me
from admin_api.translation.speaking import language_name, languages, message, translate, words_of
from consultations.errors import Fault, FaultyInput, NotFound, TogetherError
from consultations.forms.languages import ENGLISH
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.trust import Trust
from consultations.trust import PERIODS, TrustSettings, faults_of

LARGEST_LOGO = 900_000
LONGEST_TOKEN = 200
SAVED = "/staff/settings?note=saved"
Part = Literal["trust", "languages", "retention"]
Note = Literal["saved", "logo", "no-logo", "telegram", "no-telegram"]
TITLES: Mapping[Part, str] = {
    "trust": message("Name and colour"),
    "languages": message("Languages of the public pages"),
    "retention": message("How long what is kept"),
}
FIELDS: Mapping[Part, Sequence[str]] = {
    "trust": ("trust_name", "colour", "text_colour"),
    "languages": ("hidden_languages",),
    "retention": PERIODS,
}
LABELS: Mapping[str, tuple[str, str]] = {
    "keep_text_days": (message("What people wrote"), message("Days after the end of a consultation")),
    "keep_identifiers_days": (
        message("How people are reached"),
        message("Days after the end of a consultation"),
    ),
    "keep_sessions_days": (message("Conversations"), message("Days after the end of a consultation")),
    "keep_messages_days": (message("Messages that were sent"), message("Days after they were sent")),
    "keep_concerns_days": (message("Concerns"), message("Days after they were ended")),
}


class Shown(BaseModel):
    """What an address may say about what was just done."""

    note: Note | None = None


class Token(BaseModel):
    """A Telegram token. It is taken, never shown."""

    model_config = ConfigDict(extra="forbid")

    token: str = Field(default="", max_length=LONGEST_TOKEN)
    remove: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """What is set. `telegram` is the bot's name; the token itself is never shown."""

    settings: TrustSettings
    logo: str
    telegram: str


def router(parts: Parts) -> APIRouter:
    """The pages of administrators, and what they set for every page: the logo, the colours."""
    routes = APIRouter()
    add_overview(routes, parts)
    add_logo(routes, parts)
    add_telegram(routes, parts)
    add_parts(routes, parts)
    add_looks(routes, parts)
    return routes


def add_overview(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/staff/settings")
    @audience(Audience.ADMIN)
    def overview(request: Request, shown: Annotated[Shown, Query()]) -> Response:
        with parts.database.read() as connection:
            trust = Trust(connection)
            found = trust.settings()
            view = Overview(found, trust.logo_version(), found.telegram_bot)
        return parts.pages.response(
            "staff/settings/overview.html",
            me=me(request),
            view=view,
            labels=LABELS,
            hidden=[language_name(code) for code in found.hidden_languages if code in languages()],
            note=shown.note,
        )


def add_parts(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/staff/settings/{part}")
    @audience(Audience.ADMIN)
    def ask(request: Request, part: Annotated[str, Path(max_length=30)]) -> Response:
        return part_page(parts, me(request), known(part), shown(settings_of(parts)))

    @routes.post("/staff/settings/{part}")
    @audience(Audience.ADMIN)
    def answer(
        request: Request,
        part: Annotated[str, Path(max_length=30)],
        typed: Annotated[Posted, Depends(posted)],
    ) -> Response:
        chosen = known(part)
        errors = kept(parts, me(request), chosen, typed)
        if errors:
            values = {name: "\n".join(said) for name, said in typed.items()}
            return part_page(parts, me(request), chosen, filled(*errors, **values))
        return see(SAVED)


def known(part: str) -> Part:
    found = next((one for one in TITLES if one == part), None)
    if found is None:
        raise NotFound("no_settings", "There are no such settings.", "Choose them from the list.")
    return found


def kept(parts: Parts, account: Account, part: Part, typed: Posted) -> Sequence[FieldError]:
    """Keep what was typed, or say what is wrong with it."""
    try:
        said = read(part, typed)
    except ValueError as problem:
        return [FieldError(*problem.args)]
    faults = keep(parts, account, part, said)
    return [FieldError(str(one.place.column), words_of(one)) for one in faults]


def keep(parts: Parts, account: Account, part: str, said: Mapping[str, object]) -> Sequence[Fault]:
    """Keep fields of `TrustSettings`, in one transaction with the log; or everything that is wrong."""
    with parts.database.write() as connection:
        trust, now = Trust(connection), parts.clock()
        wanted = replace(trust.settings(), **said)  # type: ignore[arg-type] # by field
        if faults := faults_of(wanted):
            return faults
        trust.keep(wanted, account.name, now)
        AuditLog(connection).note(account.name, "settings.changed", f"settings:{part}", now)
    refresh(parts)
    return ()


def settings_of(parts: Parts) -> TrustSettings:
    with parts.database.read() as connection:
        return Trust(connection).settings()


def read(part: Part, typed: Posted) -> Mapping[str, object]:
    """The fields of a part as `TrustSettings` holds them. Raises ValueError(field, words)."""
    return {name: _read(name, clean("\n".join(typed.get(name, ())))) for name in FIELDS[part]}


def _read(name: str, text: str) -> object:
    if name in PERIODS:
        if text and not (text.isascii() and text.isdigit()):
            raise ValueError(name, translate("Write a whole number of days."))
        return int(text[:9]) if text else None
    if name == "hidden_languages":
        return tuple(code for code in languages() if code in text.split() and code != ENGLISH)
    if name == "text_colour":
        return "black" if text == "black" else "white"
    return text


def shown(settings: TrustSettings) -> Filled:
    values = {
        name: "\n".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
        for names in FIELDS.values()
        for name in names
        for value in [getattr(settings, name)]
    }
    return filled(**values)


def part_page(parts: Parts, account: Account, part: Part, form: Filled) -> Response:
    return parts.pages.response(
        "staff/settings/part.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
        me=account,
        part=part,
        heading=TITLES[part],
        labels=LABELS,
        languages={code: language_name(code) for code in languages() if code != ENGLISH},
        form=form,
    )


def add_logo(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/staff/settings/logo")
    @audience(Audience.ADMIN)
    def ask(request: Request) -> Response:
        return logo_page(parts, me(request), filled())

    @routes.post("/staff/settings/logo")
    @audience(Audience.ADMIN)
    def upload(request: Request, file: Annotated[UploadFile, File()]) -> Response:
        content = file.file.read(LARGEST_LOGO + 1)
        try:
            png = png_of(content[:LARGEST_LOGO])
        except FaultyInput as problem:
            fault = problem.faults[0]
            return logo_page(parts, me(request), filled(FieldError("file", words_of(fault))))
        with parts.database.write() as connection:
            now = parts.clock()
            Trust(connection).keep_logo(png, me(request).name, now)
            AuditLog(connection).note(me(request).name, "settings.changed", "settings:logo", now)
        refresh(parts)
        return see("/staff/settings?note=logo")

    @routes.post("/staff/settings/no-logo")
    @audience(Audience.ADMIN)
    def remove(request: Request) -> Response:
        with parts.database.write() as connection:
            now = parts.clock()
            Trust(connection).forget_logo()
            AuditLog(connection).note(me(request).name, "settings.changed", "settings:logo", now)
        refresh(parts)
        return see("/staff/settings?note=no-logo")


def logo_page(parts: Parts, account: Account, form: Filled) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return parts.pages.response("staff/settings/logo.html", status, me=account, form=form)


def add_telegram(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/staff/settings/telegram")
    @audience(Audience.ADMIN)
    def ask(request: Request) -> Response:
        return telegram_page(parts, me(request), filled())

    @routes.post("/staff/settings/telegram")
    @audience(Audience.ADMIN)
    def save(request: Request, form: Annotated[Token, Form()]) -> Response:
        if form.remove:
            keep_token(parts, me(request), "", "")
            return see("/staff/settings?note=no-telegram")
        try:
            bot = parts.bot_name_of(form.token.strip())
        except TogetherError as problem:
            error = FieldError("token", str(problem))
            return telegram_page(parts, me(request), filled(error))
        keep_token(parts, me(request), form.token.strip(), bot)
        return see("/staff/settings?note=telegram")


def keep_token(parts: Parts, account: Account, token: str, bot: str) -> None:
    """Seal a token that Telegram knows, or forget the one that is kept."""
    with parts.database.write() as connection:
        trust, now = Trust(connection), parts.clock()
        if token:
            trust.keep_token(token, parts.keys(), account.name, now)
        else:
            trust.forget_token()
        trust.keep(replace(trust.settings(), telegram_bot=bot), account.name, now)
        AuditLog(connection).note(account.name, "settings.changed", "settings:telegram", now)


def telegram_page(parts: Parts, account: Account, form: Filled) -> Response:
    with parts.database.read() as connection:
        bot = Trust(connection).settings().telegram_bot
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return parts.pages.response("staff/settings/telegram.html", status, me=account, form=form, bot=bot)


def add_looks(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/looks/logo.png")
    @audience(Audience.PUBLIC)
    def logo() -> Response:
        with parts.database.read() as connection:
            png = Trust(connection).logo()
        if png is None:
            raise NotFound("no_logo", "There is no logo.", "An administrator can set one.")
        return Response(png, media_type="image/png", headers=A_DAY)

    @routes.get("/looks/colours.css")
    @audience(Audience.PUBLIC)
    def colours() -> Response:
        with parts.database.read() as connection:
            settings = Trust(connection).settings()
        return Response(style(settings), media_type="text/css", headers=A_DAY)


A_DAY = {"Cache-Control": "public, max-age=86400"}
"""Their addresses change when they do."""


def style(settings: TrustSettings) -> str:
    """The colours as a sheet of style; only colours that were checked ever come here."""
    if not settings.colour:
        return ""
    text = "#ffffff" if settings.text_colour == "white" else "#000000"
    return (
        "@media not print {\n"
        f".together-header {{ background: {settings.colour}; }}\n"
        f".together-header__trust, .together-header .govuk-generic-header__homepage-link:not(:focus)"
        f" {{ color: {text}; }}\n}}\n"
    )


def refresh(parts: Parts) -> None:
    """Show what was changed on every page from now on. Other processes do so when they start again."""
    with parts.database.read() as connection:
        trust = Trust(connection)
        site = cast(Site, parts.pages.environment.globals["site"])
        parts.pages.environment.globals["site"] = with_looks(site, trust.settings(), trust.logo_version())


def with_looks(site: Site, settings: TrustSettings, logo: str) -> Site:
    """What every page says, with what the Trust set."""
    name = settings.trust_name or site.own_name or site.trust_name
    return replace(
        site,
        trust_name=name,
        own_name=site.own_name or site.trust_name,
        colour=f"{settings.colour[1:]}-{settings.text_colour}" if settings.colour else "",
        logo=logo,
        hidden_languages=settings.hidden_languages,
    )
