"""Where the methods differ an officer says what is right, and no program changes that."""

import re

import pytest
from sqlalchemy import select, update

from analysis.pipeline import read_new
from bot.conversation import Conversation
from bot.messages import Incoming
from consultations.storage.answers import Answers
from consultations.storage.database import Database
from consultations.storage.tables import answer, reading
from tests.builders import launch, question, questionnaire, world
from tests.staff_site import StaffSite, may_look

IN_DOUBT = "the youth club is sick"


@pytest.fixture
def site(database: Database) -> StaffSite:
    launch(database, questionnaire(question("good", label="What is good?")))
    site = StaffSite(database)
    conversation = Conversation(database, world(site.clock))
    conversation.take(Incoming("telegram", "a", "a1", start="safe"))
    conversation.take(Incoming("telegram", "a", "a2", text=IN_DOUBT))
    read_new(database, site.clock)
    with database.write() as connection:
        connection.execute(update(reading).values(agree=False, label="needs change", kind="need"))
    return site


def counted(site: StaffSite) -> list[str | None]:
    with site.database.read() as connection:
        ids = connection.execute(select(answer.c.consultation_id)).scalars().all()
        return [row.label for row in Answers(connection).counting(ids)]


def test_what_an_officer_says_counts_whatever_a_model_says_later(site: StaffSite) -> None:
    officer = may_look(site.signed_in())
    page = officer.get("/staff/doubts").text
    assert IN_DOUBT in page
    assert "1 answer is in doubt." in page
    assert "What is good?" in page, "it is read with its question"
    (one,) = re.findall(r'name="answer" value="([\d.]+)"', page)
    sent = {"answer": one, "label": "positive", "kind": "praise"}
    assert officer.post("/staff/doubts", data=sent).status_code == 303
    assert "Nothing is in doubt." in officer.get("/staff/doubts").text
    assert counted(site) == ["positive"]
    with site.database.write() as connection:
        connection.execute(update(reading).values(model="an older one", label="mixed"))
    assert counted(site) == ["positive"]


def test_other_words_are_for_the_program_to_read_first(site: StaffSite) -> None:
    officer = may_look(site.signed_in())
    (one,) = re.findall(r'name="answer" value="([\d.]+)"', officer.get("/staff/doubts").text)
    changed = f"{one.split('.')[0]}.99"
    officer.post("/staff/doubts", data={"answer": changed, "label": "positive", "kind": "praise"})
    assert counted(site) == ["needs change"]
