"""The safeguarding lead opens a concern, acts, refers it, writes to the person, and releases the words."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.concern_replies import send_concern_messages
from bot.conversation import Conversation
from bot.messages import Incoming
from consultations.duty import Rota
from consultations.help_lines import read_help_lines
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from consultations.storage.outbox import Outbox
from consultations.storage.tables import answer, outbox, participant
from tests.builders import KEYS, Clock, launch, question, questionnaire, world
from tests.staff_site import StaffSite

TOLD = "my uncle, he hits me"


@pytest.fixture
def site(database: Database) -> StaffSite:
    return StaffSite(database)


def told(database: Database, clock: Clock) -> None:
    launch(database, questionnaire(question("good", label="What is good?")))
    conversation = Conversation(database, world(clock))
    conversation.take(Incoming("web", "child", "m1", start="safe"))
    conversation.take(Incoming("web", "child", "m2", text=TOLD))


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_a_lead_opens_acts_refers_writes_and_releases_and_each_step_is_in_the_audit_log(
    database: Database, site: StaffSite
) -> None:
    told(database, site.clock)
    lead = site.signed_in("dsl@trust.example", "DSL")
    site.clock.tick(minutes=4)
    queue = lead.get("/staff/concerns").text
    assert "1: Physical abuse" in queue
    assert "waits for 4 minutes" in queue
    assert "uncle" not in queue
    page = lead.get("/staff/concerns/1").text
    assert TOLD in page
    assert "4 minutes until it was seen" in lead.get("/staff/concerns").text
    lead.post("/staff/concerns/1/act", data={"version": version(page)})
    page = lead.get("/staff/concerns/1").text
    sent = {"version": version(page), "words": "We read this. A social worker will call."}
    assert lead.post("/staff/concerns/1/message", data=sent).status_code == 303
    ending = {"version": version(page), "how": "referred", "reason": "To the front door"}
    assert lead.post("/staff/concerns/1/end", data=ending).status_code == 303
    page = lead.get("/staff/concerns/1").text
    assert "To the front door" in page
    assert lead.post("/staff/concerns/1/release", data={"version": version(page)}).status_code == 303
    with database.read() as connection:
        actions = [one.action for one in AuditLog(connection).all() if one.target == "concern:1"]
        assert not connection.execute(select(answer.c.held)).scalar_one()
    viewed = [one for one in actions if one != "concern.viewed"]
    assert viewed == ["concern.acting", "concern.written_to", "concern.referred", "concern.released"]
    assert actions.count("concern.viewed") == 3


def test_the_message_reaches_the_person_and_lies_sealed_until_then(
    database: Database, site: StaffSite
) -> None:
    told(database, site.clock)
    lead = site.signed_in("dsl@trust.example", "DSL")
    page = lead.get("/staff/concerns/1").text
    lead.post("/staff/concerns/1/message", data={"version": version(page), "words": "Hello from me"})
    with database.read() as connection:
        asked = Outbox(connection).last_reply(1)
    assert send_concern_messages(database, KEYS, site.clock) == 1
    assert send_concern_messages(database, KEYS, site.clock) == 0
    with database.read() as connection:
        body = connection.execute(select(outbox.c.body).order_by(outbox.c.id.desc()).limit(1)).scalar_one()
        (newest,) = Outbox(connection).notices(1)
        assert asked
        assert Outbox(connection).last_reply(1) == asked, "what was asked can still be answered"
    assert "Hello" not in body
    opened = site.conversation.envelopes.open(newest.body)
    assert opened.text == "This comes from a person whose job is to keep you safe. Hello from me"


FRONT_DOOR = """
- {id: childline, name: Childline, call: 0800 1111, verified_on: 2026-11-22}
- {id: door, name: Front door, call: 01632 960001, hours: 9 to 5, areas: [Here], verified_on: 2026-11-22}
"""
ROTA = Rota.model_validate({"people": [{"title": "Lead", "role": "lead", "email": "lead@trust.example"}]})
FRIDAY = datetime(2026, 11, 27, 16, 58, tzinfo=UTC)


def test_whoever_opens_one_is_told_what_to_do_and_whom_to_ring(database: Database) -> None:
    lines = read_help_lines(FRONT_DOOR, "lines.yaml")
    site = StaffSite(database, Clock(FRIDAY), rota=ROTA, help_lines=lines)
    told(database, site.clock)
    lead = site.signed_in("dsl@trust.example", "DSL")
    page = lead.get("/staff/concerns/1").text
    assert "Is somebody in danger now? Call 999." in page
    assert "stopped for half an hour" in page
    assert "Front door: 01632 960001 (9 to 5)." in page
    assert "Childline: 0800" not in page
    assert "The office is closed now." not in page
    assert "Seen by dsl@trust.example, nobody acts yet" in page
    site.clock.tick(minutes=4)
    assert "The office is closed now." in lead.get("/staff/concerns/1").text
    lead.post("/staff/concerns/1/act", data={"version": version(page)})
    page = lead.get("/staff/concerns/1").text
    assert "dsl@trust.example is acting" in page
    assert "open for 4 minutes" in page
    lead.post("/staff/concerns/1/end", data={"version": version(page), "how": "closed", "reason": "A game"})
    page = lead.get("/staff/concerns/1").text
    assert "What to do now" not in page
    assert "That cannot be taken back." in page


def test_the_age_that_somebody_said_stands_with_their_concern(database: Database, site: StaffSite) -> None:
    told(database, site.clock)
    with database.write() as connection:
        connection.execute(update(participant).values(age_band="13_15"))
    assert "13 to 15" in site.signed_in("dsl@trust.example", "DSL").get("/staff/concerns/1").text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"how": "", "reason": ""}, "Say whether you referred or close it."),
        ({"how": "closed", "reason": " "}, "Write to whom you referred it, or why you close it."),
        ({"how": "closed", "reason": "x" * 2001}, "Shorten this to 2000 letters or fewer."),
    ],
)
def test_an_ending_without_a_reason_is_refused_beside_the_field(
    database: Database, site: StaffSite, form: dict[str, str], said: str
) -> None:
    told(database, site.clock)
    lead = site.signed_in("dsl@trust.example", "DSL")
    seen = version(lead.get("/staff/concerns/1").text)
    given = {name: value for name, value in form.items() if value}
    answered = lead.post("/staff/concerns/1/end", data={"version": seen, **given})
    assert answered.status_code == 422
    assert said in answered.text


def test_every_staff_page_warns_of_an_alert_that_nobody_looks_at(database: Database, site: StaffSite) -> None:
    told(database, site.clock)
    officer = site.signed_in()
    assert "Nobody has looked" not in officer.get("/staff").text
    site.clock.tick(minutes=16)
    page = officer.get("/staff").text
    assert "Nobody has looked at a safeguarding alert for 16 minutes." in page
    assert "uncle" not in page
    site.signed_in("dsl@trust.example", "DSL").get("/staff/concerns/1")
    assert "Nobody has looked" not in officer.get("/staff").text


def test_every_staff_page_warns_of_an_alert_that_was_opened_and_left(
    database: Database, site: StaffSite
) -> None:
    told(database, site.clock)
    lead, officer = site.signed_in("dsl@trust.example", "DSL"), site.signed_in("officer@trust.example")
    page = lead.get("/staff/concerns/1").text
    for _ in range(3):
        site.clock.tick(minutes=10)
        seen = officer.get("/staff").text
        assert "Sign out" in seen
        assert "nobody says that they act" not in seen
        lead.get("/staff/concerns")
    site.clock.tick(minutes=5)
    assert "opened 35 minutes ago, and nobody says that they act" in officer.get("/staff").text
    lead.post("/staff/concerns/1/act", data={"version": version(page)})
    assert "nobody says that they act" not in officer.get("/staff").text


def test_a_deputy_takes_a_concern_over_from_whoever_acts_on_it(database: Database, site: StaffSite) -> None:
    told(database, site.clock)
    lead, deputy = site.signed_in("dsl@trust.example", "DSL"), site.signed_in("deputy@trust.example", "DSL")
    lead.post("/staff/concerns/1/act", data={"version": version(lead.get("/staff/concerns/1").text)})
    assert "Take it over" not in lead.get("/staff/concerns/1").text
    page = deputy.get("/staff/concerns/1").text
    assert "Take it over from " in page
    deputy.post("/staff/concerns/1/act", data={"version": version(page)})
    assert "Take it over" not in deputy.get("/staff/concerns/1").text
    assert "Take it over from " in lead.get("/staff/concerns/1").text


def test_two_deputies_do_not_overwrite_each_other(database: Database, site: StaffSite) -> None:
    told(database, site.clock)
    lead = site.signed_in("dsl@trust.example", "DSL")
    seen = version(lead.get("/staff/concerns/1").text)
    lead.post("/staff/concerns/1/act", data={"version": seen})
    late = lead.post("/staff/concerns/1/end", data={"version": seen, "how": "closed", "reason": "A game"})
    assert late.status_code == 409
    assert "That could not be done" in late.text


def test_the_words_of_a_concern_are_on_no_page_of_an_officer(database: Database, site: StaffSite) -> None:
    told(database, site.clock)
    officer = site.signed_in()
    for path in ("/staff", "/staff/feedback", "/staff/consultations/safe", "/board"):
        assert "uncle" not in officer.get(path).text, path
    assert officer.get("/staff/concerns/1").status_code == 403
