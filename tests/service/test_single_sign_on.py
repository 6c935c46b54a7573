"""Staff come in through the council's own sign-on, and nobody else does."""

from collections.abc import Iterator

import httpx2
import pytest
from joserfc.jwk import RSAKey

from admin_api.sign_on import SignOn
from consultations.storage.accounts import Accounts
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from tests.builders import KEYS
from tests.fake_provider import CLIENT, SECRET, FakeProvider
from tests.staff_site import StaffSite

NAME = "officer@trust.example"
GROUPS = (("participation", "officer"), ("heads", "lead"))


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    running = FakeProvider()
    yield running
    running.close()


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url, KEYS)
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def site(database: Database, provider: FakeProvider) -> StaffSite:
    return a_site(database, provider, GROUPS)


def a_site(database: Database, provider: FakeProvider, roles=()) -> StaffSite:
    chosen = SignOn("the council’s account", provider.url, CLIENT, SECRET, roles)
    return StaffSite(database, second_factor=True, sign_on=chosen)


def leave(browser, next_: str = "/staff") -> str:
    """Go to the provider; the address that it sends the browser back to."""
    gone = browser.get(f"/sign-in/provider?next={next_}")
    assert gone.status_code == 302, gone.text
    return httpx2.get(gone.headers["location"]).headers["location"]


def come_in(browser):
    return browser.get(leave(browser))


def may_enter(browser) -> bool:
    return browser.get("/staff").status_code == 200


def accounts(site: StaffSite) -> dict[str, frozenset[str]]:
    with site.database.read() as connection:
        return {one.name: one.roles for one in Accounts(connection).all()}


def test_somebody_in_a_group_gets_an_account_and_comes_to_what_they_wanted(site, provider) -> None:
    browser = site.browser()
    assert "Sign in with the council’s account" in browser.get("/sign-in").text
    back = come_in(browser)
    assert (back.status_code, back.headers["location"]) == (303, "/sign-in?next=%2Fstaff")
    assert browser.get(back.headers["location"]).headers["location"] == "/staff"
    assert may_enter(browser), "the provider has asked for the second factor"
    assert accounts(site) == {NAME: {"officer"}}
    assert provider.faults == []
    with site.database.read() as connection:
        log = [(one.actor, one.action, one.details) for one in AuditLog(connection).all()]
    assert log == [
        ("single sign-on", "account.added", "officer"),
        (NAME, "staff.signed_in", "single sign-on"),
    ]


def test_roles_follow_the_groups(site, provider) -> None:
    come_in(site.browser())
    provider.claims["groups"] = ["heads", "participation"]
    come_in(site.browser())
    assert accounts(site) == {NAME: {"lead", "officer"}}
    provider.claims["groups"] = ["catering"]
    browser = site.browser()
    assert come_in(browser).status_code == 403
    assert not may_enter(browser)


def test_without_groups_an_administrator_must_have_made_the_account(database, provider) -> None:
    site = a_site(database, provider)
    assert come_in(site.browser()).status_code == 403
    site.hire(NAME, "board")
    browser = site.browser()
    come_in(browser)
    assert browser.get("/staff/account").status_code == 200
    assert accounts(site) == {NAME: {"board"}}


def test_a_disabled_account_stays_out(site: StaffSite) -> None:
    account = site.hire(NAME)
    with site.database.write() as connection:
        Accounts(connection).remove(account.id, site.clock())
    browser = site.browser()
    assert come_in(browser).status_code == 403
    assert not may_enter(browser)
    assert accounts(site) == {}


def test_what_was_begun_in_another_browser_is_not_taken(site: StaffSite) -> None:
    mine, theirs = site.browser(), site.browser()
    leave(mine)
    answer = mine.get(leave(theirs))
    assert answer.status_code == 403
    assert "begin again" in answer.text
    assert not may_enter(mine)


@pytest.mark.parametrize("change", ["state=other", "code=other", "error=access_denied"])
def test_what_was_changed_on_the_way_back_is_not_taken(site: StaffSite, change: str) -> None:
    browser = site.browser()
    name, _, value = change.partition("=")
    answer = browser.get(str(httpx2.URL(leave(browser)).copy_set_param(name, value)))
    assert answer.status_code == 403
    assert not may_enter(browser)


def test_a_code_is_taken_once(site: StaffSite) -> None:
    browser = site.browser()
    back = leave(browser)
    assert browser.get(back).status_code == 303
    browser.post("/sign-out")
    assert browser.get(back).status_code == 403
    assert not may_enter(browser)


def test_it_may_not_take_too_long(site: StaffSite) -> None:
    browser = site.browser()
    back = leave(browser)
    site.clock.tick(minutes=11)
    assert browser.get(back).status_code == 403


@pytest.mark.parametrize(
    "spoilt",
    [
        {"nonce": "other"},
        {"aud": "somebody else"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"email": None},
        {"email_verified": False},
    ],
)
def test_a_token_that_is_not_for_us_now_opens_nothing(site, provider, spoilt) -> None:
    provider.spoil = spoilt
    browser = site.browser()
    assert come_in(browser).status_code == 403
    assert not may_enter(browser)
    assert accounts(site) == {}


def test_a_token_of_somebody_elses_key_opens_nothing(site, provider) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "k1"})
    assert come_in(site.browser()).status_code == 403


def test_a_provider_of_another_name_is_not_asked(site, provider) -> None:
    provider.says_issuer = "https://evil.example"
    assert site.browser().get("/sign-in/provider").status_code == 403


def test_a_provider_that_is_gone_leaves_the_password_page(site, provider) -> None:
    provider.close()
    answer = site.browser().get("/sign-in/provider")
    assert answer.status_code == 403
    assert "sign in with your password" in answer.text
