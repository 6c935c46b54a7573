"""The simulator's pages: an officer tries out any draft, in any language and channel, with time travel.

Nothing of a simulation is stored; what was done in it travels with the page. Only the draft itself is kept,
so that it can be tried again and launched as it was tried.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot import wording
from bot.choice_warnings import choice_warnings
from bot.conversation import Conversation
from bot.messages import Message
from bot.reminders import Reminding, Windows
from bot.simulation import MOVES, Edit, Later, Press, Say, Simulation, Stage, Start, simulate
from bot.telegram.layout import Layout, lay_out
from consultations.errors import Fault, FaultyInput, NotFound
from consultations.forms.xlsform import NOTHING_MORE, Allowed, read_form
from consultations.launching import Intent as Launched
from consultations.storage.consultations import Consultations, Revision
from consultations.storage.database import Database
from consultations.storage.drafts import Drafts

LARGEST_FILE = 900_000
"""Bytes of an uploaded questionnaire."""


class Tried(BaseModel):
    """One form of the simulator as the browser sends it: its settings, what was done, what is done now."""

    model_config = ConfigDict(extra="forbid")

    language: str = Field(default="", max_length=40)
    channel: Literal["web", "telegram"] = "web"
    remind_after: int = Field(default=48, ge=0, le=24 * 90)
    moves: str = Field(default="[]", max_length=400_000)
    say: str | None = Field(default=None, max_length=20_000)
    press: str | None = Field(default=None, max_length=300)
    picked: list[str] = Field(default_factory=list, max_length=500)
    hours: float | None = Field(default=None, gt=0, le=24 * 366)
    edit: int | None = Field(default=None, ge=0, le=1000)
    undo: bool = False
    again: bool = False

    def done(self) -> list[Say | Press | Edit | Later | Start]:
        """Everything that was done, with what is done now. A list that does not fit begins anew."""
        try:
            moves = MOVES.validate_json(self.moves)
        except ValidationError:
            return []
        if self.again:
            return []
        return moves[:-1] if self.undo else [*moves, *self._now()]

    def _now(self) -> Sequence[Say | Press | Edit | Later | Start]:
        if self.press:
            ticked = self.picked if self.press.endswith(".done") else []
            return [Press(press=" ".join([*ticked, self.press]))]
        if self.hours is not None:
            return [Later(hours=self.hours)]
        if self.say and self.edit is not None:
            return [Edit(edit=self.edit, to=self.say)]
        return [Say(say=self.say)] if self.say else []


class Origin(BaseModel):
    """Where an officer comes from, to go back there: the draft of a launch, and a question in it."""

    draft: int | None = Field(default=None, ge=1, le=2**31 - 1)
    question: str = Field(default="", max_length=200)

    @property
    def query(self) -> str:
        """The same for the addresses of forms."""
        return f"?{urlencode(self.model_dump(exclude_defaults=True))}" if self.draft else ""

    @property
    def back(self) -> str:
        """The editor that they came from, "" for somebody who uploaded a file."""
        if self.draft is None:
            return ""
        part = f"questions/{quote(self.question, safe='')}" if self.question else "questionnaire"
        return f"/staff/launch/{self.draft}/{part}"


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows."""

    version: str
    title: str
    languages: Sequence[tuple[str, str]]
    tried: Tried
    moves: str
    played: Simulation
    outcomes: dict[str, str]
    zone: tzinfo
    layouts: dict[int, Layout]

    def layout(self, message: Message) -> Layout:
        return self.layouts[id(message)]


class Simulator:
    """Finds the draft and plays what was done.

    `windows` are the hours of reminders, `allowed` what may be asked for beyond words.
    """

    def __init__(
        self,
        conversation: Conversation,
        database: Database,
        clock: Callable[[], datetime],
        windows: Windows,
        allowed: Allowed = NOTHING_MORE,
    ) -> None:
        self.conversation = conversation
        self.database = database
        self.clock = clock
        self.windows = windows
        self.allowed = allowed

    def keep(self, content: bytes, name: str) -> tuple[str, Sequence[Fault]]:
        """Keep a draft; gives its version and what its author should look at. Raises FaultyInput."""
        read = read_form(content, name, allowed=self.allowed)
        with self.database.write() as connection:
            revision = Revision(read.questionnaire, source_name=name, source=content)
            version = Consultations(connection).keep_version(revision, self.clock())
        return version, read.findings_with(choice_warnings(read.questionnaire))

    def launched(self, origin: Origin) -> Launched:
        """What has been said and chosen about the draft. Raises NotFound for one that is gone."""
        if origin.draft is None:
            return Launched()
        with self.database.read() as connection:
            return Drafts(connection).get(origin.draft).intent

    def show(self, version: str, tried: Tried, origin: Origin) -> Shown:
        """Play the simulation. Raises NotFound for an unknown version."""
        said = self.launched(origin)
        live = self.conversation.live(version)
        questionnaire = live.form.questionnaire
        offered = said.spoken(questionnaire.languages)
        around = self.conversation.surroundings(self.clock())
        after = timedelta(hours=tried.remind_after) if tried.remind_after else None
        stage = Stage(
            live.form,
            questionnaire.title,
            around,
            Reminding(after, self.windows, around.zone),
            tried.language if tried.language in offered else "",
            tried.channel,
            launched=said,
        )
        moves = tried.done()
        played = simulate(stage, moves)
        messages = [message for scene in played.scenes for message in scene.messages]
        return Shown(
            version=version,
            title=questionnaire.title,
            languages=[(code, wording.language_name(code)) for code in offered],
            tried=tried,
            moves=MOVES.dump_json(moves).decode(),
            played=played,
            outcomes=dict(live.outcomes),
            zone=around.zone,
            layouts={id(message): lay_out(message) for message in messages},
        )


def router(simulator: Simulator, render: Callable[..., str]) -> APIRouter:
    """The routes of the simulator, for officers. `render(template, **values)` gives a page."""
    routes = APIRouter(prefix="/staff/simulator")

    def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
        return HTMLResponse(render(template, me=request.state.staff, **values), status_code=status)

    @routes.get("")
    def choose(request: Request) -> Response:
        """The form to upload a draft."""
        return page(request, "simulator_choose.html", faults=(), name="")

    @routes.post("")
    def upload(request: Request, draft: Annotated[UploadFile, File()]) -> Response:
        """A draft to try out: straight to it, or everything that keeps it from being tried."""
        name = (draft.filename or "questionnaire")[:200]
        try:
            version, findings = simulator.keep(draft.file.read(LARGEST_FILE + 1)[:LARGEST_FILE], name)
        except FaultyInput as problem:
            return page(request, "simulator_choose.html", 400, faults=problem.faults, name=name)
        if findings:
            return page(request, "simulator_choose.html", faults=findings, name=name, version=version)
        return RedirectResponse(f"/staff/simulator/{version}", status_code=303)

    def played(request: Request, version: str, tried: Tried, origin: Origin) -> Response:
        shown = simulator.show(_checked(version), tried, origin)
        return page(request, "simulator.html", shown=shown, origin=origin)

    @routes.get("/{version}")
    def begin(request: Request, version: str, origin: Annotated[Origin, Query()]) -> Response:
        return played(request, version, Tried(), origin)

    @routes.post("/{version}")
    def go_on(
        request: Request, version: str, origin: Annotated[Origin, Query()], tried: Annotated[Tried, Form()]
    ) -> Response:
        """The same page after one more step."""
        return played(request, version, tried, origin)

    return routes


def _checked(version: str) -> str:
    if len(version) != 64 or not version.isalnum():
        raise NotFound("no_draft", "There is no such draft.", "Upload it again.")
    return version
