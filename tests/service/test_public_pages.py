"""What everybody reads: have your say, what came of it, hard words, what is kept."""

import re

import pytest

from consultations.forms.readability import too_hard
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations
from tests.heard_site import BUSES, HeardSite, Words, words


def asked_and_answered(site: HeardSite, decision: str = "will_do", said: str = "put up lamps.") -> int:
    site.consult()
    site.answer(12)
    site.answer(8, age_band="10-14", safe="no", better=BUSES)
    ask = site.promote()
    site.decide(ask, decision, said)
    return ask


def test_an_open_consultation_has_a_button(heard_site: HeardSite) -> None:
    heard_site.consult()
    page = heard_site.shows("/")
    assert Words(page).links["Start: Safe places"] == "/chat/safe"
    assert "A Children’s Trust" in words(page)


def test_a_closed_consultation_has_none(heard_site: HeardSite) -> None:
    heard_site.consult()
    with heard_site.database.write() as connection:
        Consultations(connection).close("safe", heard_site.clock())
    page = heard_site.shows("/")
    assert "/chat/safe" not in page
    assert "We are not asking anything right now." in words(page)


def test_a_published_ask_is_shown_with_what_happens(heard_site: HeardSite) -> None:
    heard_site.publish(asked_and_answered(heard_site))
    page = words(heard_site.shows("/"))
    assert "Feel safe, be safe" in page
    assert "We asked: “What would make it better?” 10 people talked about: Street lights." in page
    assert "We will do this: put up lamps." in page
    assert "What next" in page
    assert "23 November 2026" in page


def test_an_ask_that_is_not_published_is_not_shown(heard_site: HeardSite) -> None:
    asked_and_answered(heard_site)
    page = words(heard_site.shows("/"))
    assert "Street lights" not in page
    assert "lamps" not in page
    assert "We have no answers for you yet." in page


@pytest.mark.parametrize(
    ("decision", "heading"),
    [
        ("will_do", "We will do this: because"),
        ("done", "We did this: because"),
        ("cant", "We can’t, because because"),
    ],
)
def test_each_decision_has_its_words(heard_site: HeardSite, decision: str, heading: str) -> None:
    heard_site.publish(asked_and_answered(heard_site, decision, "because."))
    assert f"{heading}." in words(heard_site.shows("/"))


def test_the_number_behind_an_ask_is_that_of_the_board(heard_site: HeardSite) -> None:
    """Not the ask's own count of that day: the two could be subtracted from each other."""
    ask = asked_and_answered(heard_site)
    heard_site.publish(ask)
    heard_site.answer(2)
    page = words(heard_site.shows("/"))
    assert "15 people talked about" in page
    assert "12" not in page


def test_few_people_behind_an_ask_are_some_people(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(20)
    heard_site.answer(3, age_band="5-9", safe="yes", better=BUSES)
    ask = heard_site.promote("buses")
    heard_site.decide(ask)
    heard_site.publish(ask)
    page = words(heard_site.shows("/"))
    assert "Some people talked about: Buses." in page
    assert not re.search(r"\b3\b", page)


def test_how_many_were_told_never_tells_how_few_were_not(heard_site: HeardSite) -> None:
    """Eleven of twelve have been told: rounded, nobody can say how many the others are."""
    ask = asked_and_answered(heard_site)
    heard_site.publish(ask)
    tell(heard_site, ask, 11)
    assert heard_site.browser().get("/api/v1/asks").json()["items"][0]["told"] == {"shown": True, "value": 10}
    assert "10 of those who said it have been sent our answer." in words(heard_site.shows("/"))


def test_when_everybody_was_told_it_is_said(heard_site: HeardSite) -> None:
    ask = asked_and_answered(heard_site)
    heard_site.publish(ask)
    tell(heard_site, ask, 12)
    assert heard_site.browser().get("/api/v1/asks").json()["items"][0]["told"] == {"shown": True, "value": 10}
    assert "Everybody who said it has been sent our answer." in words(heard_site.shows("/"))


def tell(site: HeardSite, ask: int, count: int) -> None:
    """`count` of those who said it get their message, and it arrives."""
    with site.database.write() as connection:
        for teller in Asks(connection).tellers(ask)[:count]:
            key = f"ask:{ask}:{teller.participant_id}"
            connection.exec_driver_sql(
                "INSERT INTO outbox (key, participant_id, channel, kind, body, created_at, attempts, sent_at)"
                " VALUES (?, ?, 'sample', 'notice', '{}', ?, 1, ?)",
                (key, teller.participant_id, "2026-11-23 09:00:00", "2026-11-23 09:00:00"),
            )
            Asks(connection).told(ask, f"ask:{ask}", [teller.participant_id])


def test_sample_answers_are_marked(heard_site: HeardSite) -> None:
    heard_site.consult(sample=True)
    assert "Safe places Sample" in words(heard_site.shows("/"))


def test_hard_words_are_explained_in_the_order_of_the_alphabet(heard_site: HeardSite) -> None:
    heard_site.import_plan()
    page = heard_site.shows("/words")
    terms = re.findall(r"summary-list__key\">(.*?)</dt>", page)
    assert terms == sorted(terms, key=str.casefold)
    assert "Children asked us not to say this. We say: “a forever home”." in words(page)


def test_the_notices_say_what_is_not_finished(heard_site: HeardSite) -> None:
    privacy = words(heard_site.shows("/privacy"))
    assert "If you tell us that someone is not safe, we must tell a person who can help." in privacy
    assert "0800 1111" in privacy
    assert "This notice is not finished." in privacy
    assert "This statement is not finished." in words(heard_site.shows("/accessibility"))


READINGS = re.compile(r'<section aria-labelledby="(\w+)">(.*?)</section>', re.DOTALL)


def test_the_privacy_page_has_a_reading_for_children_one_for_teenagers_and_one_for_adults(
    heard_site: HeardSite,
) -> None:
    page = heard_site.shows("/privacy")
    readings = {who: words(found) for who, found in READINGS.findall(page)}
    assert list(readings) == ["children", "teenagers", "adults"]
    assert all(f'href="#{who}"' in page and f'id="{who}"' in page for who in readings)
    assert all("My data" in reading for reading in readings.values())


def test_every_line_for_children_is_easy_to_read(heard_site: HeardSite) -> None:
    [html] = [found for who, found in READINGS.findall(heard_site.shows("/privacy")) if who == "children"]
    lines = re.findall(r"<li>(.*?)</li>", html, re.DOTALL)
    assert len(lines) > 5
    assert [line for line in lines if list(too_hard(line))] == []


def test_neither_notice_claims_more_than_was_done(heard_site: HeardSite) -> None:
    page = words(heard_site.shows("/accessibility"))
    assert "We cannot say yet that these pages meet all of it" in page
    assert "What does not work well yet" in page
    assert "Equality Advisory and Support Service" in page


@pytest.mark.parametrize("path", ["/", "/words", "/privacy", "/accessibility"])
def test_public_pages_stand_without_a_plan(heard_site: HeardSite, path: str) -> None:
    assert heard_site.shows(path).count("<h1") == 1
