"""Nobody is quoted before a person has looked at the words, and nobody longer than they like."""

import pytest
from sqlalchemy import select, update

from analysis.redacting import redact_new
from consultations.errors import Refused
from consultations.storage.quotes import Quotes
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.tables import answer, participant
from tests.builders import NOW
from tests.heard_site import HeardSite, words
from tests.staff_site import StaffSite

TOLD = "Ask Mrs Okafor why the lamps behind the mill are broken"
SEEN = "Ask [name] why the lamps behind the mill are broken"
QUOTED = "the lamps behind the mill are broken"
PAGE = "/board/outcomes/CE2"


class Trust:
    """Ten people answered; one of them wrote something worth quoting."""

    def __init__(self, site: HeardSite) -> None:
        self.site, self.database = site, site.database
        site.consult()
        site.answer(9)
        site.answer(1, age_band="5-9", safe="no", better=TOLD)
        redact_new(self.database)
        with self.database.read() as connection:
            self.number = connection.execute(select(answer.c.id).where(answer.c.value == TOLD)).scalar_one()

    def decides(self, words_: str = QUOTED, revision: int = 1) -> None:
        with self.database.write() as connection:
            Quotes(connection).approve(self.number, revision, words_, "officer", NOW)

    def changes(self, **values: object) -> None:
        with self.database.write() as connection:
            connection.execute(update(answer).where(answer.c.id == self.number).values(**values))

    def board(self) -> str:
        return words(self.site.shows(PAGE))


@pytest.fixture
def trust(heard_site: HeardSite) -> Trust:
    return Trust(heard_site)


def test_an_officer_looks_at_the_words_approves_a_part_and_takes_it_back(trust: Trust) -> None:
    officer = StaffSite(trust.database, trust.site.clock).signed_in()
    page = officer.get("/staff/consultations/safe/quotes").text
    assert SEEN in page
    assert "Okafor" not in page
    assert QUOTED not in trust.board()
    form = {"answer": trust.number, "revision": 1}
    sent = officer.post(
        "/staff/consultations/safe/quotes", data={**form, "verdict": "approved", "words": QUOTED}
    )
    assert sent.status_code == 303
    assert QUOTED in trust.board()
    assert SEEN not in officer.get("/staff/consultations/safe/quotes").text
    officer.post("/staff/consultations/safe/quotes", data={**form, "verdict": "rejected"})
    assert QUOTED not in trust.board()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Ask Mrs Okafor why the lamps behind the mill are broken", "not_their_words"),
        ("the lamps behind the mill are fine", "not_their_words"),
        ("the lamps", "quote_too_short"),
    ],
)
def test_only_the_persons_own_words_as_they_may_be_seen_are_quoted(
    trust: Trust, said: str, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        trust.decides(said)
    assert caught.value.code == code


def test_what_was_changed_meanwhile_is_not_approved(trust: Trust) -> None:
    trust.changes(value="Never mind what I said", revision=2)
    with pytest.raises(Refused, match="changed, taken back or held back"):
        trust.decides()


@pytest.mark.parametrize(
    "values", [{"held": True}, {"counts": False}, {"value": "Never mind", "revision": 2}]
)
def test_a_quote_goes_at_once_when_its_answer_may_not_be_seen(
    trust: Trust, values: dict[str, object]
) -> None:
    trust.decides()
    assert QUOTED in trust.board()
    trust.changes(**values)
    assert QUOTED not in trust.board()


def test_a_quote_goes_with_the_person(trust: Trust) -> None:
    trust.decides()
    with trust.database.write() as connection:
        own = connection.execute(
            select(answer.c.participant_id).where(answer.c.id == trust.number)
        ).scalar_one()
        connection.execute(participant.delete().where(participant.c.id == own))
    assert QUOTED not in trust.board()


def test_a_quote_goes_when_later_rules_take_a_name_out_of_it(trust: Trust) -> None:
    trust.decides()
    with trust.database.write() as connection:
        own = redacted_answer.c.answer_id == trust.number
        connection.execute(
            update(redacted_answer)
            .where(own)
            .values(rules="redaction-99", redacted_text="the lamps behind [place]")
        )
    assert QUOTED not in trust.board()


def test_nobody_of_a_few_is_quoted(heard_site: HeardSite) -> None:
    database = heard_site.database
    heard_site.consult()
    heard_site.answer(6, age_band="5-9", safe="no")
    heard_site.answer(1, age_band="5-9", safe="no", better="the lamps are all broken")
    redact_new(database)
    with database.write() as connection:
        quotes = Quotes(connection)
        (only,) = quotes.candidates(1, ["better"], 9)
        quotes.approve(only.answer_id, only.revision, only.words, "officer", NOW)
    assert "the lamps are all broken" not in words(heard_site.shows(PAGE))


def test_those_that_stand_best_for_a_theme_are_offered_first_with_the_reason(heard_site: HeardSite) -> None:
    typical = ("more lights on the way home please", "we need more lights on the way home")
    another = "purple lights in trees would look lovely"
    bus = "a later bus after the youth club"
    heard_site.consult()
    for better in ("bus", "x", *typical, another, bus):
        heard_site.answer(1, age_band="5-9", safe="no", better=better)
    redact_new(heard_site.database)
    officer = StaffSite(heard_site.database, heard_site.clock).signed_in()
    page = words(officer.get("/staff/consultations/safe/quotes").text)
    first, second, third = (
        page.index(said)
        for said in (
            "Most like what others said about “Street lights”.",
            "Most like what others said about “Buses”.",
            "Also about “Street lights”, said in another way.",
        )
    )
    assert first < second < third
    assert any(said in page[first:second] for said in typical)
    assert bus in page[second:third]
    assert another in page[third:]
