"""What a board member reads: what was said, by whom, what was promised; never a number about few people."""

import re
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from admin_api import pages_board
from admin_api.access import Audience
from consultations.storage.database import Database
from tests.builders import KEYS
from tests.heard_site import BUSES, LIGHTS, HeardSite, Words, safe_form, words

EVERYWHERE = (
    "/",
    "/board",
    "/board/outcomes/CE2",
    "/api/v1/board/CE-2022",
    "/api/v1/board/CE-2022.csv",
    "/api/v1/board/CE-2022.xlsx",
    "/api/v1/asks",
    "/api/v1/consultations",
)


def test_what_children_say_about_feeling_safe_is_one_click_away(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(15)
    heard_site.answer(5, age_band="10-14", safe="no", better=BUSES)
    front = heard_site.shows("/board")
    assert "20 people took part." in words(front)
    page = words(heard_site.shows(Words(front).links["Feel safe, be safe"]))
    assert "Most of the 20 people who answered chose “Yes”: 15 of them." in page
    assert "They spoke of Street lights (15 people) and Buses (5)." in page
    assert "Safeguarding Children Partnership" in page
    assert "Sexual harassment and sexual violence" in page
    assert "No number published yet" in page


def test_an_answer_changes_the_page(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12)
    assert "10 people took part." in words(heard_site.shows("/board"))
    heard_site.answer(6)
    after = words(heard_site.shows("/board"))
    assert "20 people took part." in after
    assert "10 people took part." not in after


def test_nothing_anywhere_tells_one_person_from_four(tmp_path: Path) -> None:
    """Every page, the API and the file are the same to the letter, whether 1, 2, 3 or 4 people answered."""
    seen = []
    for people in range(1, 5):
        database = Database(f"sqlite:///{tmp_path / f'{people}.db'}", KEYS)
        database.upgrade()
        site = HeardSite(database, tmp_path)
        site.consult()
        site.answer(people)
        ask = site.promote()
        site.decide(ask)
        site.publish(ask)
        seen.append([site.browser().get(path).text for path in EVERYWHERE])
        database.close()
    assert seen[0] == seen[1] == seen[2] == seen[3]
    assert "Fewer than 5 people took part." in words(seen[0][1])
    assert "heard from nobody" not in seen[0][1]


def test_the_fifth_person_is_counted(heard_site: HeardSite) -> None:
    """The sameness above is not that of a page which never counts."""
    heard_site.consult()
    heard_site.answer(5)
    assert "5 people took part." in words(heard_site.shows("/board"))


def test_a_small_number_among_large_ones_is_not_shown(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12)
    heard_site.answer(9, age_band="10-14", safe="no", better=BUSES)
    heard_site.answer(2, age_band="15-19", safe="no", better=BUSES)
    who = words(heard_site.shows("/board"))
    assert "Not shown: 15 or over." in who
    assert "“Not shown” means fewer than 5 people" in who
    assert "Too few" not in who


def test_where_all_numbers_are_hidden_one_sentence_says_so(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(7)
    page = words(heard_site.shows("/board"))
    assert "5 people took part." in page
    assert "How it sounded How many is not shown." in page


def test_the_board_sees_who_was_not_heard(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12)
    heard_site.answer(8, age_band="10-14", safe="no", better=BUSES)
    page = words(heard_site.shows("/board"))
    assert "We have heard from nobody who said: 15 or over." in page
    assert "Outcomes about which we have heard nothing that can be shown" in page


def test_what_was_promised_and_not_done_is_on_the_front_page(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12)
    heard_site.answer(8, age_band="10-14", safe="no", better=BUSES)
    ask = heard_site.promote()
    heard_site.clock.tick(days=3)
    assert "Asked 3 days ago, waiting for a decision" in words(heard_site.shows("/board"))
    heard_site.decide(ask)
    heard_site.publish(ask)
    heard_site.clock.tick(days=10)
    page = words(heard_site.shows("/board"))
    assert "10 people spoke of “Street lights”" in page
    assert "We will do this: put up lamps." in page
    assert "Promised 10 days ago, not done yet" in page


def test_what_is_done_is_no_open_promise(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12)
    ask = heard_site.promote()
    heard_site.decide(ask, "done", "put up lamps.")
    heard_site.publish(ask)
    assert "No promise to do what people asked for is open." in words(heard_site.shows("/board"))
    assert "We did this: put up lamps." in words(heard_site.shows("/board/outcomes/CE2"))


def test_a_public_board_does_not_tell_a_decision_before_it_is_published(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12)
    heard_site.decide(heard_site.promote(), words="close the park.")
    page = words(heard_site.shows("/board"))
    assert "Decided today, not published yet" in page
    assert "close the park" not in page


def test_a_board_that_signs_in_reads_the_decision_before_it_is_published(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12)
    heard_site.decide(heard_site.promote(), words="close the park.")
    closed = FastAPI()
    closed.include_router(pages_board.router(heard_site.parts, Audience.BOARD))
    assert "We will do this: close the park." in words(TestClient(closed).get("/board").text)


def test_a_board_that_signs_in_is_closed_to_others(heard_site: HeardSite) -> None:
    routes = pages_board.router(heard_site.parts, Audience.BOARD).routes
    assert {route.endpoint.__audience__ for route in routes} == {frozenset({Audience.BOARD})}


def test_no_page_repeats_what_somebody_wrote(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12, age_band="5-9", safe="yes", better="A purple giraffe near the lights")
    ask = heard_site.promote()
    heard_site.decide(ask)
    heard_site.publish(ask)
    for path in EVERYWHERE:
        assert "giraffe" not in heard_site.browser().get(path).text, path


def test_invented_answers_are_marked(heard_site: HeardSite) -> None:
    heard_site.consult(sample=True)
    heard_site.answer(12)
    assert "Sample data" in words(heard_site.shows("/board"))
    assert "(sample data)" in words(heard_site.shows("/board/outcomes/CE2"))


def test_real_answers_are_not_marked_as_invented(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12)
    assert "ample data" not in heard_site.shows("/board")


def test_words_that_were_not_read_are_counted(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12)
    heard_site.answer(7, age_band="10-14", safe="no", better="n/a")
    page = words(heard_site.shows("/board/outcomes/CE2"))
    assert "The program did not read all." in page


def test_the_page_says_what_read_the_words_and_when(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12)
    page = words(heard_site.shows("/board"))
    assert "last on 23 November 2026 at 09:00" in page
    assert re.search(r"Program: textblob-\d", page)
    labels = words(heard_site.shows("/board/labels"))
    assert "This does not mean “neutral”" in labels


def test_markup_in_a_question_stays_text(heard_site: HeardSite) -> None:
    heard_site.consult(safe_form("<script>alert(1)</script>?"))
    heard_site.answer(12)
    page = heard_site.shows("/board/outcomes/CE2")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;?" in page


def test_questions_stand_in_the_order_in_which_they_were_asked(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12, age_band="5-9", safe="yes", better=LIGHTS)
    page = heard_site.shows("/board/outcomes/CE2")
    headings = re.findall(r'<h4 class="govuk-heading-s question__label">(.*?)</h4>', page)
    assert headings == ["Do you feel safe?", "What would make it better?"]


def test_an_unknown_outcome_says_so(heard_site: HeardSite) -> None:
    heard_site.consult()
    response = heard_site.browser().get("/board/outcomes/CE99", headers={"accept": "text/html"})
    assert response.status_code == 404
    assert "The plan has no outcome “CE99”." in words(response.text)


def test_without_a_plan_the_board_says_what_to_do(heard_site: HeardSite) -> None:
    response = heard_site.browser().get("/board", headers={"accept": "text/html"})
    assert response.status_code == 404
    assert "Import one first" in response.text


def test_before_anybody_answered_the_board_says_so(heard_site: HeardSite) -> None:
    heard_site.consult()
    page = words(heard_site.shows("/board"))
    assert "Nobody took part." in page
    assert "Nothing has been read yet." in page
