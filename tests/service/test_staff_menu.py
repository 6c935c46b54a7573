"""Staff find every page that is theirs, and the way out, from every page: errors and the board's too."""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from admin_api.access import STAFF, Audience, Visitor, declared
from admin_api.navigation import MENU, menu
from consultations.storage.database import Database
from tests.builders import KEYS
from tests.heard import safe_streets
from tests.staff_site import StaffSite, sign_in

LED_TO_BY_OTHERS = {
    "/staff/account",  # the name beside “Sign out”
    "/staff/account/keys",
    "/staff/account/password",
    "/staff/audiences/new",
    "/staff/behind",  # every number of the board
    "/staff/deliveries",
    "/staff/settings/help-lines",
    "/staff/settings/lists",
    "/staff/settings/logo",
    "/staff/settings/telegram",
}
OWN = "https://together.example"
SIGN_OUT = 'action="/sign-out"'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaffSite]:
    """With somebody for each role."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('menu') / 'together.db'}", KEYS)
    database.upgrade()
    safe_streets(database)
    site = StaffSite(database)
    for role in STAFF:
        site.hire(name_of(role), role.value)
    yield site
    database.close()


def name_of(role: str) -> str:
    return f"{role}@trust.example"


def signed_in(site: StaffSite, role: str) -> TestClient:
    browser = site.browser()
    sign_in(browser, name_of(role))
    return browser


def pages(site: StaffSite, role: Audience) -> set[str]:
    """The addresses of staff's pages that hold no number or name, and that `role` may open."""
    visitor = Visitor(frozenset([role]))
    return {
        route.path
        for route in iter_route_contexts(site.app.routes)
        if route.path.startswith("/staff") and "{" not in route.path and "GET" in (route.methods or ())
        if any(visitor.belongs_to(wanted) for wanted in declared(route.endpoint))
    }


@pytest.mark.parametrize("role", sorted(STAFF))
def test_the_menu_holds_every_page_of_a_role_and_no_other(site: StaffSite, role: Audience) -> None:
    offered = {link.path for link in menu(Visitor(frozenset([role])), "/staff").links}
    assert offered - {"/board"} == pages(site, role) - LED_TO_BY_OTHERS


@pytest.mark.parametrize("role", sorted(STAFF))
def test_whoever_signs_in_lands_on_their_work_and_every_link_opens(site: StaffSite, role: Audience) -> None:
    browser = signed_in(site, role)
    landed = browser.get("/sign-in").headers["location"]
    links = set(re.findall(r'href="(/staff[^"]*|/board)"', browser.get(landed).text))
    assert links >= {link.path for link in menu(Visitor(frozenset([role])), landed).links}
    for path in links - {"/staff/account"}:
        page = browser.get(path)
        assert page.status_code == 200, path
        assert SIGN_OUT in page.text, path
        assert 'aria-current="page"' in page.text or path not in known(), path


def known() -> set[str]:
    return {page.path for _, group in MENU for page in group}


@pytest.mark.parametrize("path", ["/board", "/board/labels", "/board/paper"])
def test_a_board_page_says_who_is_signed_in_and_lets_them_out(site: StaffSite, path: str) -> None:
    member = signed_in(site, "board")
    shown = member.get(path).text
    assert "Signed in as" in shown
    assert name_of("board") in shown
    assert SIGN_OUT in shown
    member.post("/sign-out")
    after = member.get(path).text
    assert "Signed in as" not in after
    assert SIGN_OUT not in after


def test_whoever_must_choose_a_password_first_is_offered_no_menu(site: StaffSite) -> None:
    site.hire("newcomer@trust.example", must_change=True)
    newcomer = site.browser()
    sign_in(newcomer, "newcomer@trust.example")
    assert "Staff pages" in signed_in(site, "officer").get("/staff/nothing").text
    assert "Staff pages" not in newcomer.get("/staff/nothing").text


@pytest.mark.parametrize(
    ("path", "status"), [("/staff/nothing", 404), ("/staff/asks/99", 404), ("/staff/accounts", 403)]
)
def test_an_error_keeps_the_menu_and_leads_on(site: StaffSite, path: str, status: int) -> None:
    page = signed_in(site, "officer").get(path, headers={"referer": f"{OWN}/staff/plans?note=saved"})
    assert page.status_code == status
    assert SIGN_OUT in page.text
    assert '<a class="govuk-link" href="/staff/plans?note=saved">Go back to the page before</a>' in page.text
    assert '<a class="govuk-link" href="/staff">Go to your first page</a>' in page.text
    assert 'href="/">Go to the first page' not in page.text


@pytest.mark.parametrize(
    "referer",
    ["https://elsewhere.example/staff", f"{OWN}//elsewhere.example", f"{OWN}/staff/nothing", "http://[", ""],
)
def test_an_error_leads_back_to_no_other_site_and_not_to_itself(site: StaffSite, referer: str) -> None:
    page = signed_in(site, "officer").get("/staff/nothing", headers={"referer": referer})
    assert "Go back to the page before" not in page.text
    assert "elsewhere" not in page.text


def test_an_error_shows_visitors_no_menu(site: StaffSite) -> None:
    page = site.browser().get("/nothing")
    assert page.status_code == 404
    assert "Staff pages" not in page.text
    assert 'href="/">Go to the first page' in page.text
