"""What an officer said and chose at the launch, as the pages show it afterwards."""

from dataclasses import replace

import pytest

from consultations.launching import Intent
from consultations.storage.database import Database
from tests.builders import launch
from tests.heard_site import Words, words
from tests.launched import SAID, launched
from tests.staff_site import StaffSite

TELEGRAM = "https://t.me/example_bot?start=lamps"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here: `test_launch_story` goes the whole way on both."""
    return sqlite_url


@pytest.fixture
def site(database: Database) -> StaffSite:
    return StaffSite(database, telegram="example_bot")


def front(site: StaffSite, path: str = "/") -> str:
    return site.browser().get(path).text


def test_the_front_page_says_what_can_change_and_who_decides_when(site: StaffSite) -> None:
    launched(site.database)
    for path in ("/", "/easy-read"):
        page = words(front(site, path))
        assert "What you say can change this: Where the lamps go." in page
        assert "This cannot change: The sum of money." in page
        assert "Who decides: The board" in page
        assert "When: 31 January 2027" in page
        assert "What is good to know One lamp costs £900 in a year." in page
        assert "Children in care" not in page, "that is for staff"


def test_where_nobody_said_anything_the_front_page_makes_nothing_up(site: StaffSite) -> None:
    launch(site.database)
    page = words(front(site))
    assert "Start: Safe places" in page
    assert "can change this" not in page


def test_the_front_page_offers_the_chosen_languages_and_ways(site: StaffSite) -> None:
    launched(site.database, replace(SAID, channels=("web", "telegram")))
    links = Words(front(site)).links
    assert links["Polski"] == "/chat/lamps?language=pl"
    assert links["Answer on Telegram"] == TELEGRAM


def test_the_front_page_leaves_out_what_was_not_chosen(site: StaffSite) -> None:
    launched(site.database, replace(SAID, channels=("supporter",), languages=("en",)))
    page = front(site)
    assert "Ask a grown-up to sit with you and help." in words(page)
    assert "/chat/lamps?language=pl" not in page
    assert TELEGRAM not in page


def test_what_is_answered_on_paper_alone_has_no_button_and_is_not_in_the_chats_list(site: StaffSite) -> None:
    launched(site.database, Intent(channels=("paper",)))
    page = front(site)
    assert "You cannot answer this one on the web." in words(page)
    assert 'href="/chat/lamps' not in page
    assert "Street lamps" not in front(site, "/chat")
    officer = site.signed_in("officer@trust.example")
    ways = officer.get("/staff/consultations/lamps/links").text
    assert "together import responses FILE" in ways
    assert "/chat/lamps" not in ways


def test_links_and_posters_are_in_the_chosen_languages(site: StaffSite) -> None:
    launched(site.database, replace(SAID, channels=("web",), languages=("pl",)))
    officer = site.signed_in("officer@trust.example")
    page = officer.get("/staff/consultations/lamps/links").text
    assert "Poster: Polski" in page
    assert "Poster: English" not in page
    assert "On Telegram" not in page
    assert officer.get("/staff/consultations/lamps/poster.html?language=pl").text.endswith("without Telegram")
    assert officer.get("/staff/consultations/lamps/poster.html?language=en").status_code == 404


def test_a_poster_leads_to_telegram_where_that_was_chosen(site: StaffSite) -> None:
    launched(site.database, replace(SAID, channels=("web", "telegram")))
    officer = site.signed_in("officer@trust.example")
    assert TELEGRAM in officer.get("/staff/consultations/lamps/links").text
    assert officer.get("/staff/consultations/lamps/poster.html").text.endswith("with Telegram")


@pytest.mark.parametrize("path", ["/chat/lamps", "/chat/lamps?language=pl", "/chat/lamps?language=xx"])
def test_an_old_link_in_a_language_that_was_not_chosen_opens_the_chat_in_one_that_was(
    site: StaffSite, path: str
) -> None:
    launched(site.database, replace(SAID, languages=("en",)))
    answer = site.browser().get(path, headers={"accept-language": "pl"})
    assert answer.status_code == 200
    assert '<html lang="en"' in answer.text


def test_the_sheet_of_the_consultation_keeps_everything_that_was_said(site: StaffSite) -> None:
    launched(site.database, replace(SAID, channels=("web",), languages=("en", "pl")))
    page = words(site.signed_in("officer@trust.example").get("/staff/consultations/lamps").text)
    assert "Who covers safeguarding on these days? The lead, and the deputy in the holidays" in page
    assert "Who is heard least, and how will you reach them? Children in care" in page
    assert "How will answers be considered? The officer brings all answers to the board." in page
    assert "When do they decide? 31 January 2027" in page
    assert "In which languages? English Polski" in page


def test_the_board_reads_what_it_is_to_decide(site: StaffSite) -> None:
    launched(site.database)
    page = words(site.browser().get("/board/consultations/lamps/together").text)
    assert "What people were asked for, and who decides" in page
    assert "What do people need to know to answer well? One lamp costs £900 in a year." in page
    assert "deputy" not in page
