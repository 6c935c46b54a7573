"""Administrators look after accounts, everybody after their own; the audit log tells of both."""

import re

import pytest

from consultations.storage.accounts import Accounts
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from tests.authenticator import set_up
from tests.builders import KEYS
from tests.staff_site import PASSWORD, StaffSite, sign_in

ADMIN = "admin@trust.example"
NAME = "officer@trust.example"
SHOWN = re.compile(r"<code>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</code>")


@pytest.fixture
def database(sqlite_url: str):
    opened = Database(sqlite_url, KEYS)
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def site(database: Database) -> StaffSite:
    return StaffSite(database)


@pytest.fixture
def admin(site: StaffSite):
    return site.signed_in(ADMIN, "admin")


def may_enter(browser) -> bool:
    return browser.get("/staff").status_code == 200


def logged(site: StaffSite) -> list[tuple[str, str, str, str]]:
    with site.database.read() as connection:
        found = [(one.actor, one.action, one.target, one.details) for one in AuditLog(connection).all()]
    return [one for one in found if one[1].startswith("account.")]


def test_an_administrator_comes_to_the_accounts_and_sees_no_answers(admin) -> None:
    assert admin.get(admin.get("/sign-in").headers["location"]).status_code == 200
    page = admin.get("/staff/accounts").text
    assert ADMIN in page
    assert admin.get("/staff").status_code == 403
    assert 'href="/staff"' not in page


def test_a_colleague_is_added_and_signs_in_with_what_was_shown_once(site: StaffSite, admin) -> None:
    made = admin.post("/staff/accounts", data={"name": "Officer@Trust.example", "roles": ["officer", "DSL"]})
    password = SHOWN.search(made.text)[1]
    browser = site.browser()
    sign_in(browser, NAME, password)
    assert browser.get("/sign-in").headers["location"].startswith("/new-password")
    assert SHOWN.search(admin.get("/staff/accounts/2").text) is None
    assert logged(site) == [(ADMIN, "account.added", "account:2", "DSL officer")]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "x"}, "at least one role"),
        ({"name": "", "roles": "officer"}, "cannot be the name"),
        ({"name": ADMIN, "roles": "officer"}, "Choose another name"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(admin, sent, said: str) -> None:
    answer = admin.post("/staff/accounts", data=sent)
    assert answer.status_code == 422
    assert said in answer.text


def test_nobody_gets_a_role_that_does_not_exist(site: StaffSite, admin) -> None:
    answer = admin.post("/staff/accounts", data={"name": "x", "roles": ["public", "god"]})
    assert answer.status_code == 422
    more = admin.post("/staff/accounts", data={"name": "x", "roles": "officer", "disabled": "false"})
    assert more.status_code == 422
    assert logged(site) == []


def test_a_change_of_roles_signs_out_everywhere_and_counts_at_once(site: StaffSite, admin) -> None:
    officer = site.signed_in(NAME)
    changed = admin.post("/staff/accounts/2/roles", data={"roles": "board"})
    assert changed.headers["location"] == "/staff/accounts/2?note=roles"
    assert officer.get("/staff").status_code == 303, "the session from before is over"
    sign_in(officer, NAME)
    assert officer.get("/staff").status_code == 403
    assert officer.get("/board").status_code in (200, 404)
    assert logged(site) == [(ADMIN, "account.roles_changed", "account:2", "board")]


def test_somebody_is_disabled_and_let_in_again(site: StaffSite, admin) -> None:
    officer = site.signed_in(NAME)
    admin.post("/staff/accounts/2/disable")
    assert not may_enter(officer)
    assert sign_in(site.browser(), NAME).status_code == 422
    assert "Disabled" in admin.get("/staff/accounts/2").text
    admin.post("/staff/accounts/2/enable")
    assert sign_in(site.browser(), NAME).status_code == 303
    assert [one[1] for one in logged(site)] == ["account.disabled", "account.enabled"]


def test_a_forgotten_password_is_replaced(site: StaffSite, admin) -> None:
    officer = site.signed_in(NAME)
    answer = admin.post("/staff/accounts/2/password")
    assert not may_enter(officer)
    assert sign_in(site.browser(), NAME).status_code == 422
    assert sign_in(site.browser(), NAME, SHOWN.search(answer.text)[1]).status_code == 303
    assert logged(site) == [(ADMIN, "account.password_reset", "account:2", "")]


def test_a_lost_phone_is_forgotten(site: StaffSite, admin) -> None:
    officer = site.signed_in(NAME)
    set_up(officer, site.clock)
    assert sign_in(site.browser(), NAME).status_code == 422
    admin.post("/staff/accounts/2/reset-factor")
    assert not may_enter(officer)
    assert sign_in(site.browser(), NAME).status_code == 303
    assert logged(site) == [(ADMIN, "account.factor_reset", "account:2", "")]


@pytest.mark.parametrize("what", ["disable", "roles", "password", "reset-factor", "enable"])
def test_nobody_changes_their_own_account_here(site: StaffSite, admin, what: str) -> None:
    answer = admin.post(f"/staff/accounts/1/{what}", data={"roles": "officer"} if what == "roles" else {})
    assert answer.status_code == 409
    assert admin.get("/staff/accounts").status_code == 200
    assert logged(site) == []


def test_ones_own_account_shows_where_one_is_signed_in_and_signs_out_everywhere(site: StaffSite) -> None:
    first, second = site.signed_in(NAME), site.browser()
    sign_in(second, NAME)
    page = first.get("/staff/account").text
    assert page.count("Another browser") == 1
    assert page.count("This browser") == 1
    assert first.post("/staff/account/sign-out-everywhere").headers["location"] == "/sign-in"
    assert not may_enter(first)
    assert not may_enter(second)


def test_a_session_that_is_over_is_not_listed(site: StaffSite) -> None:
    site.signed_in(NAME)
    site.clock.tick(minutes=31)
    browser = site.browser()
    sign_in(browser, NAME)
    assert "Another browser" not in browser.get("/staff/account").text


def test_ones_own_password_is_changed_with_the_present_one(site: StaffSite) -> None:
    browser, other = site.signed_in(NAME), site.browser()
    sign_in(other, NAME)
    path = "/staff/account/password"
    assert browser.post(path, data={"current": "x", "password": "velvet tractor moon"}).status_code == 422
    short = browser.post(path, data={"current": PASSWORD, "password": "short"})
    assert "at least 12" in short.text
    before = dict(browser.cookies)
    done = browser.post(path, data={"current": PASSWORD, "password": "velvet tractor moon"})
    assert done.headers["location"] == "/staff/account?note=password"
    assert may_enter(browser)
    assert not may_enter(other)
    thief = site.browser()
    thief.cookies.update(before)
    assert not may_enter(thief)
    assert sign_in(site.browser(), NAME, "velvet tractor moon").status_code == 303


def test_guessing_the_present_password_is_slowed_like_signing_in(site: StaffSite) -> None:
    browser = site.signed_in(NAME)
    sent = {"current": "a guess at it", "password": "velvet tractor moon"}
    answers = [browser.post("/staff/account/password", data=sent).text for _ in range(6)]
    assert "too many tries" in answers[-1]
    assert sign_in(site.browser(), NAME).status_code == 429


def test_the_log_is_shown_newest_first_by_who_and_what(site: StaffSite, admin) -> None:
    admin.post("/staff/accounts", data={"name": NAME, "roles": "officer"})
    page = admin.get("/staff/audit").text
    assert page.rindex("account.added") < page.rindex("staff.signed_in")
    assert "account.added" not in admin.get("/staff/audit?action=staff").text
    assert "Nothing like that" in admin.get("/staff/audit?actor=nobody").text
    assert "Nothing like that" in admin.get("/staff/audit?action=%25").text


def test_a_long_log_is_read_page_by_page(site: StaffSite, admin) -> None:
    with site.database.write() as connection:
        for _ in range(60):
            AuditLog(connection).note("timer", "nothing.done", "nothing", site.clock())
    first = admin.get("/staff/audit?actor=timer").text
    older = re.search(r'href="(/staff/audit\?[^"]+)"', first)[1].replace("&amp;", "&")
    assert admin.get(older).text.count("nothing.done") == 10


def test_what_stands_in_the_log_is_shown_as_text(site: StaffSite, admin) -> None:
    with site.database.write() as connection:
        AuditLog(connection).note("<script>", "x.y", "<b>", site.clock(), "<img src=x>")
    page = admin.get("/staff/audit").text
    assert "<script>x" not in page
    assert "&lt;img src=x&gt;" in page


def test_an_unknown_role_in_the_database_opens_nothing(site: StaffSite) -> None:
    browser = site.signed_in(NAME)
    with site.database.write() as connection:
        accounts = Accounts(connection)
        account = accounts.get(NAME)
        accounts.set_roles(account.id, ["wizard"])
    sign_in(browser, NAME)
    assert browser.get("/sign-in").status_code == 303
    assert browser.get("/staff").status_code == 303
