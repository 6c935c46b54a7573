"""Changing themes by program, one change at a time, by the same rules as on the page."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from admin_api.access import Audience, audience
from admin_api.api_basics import LARGEST, Code, note
from admin_api.api_models import Given
from admin_api.api_themes import ThemeFileOut, theme_file_out
from admin_api.forms import Typed
from admin_api.pages_themes import themes_page
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.theme_changes import CHANGED, Change, begun, change_themes, undo_change
from analysis.theme_editing import Wording, added, merged, retired, reworded, split

ThemeCode = Annotated[str, Path(max_length=100, description="A theme's code.", examples=["street_lights"])]
ChangeNumber = Annotated[int, Path(ge=1, le=LARGEST, description="A change's number.", examples=[3])]
File = Annotated[
    str,
    Field(
        max_length=64,
        description="`file` of the themes that were read, empty where there are none.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    ),
]
Text = Annotated[Typed, Field(max_length=20_000)]


class ThemeIn(Given):
    file: File
    label: Text = Field(examples=["Street lights"])
    words: list[Text] = Field(max_length=500, examples=[["light*", "dark"]])
    description: Text = Field("", examples=["Streets without enough light."])
    outcomes: list[Annotated[str, Field(max_length=64)]] = Field([], max_length=200, examples=[["CE2"]])
    examples: list[Text] = Field([], max_length=100, examples=[["More lights please"]])

    @property
    def wording(self) -> Wording:
        words, examples = "\n".join(self.words), "\n".join(self.examples)
        return Wording(self.label, words, self.description, tuple(self.outcomes), examples)


class MergeIn(Given):
    file: File
    into: Annotated[str, Field(max_length=100)] = Field(examples=["transport"])


class FileIn(Given):
    file: File


class SeenFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    file: File


def add(routes: APIRouter, parts: Parts) -> None:
    desk = Desk(parts)
    add_themes(routes, desk)
    add_parting(routes, desk)


def add_themes(routes: APIRouter, desk: "Desk") -> None:
    @routes.post(
        "/consultations/{code}/theme-file/begin",
        tags=["review"],
        status_code=201,
        summary="Begin with a theme for each outcome, where there are none yet",
    )
    @audience(Audience.OFFICER, scope="manage")
    def begin_themes(request: Request, code: Code, given: FileIn) -> ThemeFileOut:
        return desk.begin(request, code, given.file)

    @routes.post(
        "/consultations/{code}/theme-file/themes", tags=["review"], status_code=201, summary="Add a theme"
    )
    @audience(Audience.OFFICER, scope="manage")
    def add_theme(request: Request, code: Code, given: ThemeIn) -> ThemeFileOut:
        return desk.change(request, code, given.file, lambda now, known: added(now, given.wording, known))

    @routes.put(
        "/consultations/{code}/theme-file/themes/{theme}",
        tags=["review"],
        summary="Give a theme another name, description, words, outcomes or examples",
    )
    @audience(Audience.OFFICER, scope="manage")
    def reword_theme(request: Request, code: Code, theme: ThemeCode, given: ThemeIn) -> ThemeFileOut:
        return desk.change(
            request, code, given.file, lambda now, known: reworded(now, theme, given.wording, known)
        )

    @routes.delete(
        "/consultations/{code}/theme-file/themes/{theme}",
        tags=["review"],
        summary="Retire a theme: its answers are “something else” unless another fits",
    )
    @audience(Audience.OFFICER, scope="manage")
    def retire_theme(
        request: Request, code: Code, theme: ThemeCode, seen: Annotated[SeenFile, Query()]
    ) -> ThemeFileOut:
        return desk.change(request, code, seen.file, lambda now, _: retired(now, theme))


def add_parting(routes: APIRouter, desk: "Desk") -> None:
    @routes.post(
        "/consultations/{code}/theme-file/themes/{theme}/merge",
        tags=["review"],
        summary="Merge a theme into another: what people coded goes with it",
    )
    @audience(Audience.OFFICER, scope="manage")
    def merge_theme(request: Request, code: Code, theme: ThemeCode, given: MergeIn) -> ThemeFileOut:
        return desk.change(request, code, given.file, lambda now, _: merged(now, theme, given.into))

    @routes.post(
        "/consultations/{code}/theme-file/themes/{theme}/split",
        tags=["review"],
        summary="Split a theme: a new one beside it with words that it then has no more",
    )
    @audience(Audience.OFFICER, scope="manage")
    def split_theme(request: Request, code: Code, theme: ThemeCode, given: ThemeIn) -> ThemeFileOut:
        return desk.change(
            request, code, given.file, lambda now, known: split(now, theme, given.wording, known)
        )

    @routes.post(
        "/consultations/{code}/theme-file/changes/{number}/undo",
        tags=["review"],
        summary="Take back the last change of the themes",
    )
    @audience(Audience.OFFICER, scope="manage")
    def undo_theme_change(request: Request, code: Code, number: ChangeNumber) -> ThemeFileOut:
        return desk.undo(request, code, number)


class Desk:
    """Makes one change and gives the themes as they are then."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def change(self, request: Request, code: str, seen: str, change: Change) -> ThemeFileOut:
        with self._parts.database.write() as connection:
            said = change_themes(connection, self._parts, me(request), code, seen, change)
            note(connection, self._parts, request, CHANGED, f"consultation:{code}", said)
            return theme_file_out(themes_page(connection, code, self._parts.rule))

    def begin(self, request: Request, code: str, seen: str) -> ThemeFileOut:
        with self._parts.database.read() as connection:
            change = begun(connection, code)
        return self.change(request, code, seen, change)

    def undo(self, request: Request, code: str, number: int) -> ThemeFileOut:
        with self._parts.database.write() as connection:
            said = undo_change(connection, self._parts, me(request), code, number)
            note(connection, self._parts, request, CHANGED, f"consultation:{code}", said)
            return theme_file_out(themes_page(connection, code, self._parts.rule))
