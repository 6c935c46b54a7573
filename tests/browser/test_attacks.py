"""Nothing that a child or a member of staff writes ever runs, of hundreds of texts that would."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from admin_api.web_security import SecurityHeaders
from tests.attacks import MOST, attacks
from tests.browser.attacked import PEOPLE, Attacked, Watch, bundles, watching

USUAL = 200
COUNT = min(MOST, int(os.environ.get("TOGETHER_EXAMPLES", str(USUAL))))
SENT = attacks(COUNT)
FEW = SENT[: 6 * PEOPLE]
SOME = SENT if COUNT > USUAL else SENT[::12]
"""Where each takes a page of its own, those that there is time for."""
IN_A_PAGE = 40
IN_FRAMES = COUNT if COUNT > USUAL else 80
FILES = (
    "/api/v1/plans",
    "/api/v1/consultations",
    "/api/v1/asks",
    "/api/v1/board/cheshire",
    "/api/v1/board/cheshire.csv",
    "/api/v1/board/cheshire.xlsx",
)
NO_PAGES = {
    "application/json",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CARELESS = """<!doctype html><meta name="shown"><title>{0}</title><p title="{0}" class='{0}'>{0}
<textarea>{0}</textarea><script>const words = "{0}"</script><!-- {0} --><a href="{0}">link</a>"""
LOADED = """() => [...document.querySelectorAll('iframe')]
    .filter(one => one.contentDocument?.querySelector('meta[name=shown]')).length"""


def careless(**more: object) -> Starlette:
    """A site that shows each text without minding what it is, many in frames of one page."""

    def page(request: Request) -> HTMLResponse:
        return HTMLResponse(CARELESS.format(SENT[request.path_params["place"]].text))

    def many(request: Request) -> HTMLResponse:
        first = request.path_params["first"]
        shown = range(first, min(IN_FRAMES, first + IN_A_PAGE))
        return HTMLResponse("".join(f"<iframe src=/chat/{place}></iframe>" for place in shown))

    return Starlette(routes=[Route("/chat/{place:int}", page), Route("/from/{first:int}", many)], **more)


def numbers_run(browser: Browser, address: str) -> set[object]:
    with watching(browser, bypass=False) as watch:
        for first in range(0, IN_FRAMES, IN_A_PAGE):
            watch.page.goto(f"{address}/from/{first}")
            # One or two of them lead their frame away.
            assert watch.page.evaluate(LOADED) >= min(IN_A_PAGE, IN_FRAMES - first) - 2
            watch.page.wait_for_timeout(50)
        return set(watch.ran)


def test_many_of_them_run_where_a_page_is_careless(browser: Browser, serve: Callable[..., str]) -> None:
    """So the tests below look at something. (Others are for parsers and templates that a browser is not.)"""
    ran = numbers_run(browser, serve(careless()))
    assert len(ran) > IN_FRAMES / 3
    assert ran <= {one.number for one in SENT}


def test_our_headers_alone_stop_all_of_them(browser: Browser, serve: Callable[..., str]) -> None:
    guard = Middleware(SecurityHeaders, framed_by=["'self'"])
    assert numbers_run(browser, serve(careless(middleware=[guard]))) == set()


@pytest.fixture
def attacked(tmp_path: Path) -> Iterator[Attacked]:
    site = Attacked(SENT, tmp_path)
    yield site
    site.close()


@pytest.fixture
def watch(browser: Browser, serve: object) -> Iterator[Watch]:
    """A browser that minds no policy: nothing but escaping keeps a text from running."""
    with watching(browser, bypass=True) as watch:
        yield watch
        assert watch.ran == []
        assert watch.foreign == []


def test_what_children_write_is_text_to_them(
    attacked: Attacked, watch: Watch, serve: Callable[..., str]
) -> None:
    """Questions, choices, answers and what is kept of them, on the pages of the chat."""
    address = serve(attacked.app)
    attacked.consult(SENT)
    for child in attacked.children(SENT):
        watch.becomes(address, child)
        watch.look(f"{address}/chat/safe")
        watch.look(f"{address}/chat/safe/my-data.html")
    assert watch.missing(SENT) == []


def test_what_children_write_is_text_to_staff(
    attacked: Attacked, watch: Watch, serve: Callable[..., str]
) -> None:
    address = serve(attacked.app)
    attacked.consult(FEW)
    attacked.children(FEW)
    texts = list(bundles(SENT))
    for text in texts:
        attacked.tells(text)
        attacked.discloses(text)
    watch.becomes(address, attacked.staff)
    for path in ("/staff/consultations/safe", "/staff/reading", "/board", "/board/outcomes/CE2"):
        watch.look(f"{address}{path}")
    for queue in ("/staff/feedback", "/staff/concerns"):
        watch.texts.clear()
        watch.look(f"{address}{queue}")
        for number in range(1, len(texts) + 1):
            watch.look(f"{address}{queue}/{number}")
        assert watch.missing(SENT) == [], queue


def test_what_staff_write_is_text_to_everybody(
    attacked: Attacked, watch: Watch, serve: Callable[..., str]
) -> None:
    address = serve(attacked.app)
    attacked.consult(FEW)
    attacked.children(FEW)
    asks = attacked.makes_asks(len(FEW) // PEOPLE)
    texts = list(bundles(SENT))
    attacked.writes(texts)
    short = [one for one in SENT if len(one.text) < 100 and one.text.isprintable()]
    services = attacked.opens_services(short[:10])
    attacked.adds_accounts(short[:6])
    watch.becomes(address, attacked.staff)
    pages = [
        "/",
        "/api/v1/asks",
        "/board",
        "/staff",
        "/staff/accounts",
        "/staff/audit",
        "/staff/broadcasts",
        "/staff/deliveries",
        "/staff/services",
        "/chat",
        *services,
        *(f"/staff/asks/{ask}" for ask in asks),
        *(f"/staff/broadcasts/{number}" for number in range(1, len(texts) + 1)),
    ]
    for path in pages:
        watch.look(f"{address}{path}")
    assert watch.missing(SENT) == []


REFLECTING = (
    "/board/outcomes/{}",
    "/chat/{}",
    "/chat/media/{}/{}",
    "/chat/ticket/{}",
    "/api/v1/plans/{}",
    "/api/v1/consultations?state={}",
    "/sign-in?next={}",
    "/staff/asks/{}",
    "/staff/audit?actor={}",
    "/staff/consultations/safe?note={}",
    "/staff/consultations/safe/new-ask?question={}&theme={}",
    "/staff/audiences/new?consultation={}",
    "/{}",
)
"""Addresses of which a part may come back in the page, most often in the words of an error."""


def test_what_stands_in_an_address_does_not_run(
    attacked: Attacked, watch: Watch, serve: Callable[..., str]
) -> None:
    address = serve(attacked.app)
    attacked.consult(FEW)
    watch.becomes(address, attacked.staff)
    for place, one in enumerate(SOME):
        path = REFLECTING[place % len(REFLECTING)]
        watch.look(address + path.replace("{}", quote(one.text[:60], safe="")))
    assert len(watch.texts) == len(SOME)


def test_files_and_answers_for_programs_are_never_pages(attacked: Attacked) -> None:
    """A browser that is led to one of them keeps it or shows it as text, whatever stands in it."""
    attacked.consult(FEW)
    attacked.children(FEW)
    child = attacked.child(FEW[:6])
    answers = [attacked.staff.get(path) for path in FILES] + [child.get("/chat/safe/my-data.json")]
    for answer in answers:
        assert answer.status_code == 200, answer.url
        assert answer.headers["content-type"].partition(";")[0] in NO_PAGES, answer.url
        assert answer.headers["x-content-type-options"] == "nosniff", answer.url
        named = answer.headers.get("content-disposition", "attachment")
        assert named.startswith("attachment"), answer.url
