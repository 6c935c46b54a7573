"""The Trust's own trend, and each consultation's scorecard; never a number about few people."""

from pathlib import Path

import pytest
from sqlalchemy import Table

from bot.announcements import announce
from bot.standing import closed_with_success
from consultations.storage.database import Database
from consultations.storage.tables import outbox, participant
from tests.builders import KEYS
from tests.heard_site import LIGHTS, HeardSite, safe_form, words
from tests.staff_site import StaffSite
from tests.walked import astray, linked_numbers


def say(together: str, impact: str = "no") -> dict[str, str]:
    known = {"age_band": "5-9", "safe": "yes", "better": LIGHTS}
    return {**known, "success_impact": impact, "success_together": together}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> HeardSite:
    """30 of 50 and then 30 of 40 say that adults work with them; the last consultation has four people."""
    folder = tmp_path_factory.mktemp("success")
    database = Database(f"sqlite:///{folder / 'success.db'}", KEYS)
    database.upgrade()
    opened = HeardSite(database, folder)
    for code, yes, no in (("safe", 30, 20), ("later", 30, 10), ("few", 4, 0)):
        opened.consult(closed_with_success(safe_form()), code=code, title=f"Round {code}")
        opened.answer_each([say("yes")] * yes + [say("no")] * no, code)
    return opened


def test_the_trend_is_drawn_over_the_consultations_and_few_people_are_not_shown(site: HeardSite) -> None:
    page = site.shows("/board/success")

    told = words(page)
    assert "Adults work with me" in told
    assert "60% (50 people)" in told
    assert "75% (40 people)" in told
    assert "100%" not in told, "four people are too few"
    assert 'id="success-desc"' in page


def test_an_officer_walks_from_a_share_to_those_who_said_yes(site: HeardSite) -> None:
    page = StaffSite(site.database, site.clock).signed_in().get("/board/success").text
    ways = [one.way for one in linked_numbers(page)]
    assert "/staff/walks/safe/success_together?part=yes" in ways
    assert "/staff/walks/later/success_together?part=yes" in ways
    assert not any("few" in one or "success_impact" in one for one in ways)
    with site.database.read() as connection:
        assert not list(astray(connection, page))


def test_a_consultation_is_scored_from_what_is_measured(site: HeardSite) -> None:
    told = words(site.shows("/board/consultations/safe/together"))

    assert "60% say that adults work with them." in told
    assert "Kept Use jargon or acronyms No hard words found in the questionnaire." in told
    assert "Not kept Adapt to people's needs It could be answered in 1 language." in told
    assert "Not yet known Do what we say we will" in told
    few = words(site.shows("/board/consultations/few/together"))
    assert "Too few have said whether adults work with them." in few


def test_who_stopped_or_cannot_be_reached_does_not_make_us_break_our_word(heard_site: HeardSite) -> None:
    """Of 12 one stopped, one answered on paper, one blocked us, and one has not come back to the web."""
    heard_site.consult()
    heard_site.answer(12)
    ask = heard_site.promote()
    heard_site.decide(ask)
    heard_site.publish(ask)
    changed(heard_site, 1, participant, stopped_at=heard_site.clock())
    changed(heard_site, 2, participant, channel="paper")

    late = "Not kept Do what we say we will Not everybody whom we can write to has our answer."
    assert late in scores(heard_site)
    assert announce(heard_site.database, heard_site.clock) == 10
    changed(heard_site, 3, participant, blocked_at=heard_site.clock())
    changed(heard_site, 4, outbox, channel="web")
    with heard_site.database.write() as connection:
        sent = outbox.update().where(outbox.c.participant_id.not_in([3, 4, 5]), outbox.c.key.like("ask:%"))
        connection.execute(sent.values(sent_at=heard_site.clock()))
    assert late in scores(heard_site), "the fifth waits still"
    changed(heard_site, 5, outbox, sent_at=heard_site.clock())
    told = "Everybody whom we can write to has our answer, or finds it in the chat."
    kept = f"Kept Do what we say we will {told} Who asked us to stop is not counted."
    assert kept in scores(heard_site)


def scores(site: HeardSite) -> str:
    return words(site.shows("/board/consultations/safe/together"))


def changed(site: HeardSite, person: int, table: Table, **values: object) -> None:
    own = table.c.id if table is participant else table.c.participant_id
    with site.database.write() as connection:
        connection.execute(table.update().where(own == person).values(**values))


def test_before_anybody_has_asked_them_the_page_says_so(heard_site: HeardSite, tmp_path: Path) -> None:
    heard_site.consult()
    assert "No consultation has asked them yet." in words(heard_site.shows("/board/success"))
