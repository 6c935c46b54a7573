"""What may be shown of equality answers, and what stays of them when their period is over."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from analysis.disclosure_control import Count, Rule
from analysis.equality import protected
from consultations.equality import Told, choose
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.equality import EqualityAnswers, EqualityAsked, EqualityCounts
from consultations.storage.equality_tables import equality_answer
from consultations.storage.retaining import Retaining
from tests.builders import KEYS, NOW, launch, question, questionnaire


@pytest.fixture
def answered(database: Database) -> Database:
    """26 people said which sex they are or would not, 6 their religion; the consultation is closed."""
    launched = launch(database, questionnaire(question("better", outcome="CE2")))
    with database.write() as connection:
        EqualityAsked(connection).choose(launched.id, choose(["sex", "religion"]))
        answers = EqualityAnswers(connection, KEYS)
        for person, choice in enumerate(["female"] * 14 + ["male"] * 9 + ["prefer_not"] * 3, start=1):
            answers.keep(person, launched.id, Told("sex", "1", choice), "16_17", date(2026, 11, 24))
        for person in range(1, 7):
            answers.keep(person, launched.id, Told("religion", "1", "sikh"), "16_17", date(2026, 11, 24))
        Consultations(connection).close("safe", NOW)
    return database


def shown(database: Database) -> dict[str, list[str]]:
    with database.read() as connection:
        found = protected(EqualityCounts(connection).tally(1), Rule())
    return {
        name: [str(Count(one.people, one.below)) for one in found if one.question == name]
        for name in ("sex", "religion")
    }


def test_no_small_number_is_shown_and_nothing_of_fewer_than_ten(answered: Database) -> None:
    found = shown(answered)
    assert found["sex"][0] == "25"
    assert "3" not in found["sex"]
    assert found["sex"][-1] == "fewer than 5"
    assert found["religion"] == ["5"] + ["hidden to protect privacy"] * 9


def test_after_its_period_the_answers_go_and_what_may_be_shown_stays(answered: Database) -> None:
    before = shown(answered)

    def keep(days: int) -> int:
        with answered.write() as connection:
            retaining = Retaining(connection, NOW + timedelta(days=days))
            return retaining.equality(365, lambda tally: protected(tally, Rule()))

    assert keep(364) == 0
    assert keep(366) == 32
    assert keep(367) == 0
    with answered.read() as connection:
        assert connection.execute(select(equality_answer.c.owner)).all() == []
        assert EqualityAsked(connection).of(1) == (), "nobody is asked any more"
        kept = EqualityCounts(connection).shown(1)
    by_question = {
        name: sorted(str(Count(one.people, one.below)) for one in kept if one.question == name)
        for name in before
    }
    assert by_question == {name: sorted(counts) for name, counts in before.items()}
    assert not any(one.people in range(1, 5) for one in kept), "no small number is written down"
