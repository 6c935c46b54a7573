"""The routes of the web chat. Every form carries an id of its own, so that a double click is one message."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Header, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sse_starlette import EventSourceResponse

from bot import wording
from bot.conversation import Conversation
from bot.files import FileRefused
from bot.messages import Incoming
from bot.my_data import MyData, MyDataOf
from bot.web.arrivals import HEARTBEAT, Arrivals
from bot.web.embedding import script_response
from bot.web.media import media_response
from bot.web.sent import LookForm, Sent, uploaded
from bot.web.settings import ChatSettings
from bot.web.tickets import DataLinks, Tickets
from bot.web.view import Views
from bot.web.visit import Cookies, Visit
from consultations.errors import NotFound, TogetherError
from consultations.forms.languages import direction
from consultations.storage.database import Database
from consultations.storage.media import MediaFiles

STATIC = Path(__file__).parent.parent / "static"
OWN_SITE = ("same-origin", "none", "")
Render = Callable[..., str]


class WebChat:
    """Answers each of the chat's requests. `render(template, **values)` gives a page."""

    def __init__(
        self, conversation: Conversation, database: Database, settings: ChatSettings, render: Render
    ) -> None:
        self.conversation = conversation
        self.settings = settings
        self.database = database
        self.views = Views(conversation, database, settings.clock, settings.new_id)
        self.cookies = Cookies(settings.secret, secure=settings.secure)
        self.arrivals = Arrivals(database)
        self.tickets = Tickets(settings.secret, settings.new_id)
        self.data = MyDataOf(conversation, database)
        self.links = DataLinks(settings.secret, conversation.ring, settings.new_id)
        self._render = render

    def html(
        self, template: str, language: str, visit: Visit, status: int = 200, **values: object
    ) -> Response:
        page = self._render(
            template,
            say=_say(language),
            language=language,
            direction=direction(language),
            picture=lambda key: wording.picture(key, language),
            visit=visit,
            settings=self.settings,
            **values,
        )
        return HTMLResponse(page, status)

    def choose(self, visit: Visit, status: int = 200) -> Response:
        """Every open consultation, or that there is none."""
        found = self.views.open_consultations()
        return self.html(
            "chat_choose.html", wording.DEFAULT, visit, status, consultations=found, lost=status == 404
        )

    def page(self, code: str, visit: Visit, problem: str = "") -> Response:
        """The chat as it stands for this browser; a kind word where there is no such consultation."""
        try:
            view = self.views.view(code, visit, problem)
        except NotFound:
            return self.choose(visit, 404)
        return self.html("chat.html", view.language, visit, 422 if problem else 200, view=view)

    def take(self, code: str, visit: Visit, incoming: Callable[[str], Incoming]) -> Response:
        """One message from this browser, then the page again. `incoming` is given the person's token."""
        address = visit.address or self.settings.new_id()
        said = incoming(address)
        self.conversation.take(said)
        response = RedirectResponse(f"{visit.here(self.views.led_to(said) or code)}#now", status_code=303)
        if visit.address is None:
            self.cookies.remember(response, visit.setting, address)
        return response

    def take_file(self, code: str, visit: Visit, form_id: str, file: UploadFile) -> Response:
        """A picture, a sound or a file in answer to the question that asks for one."""
        if self.settings.files is None or visit.address is None:
            raise NotFound("no_files", "No files can be sent here.")
        view = self.views.view(code, visit)
        panel = view.panel
        if panel is None or panel.file is None:
            return RedirectResponse(visit.here(code), status_code=303)
        try:
            kept = self.settings.files.keep(file.file.read(), panel.file)
        except FileRefused as refusal:
            return self.page(code, visit, wording.say(refusal.code, view.language))
        except TogetherError as error:
            return self.page(code, visit, f"{error.message} {error.fix}".strip())
        said = f"{file.filename or ''}\n{self.settings.files.words(kept)}".strip()
        return self.take(code, visit, lambda address: uploaded(address, form_id, kept, said))

    def ticket(self, token: str, visit: Visit) -> Response:
        """What a link from another channel shows. Looking at it does not use it: previews look too."""
        ticket = self.tickets.read(token)
        return self.html("chat_ticket.html", wording.DEFAULT, visit, 200 if ticket else 404, ticket=ticket)

    def come_in(self, token: str, visit: Visit) -> Response:
        """Use such a link: once."""
        ticket, address = self.tickets.read(token), self.settings.new_id()
        if ticket is None or not self.conversation.come_in(ticket.id, address, ticket.age):
            return self.html("chat_ticket.html", wording.DEFAULT, visit, 404, ticket=None)
        incoming = Incoming("web", address, f"{address}:ticket", start=ticket.consultation)
        self.conversation.take(incoming)
        response = RedirectResponse(f"{visit.here(ticket.consultation)}#now", status_code=303)
        self.cookies.remember(response, visit.setting, address)
        return response

    def my_data(self, visit: Visit, form: Literal["json", "html"]) -> Response:
        """All that is kept of whoever uses this browser."""
        found = self.data.collect("web", visit.address, self.settings.clock()) if visit.address else None
        return self._data(found, visit, form)

    def _data(self, found: MyData | None, visit: Visit, form: Literal["json", "html"] = "html") -> Response:
        if found is None:
            return self.html("chat_my_data.html", wording.DEFAULT, visit, 404, mine=None, offered=False)
        if form == "json":
            headers = {"Content-Disposition": 'attachment; filename="my-data.json"'}
            return Response(found.to_json(), media_type="application/json", headers=headers)
        as_file = b64encode(found.to_json()).decode()
        return self.html(
            "chat_my_data.html", found.language, visit, mine=found, as_file=as_file, offered=False
        )

    def offer_data(self, token: str, visit: Visit) -> Response:
        """What a link to somebody's data shows. Looking at it does not use it: previews look too."""
        offered = self.links.read(token) is not None
        status = 200 if offered else 404
        return self.html("chat_my_data.html", wording.DEFAULT, visit, status, mine=None, offered=offered)

    def give_data(self, token: str, visit: Visit) -> Response:
        """Use such a link: once."""
        link = self.links.read(token)
        if link is None or not self.conversation.first_use(link.id):
            return self._data(None, visit)
        return self._data(self.data.collect(link.channel, link.address, self.settings.clock()), visit)

    def begin_kiosk(self, code: str, *, on: bool) -> Response:
        """Make this browser one that people share, or end that."""
        response = RedirectResponse(f"/chat/{code}", status_code=303)
        if on:
            self.cookies.forget(response, "kiosk")
        else:
            self.cookies.end_kiosk(response)
        return response

    def forget(self, code: str, visit: Visit) -> Response:
        """The page as somebody new sees it. Nothing that was said is lost."""
        response = RedirectResponse(visit.here(code), status_code=303)
        self.cookies.forget(response, visit.setting)
        return response

    def leave(self, visit: Visit, site: str) -> Response:
        """To the harmless page, with nothing left behind. A link on another site makes nobody forgotten."""
        response = RedirectResponse(self.settings.exit_url, status_code=303)
        if site in OWN_SITE:
            self.cookies.forget(response, visit.setting)
        return response

    async def listen(self, visit: Visit, after: int) -> Response:
        """The stream; 204, which tells a browser not to ask again, where there is nobody or no room."""
        person = await self.arrivals.person(visit.address) if visit.address else None
        if person is None or not self.arrivals.room_for(person):
            return Response(status_code=204)
        return EventSourceResponse(self.arrivals.listen(person, after), ping=HEARTBEAT)


def router(chat: WebChat) -> APIRouter:
    """The routes of the chat."""
    routes = APIRouter(prefix="/chat")
    _add_files(routes, chat)
    _add_entrances(routes, chat)
    _add_data(routes, chat)
    _add_pages(routes, chat)
    _add_ways_out(routes, chat)
    _add_look(routes, chat)
    return routes


def _add_entrances(routes: APIRouter, chat: WebChat) -> None:
    @routes.get("", response_class=HTMLResponse)
    def choose(request: Request) -> Response:
        """Every open consultation; straight to it where there is just one."""
        visit, found = chat.cookies.visit(request), chat.views.open_consultations()
        if len(found) == 1:
            return RedirectResponse(visit.here(found[0].code), status_code=303)
        return chat.choose(visit)

    @routes.get("/tell", response_class=HTMLResponse)
    def tell(request: Request) -> Response:
        """Where anybody can tell us something, whatever is open."""
        code, visit = chat.conversation.telling_code(), chat.cookies.visit(request)
        return RedirectResponse(visit.here(code), status_code=303) if code else chat.choose(visit, 404)

    @routes.get("/ticket/{token}", response_class=HTMLResponse)
    def ticket(token: str, request: Request) -> Response:
        """Where a link from another channel leads."""
        return chat.ticket(token, chat.cookies.visit(request))

    @routes.post("/ticket/{token}")
    def come_in(token: str, request: Request) -> Response:
        """Come in by that link, which lets nobody in again."""
        return chat.come_in(token, chat.cookies.visit(request))


def _add_data(routes: APIRouter, chat: WebChat) -> None:
    @routes.get("/my-data/{token}", response_class=HTMLResponse)
    def offer_data(token: str, request: Request) -> Response:
        """Where a link to somebody's own data leads."""
        return chat.offer_data(token, chat.cookies.visit(request))

    @routes.post("/my-data/{token}", response_class=HTMLResponse)
    def give_data(token: str, request: Request) -> Response:
        """Their data, by that link, which gives it to nobody again."""
        return chat.give_data(token, chat.cookies.visit(request))

    @routes.get("/{code}/my-data.html", response_class=HTMLResponse)
    def my_data_page(request: Request) -> Response:
        """All that is kept of whoever uses this browser, to read and to print."""
        return chat.my_data(chat.cookies.visit(request), "html")

    @routes.get("/{code}/my-data.json")
    def my_data_file(request: Request) -> Response:
        """The same as a file for programs."""
        return chat.my_data(chat.cookies.visit(request), "json")


def _add_pages(routes: APIRouter, chat: WebChat) -> None:
    @routes.get("/{code}", response_class=HTMLResponse)
    def page(code: str, request: Request, kiosk: bool | None = None) -> Response:
        """The chat as it stands for this browser. `?kiosk=1` makes it one that people share."""
        if kiosk is not None:
            return chat.begin_kiosk(code, on=kiosk)
        return chat.page(code, chat.cookies.visit(request))

    @routes.post("/{code}")
    def say(code: str, request: Request, sent: Annotated[Sent, Form()]) -> Response:
        """One message from this browser; then the page again."""
        return chat.take(code, chat.cookies.visit(request), lambda address: sent.incoming(code, address))

    @routes.post("/{code}/file")
    def send_file(
        code: str,
        request: Request,
        form_id: Annotated[str, Form(min_length=1, max_length=40)],
        file: UploadFile,
    ) -> Response:
        """A file from this browser; then the page again."""
        return chat.take_file(code, chat.cookies.visit(request), form_id, file)

    @routes.get("/{code}/arrivals")
    async def arrivals(
        request: Request,
        after: Annotated[int, Query(ge=0, lt=2**53)] = 0,
        last_event_id: Annotated[str, Header()] = "",
    ) -> Response:
        """A stream of the numbers of messages that come in while the page is open."""
        seen = int(last_event_id) if last_event_id.isdecimal() and len(last_event_id) < 16 else after
        return await chat.listen(chat.cookies.visit(request), seen)


def _add_ways_out(routes: APIRouter, chat: WebChat) -> None:
    @routes.post("/{code}/someone-else")
    def someone_else(code: str, request: Request) -> Response:
        """Forget this browser, so that the next person starts afresh. Nothing that was said is lost."""
        return chat.forget(code, chat.cookies.visit(request))

    @routes.get("/{code}/leave")
    def leave(request: Request) -> Response:
        """The quick exit: forget this browser, and go where nobody minds."""
        return chat.leave(chat.cookies.visit(request), request.headers.get("sec-fetch-site", ""))

    @routes.post("/{code}/leave")
    def leaving(request: Request) -> Response:
        """The same, told by the page while it goes there itself."""
        response = Response(status_code=204)
        chat.cookies.forget(response, chat.cookies.visit(request).setting)
        return response


def _add_look(routes: APIRouter, chat: WebChat) -> None:
    @routes.get("/{code}/look", response_class=HTMLResponse)
    def look(code: str, request: Request) -> Response:
        """How this page looks, to be chosen."""
        visit = chat.cookies.visit(request)
        view = chat.views.view(code, visit)
        return chat.html("chat_look.html", view.language, visit, view=view)

    @routes.post("/{code}/look")
    def choose_look(code: str, request: Request, chosen: Annotated[LookForm, Form()]) -> Response:
        """Keep it in the browser."""
        visit = chat.cookies.visit(request)
        response = RedirectResponse(visit.here(code), status_code=303)
        chat.cookies.remember_look(response, visit.setting, chosen.look())
        return response


def _add_files(routes: APIRouter, chat: WebChat) -> None:
    @routes.get("/embed.js")
    def embed(language: str = wording.DEFAULT) -> Response:
        """The script that shows the chat in another site's page."""
        settings = chat.settings
        return script_response(language, allowed=bool(settings.embed_origins), locations=settings.locations)

    @routes.get("/media/{questionnaire}/{name}")
    def media(questionnaire: str, name: str, range_: Annotated[str, Header(alias="Range")] = "") -> Response:
        """A picture or a sound of a questionnaire."""
        with chat.database.read() as connection:
            file = MediaFiles(connection).get(questionnaire, name)
        return media_response(file, range_)


def _say(language: str) -> Callable[..., str]:
    def say(key: str, **details: object) -> str:
        return wording.say(key, language, **details)

    return say
