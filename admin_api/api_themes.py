"""The theme file of a consultation by program: what belongs to each theme, how they are found, who signed."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_basics import Code, note
from admin_api.api_models import Given, Made
from admin_api.pages_themes import ThemesPage, themes_page
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from analysis.taxonomy import Theme
from consultations.storage.consultations import Consultations
from consultations.storage.theme_standings import ThemeStandings


class ThemeDefined(Made):
    """A theme as its file has it; `gathers` is "" or what it gathers (praise, complaint)."""

    code: str = Field(examples=["street_lights"])
    label: str = Field(examples=["Street lights"])
    description: str = Field(examples=["Streets without enough light."])
    outcomes: list[str] = Field(examples=[["CE2"]])
    words: list[str] = Field(examples=[["light*", "dark"]])
    examples: list[str] = Field(examples=[["More lights please"]])
    gathers: str = Field(examples=[""])


class ThemeChangeOut(Made):
    """`said`: what was done, in codes of themes. Only the newest that stands can be taken back."""

    number: int = Field(examples=[3])
    said: str = Field(examples=["merge buses > transport"])
    by: str = Field(examples=["officer@trust.example"])
    at: datetime
    undone_by: str | None


class ThemeFileOut(Made):
    """`file` stands for every letter of the theme file, "" where there is none: who signs sends it back."""

    consultation: str = Field(examples=["feeling-safe"])
    file: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    version: str = Field(examples=["1"])
    how: str = Field(description="How themes are found, in a sentence.")
    f1: float | None = Field(description="How often suggested themes are right; null where words find them.")
    low: float | None
    high: float | None
    signed_off_by: str | None = Field(description="The role of who signed the present file.")
    signed_off: datetime | None
    themes: list[ThemeDefined]
    changes: list[ThemeChangeOut] = Field(description="What people changed, the newest first.")


class SignThemes(Given):
    file: Annotated[str, Field(max_length=64)] = Field(
        description="`file` of the themes that were read.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/consultations/{code}/theme-file",
        tags=["review"],
        summary="The themes that answers are sorted by, and how far they can be trusted",
    )
    @audience(Audience.OFFICER, scope="asks")
    def theme_file(code: Code) -> ThemeFileOut:
        with parts.database.read() as connection:
            return theme_file_out(themes_page(connection, code, parts.rule))

    @routes.post(
        "/consultations/{code}/theme-file/signature",
        tags=["review"],
        summary="Sign off the theme file that was read; for leads",
    )
    @audience(Audience.LEAD, scope="manage")
    def sign_themes(request: Request, code: Code, signed: SignThemes) -> ThemeFileOut:
        with parts.database.write() as connection:
            found = Consultations(connection).get(code)
            name, now = me(request).name, parts.clock()
            ThemeStandings(connection).sign(found, signed.file, Audience.LEAD.value, name, now)
            note(connection, parts, request, "themes.signed", f"consultation:{code}", signed.file[:12])
            return theme_file_out(themes_page(connection, code, parts.rule))


def theme_file_out(page: ThemesPage) -> ThemeFileOut:
    learned = page.standing.learned if page.standing else None
    signed = page.standing.sign_off if page.standing else None
    return ThemeFileOut(
        consultation=page.consultation.code,
        file=page.file,
        version=page.taxonomy.version,
        how=page.how,
        f1=round(learned.f1, 2) if learned else None,
        low=round(learned.low, 2) if learned else None,
        high=round(learned.high, 2) if learned else None,
        signed_off_by=signed.role if signed else None,
        signed_off=signed.signed_at if signed else None,
        themes=[theme_defined(one) for one in page.taxonomy.themes],
        changes=[
            ThemeChangeOut(number=one.id, said=one.said, by=one.by, at=one.at, undone_by=one.undone_by)
            for one in page.changes
        ],
    )


def theme_defined(one: Theme) -> ThemeDefined:
    return ThemeDefined(
        code=one.code,
        label=one.label,
        description=one.description,
        outcomes=list(one.outcomes),
        words=list(one.words),
        examples=list(one.examples),
        gathers=one.gathers,
    )
