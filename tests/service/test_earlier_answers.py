"""How earlier answers were judged, and why, for whoever launches the next consultation about it."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from consultations.storage.database import Database
from consultations.storage.fairness_tables import fairness
from consultations.storage.tables import participant
from tests.builders import NOW
from tests.service.test_fair_answers import an_ask
from tests.staff_site import StaffSite

DATABASES = ["sqlite"]
WHY = "Ring my mum on 07700 900123, the lamps are yours"
HELD = "He waits for me there"


@pytest.fixture
def officer(database: Database) -> TestClient:
    an_ask(database)
    return StaffSite(database).signed_in()


def judge(database: Database, against: int, fair: int = 5, held: int = 0) -> None:
    """So many find our answer unfair and say why; the reasons of `held` of them are held by a concern."""
    with database.write() as connection:
        people = connection.execute(select(participant.c.id).order_by(participant.c.id)).scalars().all()
        for place, person in enumerate(people[: against + fair]):
            said = {"verdict": "no", "why": WHY} if place < against else {"verdict": "yes", "why": None}
            row = {"ask_id": 1, "participant_id": person, "judged_at": NOW, **said}
            connection.execute(fairness.insert().values(**row))
        own = fairness.c.participant_id.in_(people[:held])
        connection.execute(update(fairness).where(own).values(why=HELD, held=True))


def launching(officer: TestClient, outcome: str = "CE2") -> str:
    """The page of a launch about this outcome."""
    draft = {"title": "Lamps", "code": f"lamps-{outcome}", "plan": "cheshire"}
    path = officer.post("/staff/launch", data=draft).headers["location"].partition("?")[0]
    assert "What people thought of earlier answers" not in officer.get(path).text
    officer.post(f"{path}/outcomes", data={"outcomes": outcome})
    return officer.get(path).text


def test_who_launches_reads_how_the_answer_was_judged_and_why_without_who(
    officer: TestClient, database: Database
) -> None:
    judge(database, against=6, held=1)
    page = launching(officer)
    assert "What people were told: The park is not ours." in page
    assert "Is it a fair answer? People said fair: 5, partly fair: 0, not fair: 5." in page
    assert page.count("the lamps are yours") == 5
    assert "07700" not in page
    assert HELD not in page


def test_the_reasons_of_few_are_not_shown(officer: TestClient, database: Database) -> None:
    judge(database, against=5, held=1)
    page = launching(officer)
    assert "What people were told: The park is not ours." in page
    assert "the lamps are yours" not in page


def test_an_outcome_without_an_answer_says_so(officer: TestClient) -> None:
    assert "No answer about these outcomes has been published yet." in launching(officer, "CE1")
