"""What was heard is counted once; a large board is shown while the next one is counted."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from admin_api import hearing, kept_boards
from admin_api.hearing import keep_boards
from analysis.redacting import redact_new
from consultations.storage.consultations import Consultations
from consultations.storage.quotes import Quotes
from consultations.storage.tables import answer
from tests.builders import NOW
from tests.heard_site import LIGHTS, HeardSite, words
from tests.staff_site import StaffSite

WITHIN = 30
BOARD = "/api/v1/board/CE-2022"
OUTCOME = "/board/outcomes/CE2"
Counted = list[str]


@pytest.fixture
def site(heard_site: HeardSite) -> HeardSite:
    """Twelve people have answered, which is many here."""
    heard_site.consult()
    heard_site.answer(12)
    return heard_site


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_boards, "LARGE", 10)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """The plan of each board that was counted, in order."""
    found: Counted = []
    count = hearing.board

    def noted(connection, plan, *about, **more):
        found.append(plan.code)
        return count(connection, plan, *about, **more)

    monkeypatch.setattr(hearing, "board", noted)
    return found


def people(site: HeardSite) -> int:
    return site.browser().get(BOARD).json()["people"]["value"]


def eventually(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.usefixtures("large")
def test_a_large_board_that_is_old_is_shown_while_the_next_is_counted(
    site: HeardSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = people(site)
    site.answer(10)
    assert people(site) == before
    later(monkeypatch, 11)
    assert people(site) == before
    eventually(lambda: people(site) == before + 10)


def later(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    then = kept_boards.real_now() + timedelta(minutes=minutes)
    monkeypatch.setattr(hearing, "real_now", lambda: then)


def keep(site: HeardSite) -> None:
    """As the service does each minute; until nothing is counted beside it any more."""
    keep_boards(site.database, site.parts.rule)
    eventually(lambda: not kept_boards._BESIDE)


@pytest.mark.parametrize("size", [10, 20_000])
def test_a_board_is_not_counted_anew_while_nothing_has_changed(
    site: HeardSite, monkeypatch: pytest.MonkeyPatch, counted: Counted, size: int
) -> None:
    monkeypatch.setattr(kept_boards, "LARGE", size)
    keep(site)
    once = list(counted)
    assert once
    for minutes in (11, 22, 33):
        later(monkeypatch, minutes)
        keep(site)
    assert counted == once
    site.answer(1)
    later(monkeypatch, 44)
    keep(site)
    assert counted == once * 2


@pytest.mark.parametrize("size", [10, 20_000])
def test_a_board_is_counted_anew_after_an_hour_all_the_same(
    site: HeardSite, monkeypatch: pytest.MonkeyPatch, counted: Counted, size: int
) -> None:
    monkeypatch.setattr(kept_boards, "LARGE", size)
    keep(site)
    once = list(counted)
    later(monkeypatch, 61)
    keep(site)
    assert counted == once * 2


def test_holding_one_answer_and_releasing_another_changes_the_board(
    site: HeardSite, counted: Counted
) -> None:
    def hold(place: int) -> None:
        with site.database.write() as connection:
            ids = connection.execute(select(answer.c.id).order_by(answer.c.id)).scalars().all()
            connection.execute(update(answer).values(held=answer.c.id == ids[place]))

    hold(0)
    people(site)
    once = list(counted)
    hold(1)
    people(site)
    assert len(counted) > len(once)


@pytest.mark.usefixtures("large")
def test_a_large_board_asks_the_database_for_no_sums_of_all_answers(
    site: HeardSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = site.shows(OUTCOME)
    monkeypatch.setattr(kept_boards, "stamp_of", None)
    assert site.shows(OUTCOME) == before


@pytest.mark.usefixtures("large")
def test_a_quote_goes_at_once_from_a_large_board_and_a_closed_consultation_is_said_to_be(
    site: HeardSite,
) -> None:
    redact_new(site.database)
    with site.database.write() as connection:
        number = connection.execute(select(answer.c.id).where(answer.c.value == LIGHTS).limit(1)).scalar_one()
        Quotes(connection).approve(number, 1, LIGHTS, "officer", NOW)
    assert LIGHTS in words(site.shows(OUTCOME))
    with site.database.write() as connection:
        connection.execute(update(answer).where(answer.c.id == number).values(held=True))
        Consultations(connection).close("safe", NOW)
    assert LIGHTS not in words(site.shows(OUTCOME))
    with site.database.read() as connection:
        kept = hearing.hear(connection, hearing.Plans(connection).get("CE-2022"), site.parts.rule)
    assert [one.state for one in kept.consultations] == ["closed"]


def test_staff_see_what_the_board_sees_and_nothing_is_counted_for_it(
    site: HeardSite, counted: Counted
) -> None:
    with site.database.write() as connection:
        Consultations(connection).close("safe", NOW)
    keep_boards(site.database, site.parts.rule)
    once = list(counted)
    officer = StaffSite(site.database, site.clock).signed_in()
    asked = {"question": "better", "theme": "lights", "title": "Light the way home"}
    assert "Street lights" in officer.get("/staff/consultations/safe").text
    made = officer.post("/staff/consultations/safe/asks", data=asked).headers["location"]
    assert officer.get(made).status_code == 200
    assert people(site)
    assert counted == once
