"""The second factor of staff, from the first sign-in to the lost phone."""

import pytest
from sqlalchemy import select

from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from consultations.storage.factor_tables import staff_factor, staff_recovery_code
from tests.authenticator import RECOVERY, App, set_up
from tests.staff_site import PASSWORD, StaffSite, sign_in

NAME = "officer@trust.example"


@pytest.fixture
def site(database: Database) -> StaffSite:
    return StaffSite(database, second_factor=True)


def may_enter(browser) -> bool:
    return browser.get("/staff").status_code == 200


def follow(browser, response):
    while response.is_redirect:
        response = browser.get(response.headers["location"])
    return response


@pytest.fixture
def officer(site: StaffSite):
    """The browser and the app of an officer who has just set up a factor, and the recovery codes."""
    browser = site.signed_in(NAME)
    app, page = set_up(browser, site.clock)
    site.clock.tick(minutes=1)
    return browser, app, RECOVERY.findall(page.text)


def test_where_it_is_required_nothing_opens_before_it_is_set_up(site: StaffSite) -> None:
    site.hire(NAME)
    browser = site.browser()
    page = follow(browser, sign_in(browser, NAME, next="/staff?state=open"))
    assert "Set up your second factor" in page.text
    assert not may_enter(browser)
    app = App(page.text)
    wrong = browser.post("/second-factor", data={"sealed": app.sealed, "code": "000000"})
    assert wrong.status_code == 422
    assert App(wrong.text).secret == app.secret, "the app need not be set up a second time"
    assert not may_enter(browser)
    before = dict(browser.cookies)
    done = browser.post("/second-factor", data={"sealed": app.sealed, "code": app.shows(site.clock())})
    assert len(RECOVERY.findall(done.text)) == 10
    assert may_enter(browser)
    stale = site.browser()
    stale.cookies.update(before)
    assert not may_enter(stale), "the session from before the factor is over"


def test_after_a_one_time_password_comes_the_factor(site: StaffSite) -> None:
    site.hire(NAME, must_change=True)
    browser = site.browser()
    sign_in(browser, NAME)
    assert browser.get("/second-factor").headers["location"].startswith("/new-password")
    chosen = browser.post("/new-password", data={"password": "velvet tractor moon", "next": "/staff"})
    assert "Set up your second factor" in follow(browser, chosen).text


def test_where_it_is_optional_people_work_without_and_those_who_have_one_need_it(database: Database) -> None:
    site = StaffSite(database)
    browser = site.signed_in(NAME)
    assert may_enter(browser)
    app, _ = set_up(browser, site.clock)
    assert sign_in(site.browser(), NAME).status_code == 422
    site.clock.tick(minutes=1)
    assert sign_in(site.browser(), NAME, code=app.shows(site.clock())).status_code == 303


def test_the_code_is_needed_and_opens_once(site: StaffSite, officer) -> None:
    _, app, _ = officer
    code = app.shows(site.clock())
    assert sign_in(site.browser(), NAME).status_code == 422
    assert sign_in(site.browser(), NAME, code=code).status_code == 303
    assert sign_in(site.browser(), NAME, code=code).status_code == 422, "somebody looked over the shoulder"


def test_nobody_learns_whether_the_password_or_the_code_was_wrong(site: StaffSite, officer) -> None:
    _, app, _ = officer
    wrong_password = sign_in(site.browser(), NAME, "a guess at it", code=app.shows(site.clock()))
    wrong_code = sign_in(site.browser(), NAME, code="000000")
    no_code = sign_in(site.browser(), NAME)
    assert wrong_password.text == wrong_code.text == no_code.text
    assert sign_in(site.browser(), NAME, code=app.shows(site.clock())).status_code == 303


def test_guessing_codes_is_slowed_in_the_database(site: StaffSite, officer) -> None:
    _, app, _ = officer
    for guess in range(5):
        assert sign_in(site.browser(), NAME, code=f"{guess:06}").status_code == 422
    another_process = StaffSite(site.database, second_factor=True, clock=site.clock)
    assert sign_in(another_process.browser(), NAME, code=app.shows(site.clock())).status_code == 429


def test_each_recovery_code_opens_once(site: StaffSite, officer) -> None:
    codes = officer[2]
    assert sign_in(site.browser(), NAME, code=codes[0].upper()).status_code == 303
    assert sign_in(site.browser(), NAME, code=codes[0]).status_code == 422
    browser = site.browser()
    sign_in(browser, NAME, code=codes[1])
    assert "8 recovery codes left" in browser.get("/staff/account").text


def test_the_database_holds_neither_the_secret_nor_the_codes(site: StaffSite, officer) -> None:
    _, app, codes = officer
    with site.database.read() as connection:
        kept = str(connection.execute(select(staff_factor)).all())
        kept += str(connection.execute(select(staff_recovery_code)).all())
    assert app.secret not in kept
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_replacing_the_factor_needs_the_password(site: StaffSite, officer) -> None:
    browser, old, _ = officer
    _, refused = set_up(browser, site.clock)
    assert refused.status_code == 422
    assert "not your present password" in refused.text
    new, done = set_up(browser, site.clock, password=PASSWORD)
    assert done.status_code == 200
    site.clock.tick(minutes=1)
    assert sign_in(site.browser(), NAME, code=old.shows(site.clock())).status_code == 422
    assert sign_in(site.browser(), NAME, code=new.shows(site.clock())).status_code == 303


def test_a_secret_sealed_for_one_account_is_worth_nothing_for_another(site: StaffSite) -> None:
    first, second = site.signed_in(NAME), site.signed_in("lead@trust.example", "lead")
    app = App(first.get("/second-factor").text)
    taken = second.post("/second-factor", data={"sealed": app.sealed, "code": app.shows(site.clock())})
    assert taken.status_code == 409
    assert not may_enter(second)


@pytest.mark.parametrize("path", ["/second-factor", "/new-password"])
def test_a_stranger_is_asked_to_sign_in(site: StaffSite, path: str) -> None:
    assert "Sign in" in site.browser().get(path).text
    assert site.browser().post(path, data={}).headers["location"] == "/sign-in?lost=true"


def test_the_log_tells_what_happened_and_no_secret(site: StaffSite, officer) -> None:
    _, app, codes = officer
    sign_in(site.browser(), "my password by mistake", "x")
    with site.database.read() as connection:
        entries = list(AuditLog(connection).all())
    assert [one.action for one in entries] == [
        "staff.signed_in",
        "staff.factor_set_up",
        "staff.sign_in_failed",
    ]
    assert not any(secret in str(entries) for secret in (app.secret, *codes, "my password", PASSWORD))
