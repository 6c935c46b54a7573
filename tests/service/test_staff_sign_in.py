"""Staff sign in, are slowed when they guess, stay a working day at most, and are gone when they sign out."""

import pytest

from consultations.storage.accounts import Accounts
from consultations.storage.database import Database
from tests.staff_site import PASSWORD, StaffSite, sign_in

NAME = "officer@trust.example"
ASTRAY = ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]


@pytest.fixture
def site(database: Database) -> StaffSite:
    return StaffSite(database)


def follow(browser, response):
    """The page at the end of the redirects after `response`."""
    while response.is_redirect:
        response = browser.get(response.headers["location"])
    return response


def may_enter(browser) -> bool:
    return browser.get("/staff").headers.get("location", "") != "/sign-in?next=%2Fstaff"


def test_an_officer_signs_in_and_comes_to_what_they_wanted(site: StaffSite) -> None:
    site.hire(NAME)
    browser = site.browser()
    first = browser.get("/staff?state=open")
    assert first.status_code == 303
    page = browser.get(first.headers["location"])
    assert 'value="/staff?state=open"' in page.text
    inside = sign_in(browser, " Officer@Trust.example ", next="/staff?state=open")
    onward = browser.get(inside.headers["location"])
    assert onward.headers["location"] == "/staff?state=open"
    assert may_enter(browser)


def test_the_cookie_is_for_this_host_over_https_and_not_for_scripts(site: StaffSite) -> None:
    site.hire(NAME)
    session, known = sign_in(site.browser(), NAME).headers.get_list("set-cookie")
    assert session.startswith("__Host-together_staff=")
    own = {"HttpOnly", "Path=/", "SameSite=lax", "Secure"}
    assert {part.strip() for part in session.split(";")[1:]} == own
    assert known.startswith("__Host-together_known=")
    assert own < {part.strip() for part in known.split(";")[1:]}


def test_without_https_the_cookie_still_works_on_this_machine(database: Database) -> None:
    site = StaffSite(database, secure=False)
    assert may_enter(site.signed_in(NAME))


@pytest.mark.parametrize("wanted", ASTRAY)
def test_no_link_to_our_sign_in_leads_elsewhere(site: StaffSite, wanted: str) -> None:
    site.hire(NAME)
    browser = site.browser()
    inside = sign_in(browser, NAME, next=wanted)
    assert inside.headers["location"].startswith("/sign-in?next=")
    assert browser.get(inside.headers["location"]).headers["location"] == "/staff"


def test_a_wrong_name_and_a_wrong_password_look_alike_and_the_password_is_not_shown_again(site) -> None:
    site.hire(NAME)
    wrong_password = sign_in(site.browser(), NAME, "a wrong guess at it")
    wrong_name = sign_in(site.browser(), "nobody@trust.example", "a wrong guess at it")
    assert wrong_password.status_code == wrong_name.status_code == 422
    assert wrong_password.text.replace(NAME, "") == wrong_name.text.replace("nobody@trust.example", "")
    assert "There is a problem" in wrong_name.text
    assert "a wrong guess" not in wrong_name.text
    assert f'value="{NAME}"' in wrong_password.text


def test_guessing_is_slowed_and_the_page_says_how_long(site: StaffSite) -> None:
    site.hire(NAME)
    browser = site.browser()
    for _ in range(5):
        assert sign_in(browser, NAME, "a guess at it").status_code == 422
    refused = sign_in(browser, NAME)
    assert refused.status_code == 429
    assert "Wait 1 second" in refused.text
    site.clock.tick(seconds=1)
    assert sign_in(browser, NAME).status_code == 303
    assert may_enter(browser)


def test_a_stranger_who_guesses_keeps_nobody_out_of_a_browser_they_know(site: StaffSite) -> None:
    own = site.signed_in(NAME)
    own.post("/sign-out")
    stranger = site.browser()
    for _ in range(6):
        sign_in(stranger, NAME, "a guess at it")
    assert sign_in(stranger, NAME).status_code == 429
    assert sign_in(own, NAME).status_code == 303
    assert sign_in(stranger, NAME).status_code == 429, "the stranger's tries still count"


def test_a_known_browser_waits_for_its_own_wrong_guesses_and_knows_one_name_alone(site: StaffSite) -> None:
    site.hire("other@trust.example")
    own = site.signed_in(NAME)
    for name in (NAME, "other@trust.example"):
        for _ in range(5):
            assert sign_in(own, name, "a guess at it").status_code == 422
        assert sign_in(own, name).status_code == 429
    assert sign_in(site.browser(), "other@trust.example").status_code == 429, "it counted for the name"


@pytest.mark.parametrize("cookie", ["", "x", "%00", "AAAA" * 30])
def test_nobody_makes_the_cookie_of_a_known_browser(site: StaffSite, cookie: str) -> None:
    site.hire(NAME)
    stranger = site.browser()
    stranger.cookies.set("__Host-together_known", cookie)
    for _ in range(5):
        assert sign_in(stranger, NAME, "a guess at it").status_code == 422
    assert sign_in(site.browser(), NAME).status_code == 429


def test_signing_out_ends_the_session_and_not_only_the_cookie(site: StaffSite) -> None:
    browser = site.signed_in(NAME)
    stolen = dict(browser.cookies)
    assert browser.post("/sign-out").headers["location"] == "/sign-in"
    assert not may_enter(browser)
    thief = site.browser()
    thief.cookies.update(stolen)
    assert not may_enter(thief)


def test_signing_in_again_ends_the_session_before(site: StaffSite) -> None:
    browser = site.signed_in(NAME)
    before = dict(browser.cookies)
    sign_in(browser, NAME)
    other = site.browser()
    other.cookies.update(before)
    assert may_enter(browser)
    assert not may_enter(other)


def test_a_session_that_is_left_alone_ends_and_one_in_use_does_not(site: StaffSite) -> None:
    browser = site.signed_in(NAME)
    for _ in range(3):
        site.clock.tick(minutes=29)
        assert may_enter(browser)
    site.clock.tick(minutes=30)
    assert not may_enter(browser)


def test_the_longest_session_is_a_working_day(site: StaffSite) -> None:
    browser = site.signed_in(NAME)
    for _ in range(23):
        site.clock.tick(minutes=25)
        assert may_enter(browser)
    site.clock.tick(minutes=25)
    assert not may_enter(browser)


def test_what_is_sent_after_the_session_ended_is_said_to_be_lost(site: StaffSite) -> None:
    browser = site.signed_in(NAME)
    site.clock.tick(hours=1)
    sent = browser.post("/staff/asks/1/decision", data={"decision": "done", "what_happens": "All of it"})
    assert sent.headers["location"] == "/sign-in?lost=true"
    assert "was not saved" in browser.get("/sign-in?lost=true").text


def test_a_one_time_password_opens_nothing_but_the_choice_of_another(site: StaffSite) -> None:
    site.hire(NAME, must_change=True)
    browser = site.browser()
    page = follow(browser, sign_in(browser, NAME, next="/staff?state=open"))
    assert "Choose your own password" in page.text
    assert not may_enter(browser)
    old_cookie = dict(browser.cookies)

    own = {"next": "/staff?state=open"}
    short = browser.post("/new-password", data={"password": "short", **own})
    assert short.status_code == 422
    assert "at least 12" in short.text
    same = browser.post("/new-password", data={"password": PASSWORD, **own})
    assert "the password you have now" in same.text
    chosen = browser.post("/new-password", data={"password": "velvet tractor moon", **own})
    assert browser.get(chosen.headers["location"]).headers["location"] == "/staff?state=open"
    assert may_enter(browser)

    before = site.browser()
    before.cookies.update(old_cookie)
    assert not may_enter(before)
    assert sign_in(site.browser(), NAME).status_code == 422
    assert sign_in(site.browser(), NAME, "velvet tractor moon").status_code == 303


def test_a_password_is_not_changed_by_whoever_has_their_own(site: StaffSite) -> None:
    browser = site.signed_in(NAME)
    assert browser.get("/new-password").headers["location"] == "/staff"
    browser.post("/new-password", data={"password": "velvet tractor moon"})
    assert sign_in(site.browser(), NAME).status_code == 303


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("officer", "/staff"),
        ("lead", "/staff"),
        ("board", "/board"),
        ("DSL", "/staff/concerns"),
        ("young-lead", "/staff/signing"),
    ],
)
def test_everybody_comes_to_the_page_of_their_work(site: StaffSite, role: str, page: str) -> None:
    site.hire(NAME, role)
    browser = site.browser()
    onward = browser.get(sign_in(browser, NAME).headers["location"])
    assert onward.headers["location"] == page


def test_somebody_who_left_is_out_at_once(site: StaffSite) -> None:
    browser = site.signed_in(NAME)
    with site.database.write() as connection:
        accounts = Accounts(connection)
        accounts.remove(accounts.get(NAME).id, site.clock())
    assert not may_enter(browser)
    assert sign_in(site.browser(), NAME).status_code == 422


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}])
def test_another_website_cannot_sign_anybody_out(site: StaffSite, headers: dict[str, str]) -> None:
    browser = site.signed_in(NAME)
    refused = browser.post("/sign-out", headers=headers)
    assert refused.status_code == 403
    assert "another website" in refused.text
    assert may_enter(browser)


@pytest.mark.parametrize("name", ["x" * 101, "ﬃ" * 100, "a\0b", "%00", "‮"])
def test_odd_names_are_refused_in_words(site: StaffSite, name: str) -> None:
    answer = sign_in(site.browser(), name)
    assert answer.status_code == 422
    assert "problem" in answer.text or "too long" in answer.text
