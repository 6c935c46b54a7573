"""What a person codes stands, whatever a model says, and goes when the words change."""

import re

from sqlalchemy import update

from consultations.storage.answers import Answers
from consultations.storage.coding import Coding
from consultations.storage.database import Database
from consultations.storage.tables import answer
from tests.builders import NOW, launch, question, questionnaire
from tests.integration.test_pipeline import Trust
from tests.service.test_reading_queue import says
from tests.staff_site import StaffSite, may_look


def themes(trust: Trust, number: int) -> list[str | None]:
    with trust.database.read() as connection:
        return [row.themes for row in Answers(connection).counting([number])]


def test_what_a_person_gave_stands_whatever_a_model_reads_until_the_words_change(trust: Trust) -> None:
    to = trust.open()
    (person,) = trust.say(to, 1, better="the bus is late")
    trust.read()
    assert themes(trust, to.id) == ["buses"]
    with trust.database.write() as connection:
        (one,) = Coding(connection).sample(to.id, ["better"])
        Coding(connection).keep(one, "ann", ["other"], NOW)
        Coding(connection).keep(one, "ann", ["bullying"], NOW)
    trust.read()
    assert themes(trust, to.id) == ["bullying"]
    trust.change(person, "better", value="no bus at all")
    trust.read()
    assert themes(trust, to.id) == ["buses"]
    with trust.database.read() as connection:
        assert Coding(connection).coded(to.id) == {}


def test_every_coder_sees_the_same_sample_and_no_held_answer(trust: Trust) -> None:
    to = trust.open()
    people = trust.say(to, 5, better="the bus is late")
    trust.change(people[2], "better", held=True)
    with trust.database.write() as connection:
        coding = Coding(connection)
        first = coding.sample(to.id, ["better"])
        assert len(first) == 4
        for one, codes in zip(first, (["buses"], ["buses"], ["bullying"], ["other"]), strict=True):
            coding.keep(one, "ann", codes, NOW)
            coding.keep(one, "ben", ["buses"], NOW)
        assert coding.sample(to.id, ["better"]) == first
        found = coding.coded(to.id)
    assert {coder: len(given) for coder, given in found.items()} == {"ann": 4, "ben": 4}


def test_an_answer_with_a_great_number_is_in_the_sample_too(trust: Trust) -> None:
    to = trust.open()
    trust.say(to, 1, better="the bus is late")
    with trust.database.write() as connection:
        connection.execute(update(answer).values(id=2**31 - 1))
        assert [one.answer_id for one in Coding(connection).sample(to.id, ["better"])] == [2**31 - 1]


def test_an_officer_codes_one_answer_after_another_without_scripts(database: Database) -> None:
    themes = 'plan: cheshire\nversion: "1"\nthemes:\n  - {code: park, label: Parks, words: [park]}\n'
    launch(database, questionnaire(question("good", label="What is good?")), taxonomy=themes)
    site = StaffSite(database)
    says(site, "a", "The park is nice")
    officer = may_look(site.signed_in())
    address = "/staff/consultations/safe/coding"
    page = officer.get(address).text
    assert "The park is nice" in page
    assert "0 of 1 coded by you" in page
    assert 'value="park" id="codes" data-key="1"' in page
    hidden = dict(re.findall(r'name="(answer|revision)" value="(\d+)"', page))
    assert officer.post(address, data=hidden).status_code == 422
    assert officer.post(address, data={**hidden, "revision": "9", "codes": "park"}).status_code == 404
    assert officer.post(address, data={**hidden, "codes": ["park", "made_up"]}).status_code == 303
    assert "You have coded all of them." in officer.get(address).text
    with database.read() as connection:
        ((given,),) = [one.values() for one in Coding(connection).coded(1).values()]
    assert given == {"park"}
