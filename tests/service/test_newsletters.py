"""After a meeting of the board: the newsletter is made once, published, and sent to who asked for it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from analysis.disclosure_control import Rule
from bot.announcements import announce
from bot.conversation import MESSAGE, Conversation
from bot.messages import Incoming
from bot.newsletters import message
from consultations.errors import NotFound
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.meetings import Meetings
from consultations.storage.outbox import Outbox
from consultations.storage.stages import advance
from consultations.storage.tables import outbox
from tests.builders import NOW, Clock, world
from tests.service.test_fair_answers import an_ask
from tests.staff_site import StaffSite
from together.newsletters import after_meetings

PUBLIC = "https://together.example"


def says(database: Database, address: str, number: int, text: str) -> str:
    conversation = Conversation(database, world())
    person = conversation.take(Incoming("telegram", address, f"{address}-{number}", text=text))
    with database.read() as connection:
        return conversation.envelopes.open(Outbox(connection).last_reply(person)[-1].body).text


def test_the_newsletter_comes_the_morning_after_to_who_asked_for_it(database: Database) -> None:
    an_ask(database)
    site = StaffSite(database)
    officer = site.signed_in()
    today = {"day": str(NOW.day), "month": str(NOW.month), "year": str(NOW.year)}
    assert officer.post("/staff/meetings", data=today).status_code == 303
    assert "There is a meeting on that day already." in officer.post("/staff/meetings", data=today).text
    assert officer.post("/staff/meetings", data={**today, "year": "2020"}).status_code == 422
    assert officer.get("/newsletter").status_code == 404

    assert says(database, "a", 20, "send me the newsletter").startswith("You will get our newsletter.")
    says(database, "b", 20, "/newsletter")
    assert says(database, "b", 21, "no newsletter") == "You will not get our newsletter any more."
    says(database, "c", 20, "/newsletter")
    says(database, "c", 21, "STOP")

    assert after_meetings(database, Rule(), PUBLIC, site.clock) == 0
    site.clock.now += timedelta(days=1)
    assert after_meetings(database, Rule(), PUBLIC, site.clock) == 1
    assert after_meetings(database, Rule(), PUBLIC, site.clock) == 0
    with database.read() as connection:
        (body,) = connection.execute(select(outbox.c.body).where(outbox.c.key.like("newsletter:%"))).scalars()
    assert f"{PUBLIC}/newsletter" in body
    page = officer.get("/newsletter").text
    assert "The park is not ours." in page
    assert '<link rel="stylesheet" href="/static/report.css">' in page
    assert officer.get("/static/report.css").status_code == 200
    with database.write() as connection, pytest.raises(NotFound):
        Meetings(connection).remove(1)  # its newsletter has gone out


def test_other_reports_go_out_with_the_newsletter_and_one_message_leads_to_all(database: Database) -> None:
    an_ask(database)
    site = StaffSite(database)
    officer = site.signed_in()
    today = {"day": str(NOW.day), "month": str(NOW.month), "year": str(NOW.year)}
    wanted = ["annual", "spotlight/CE2", "needs-evidence", "spotlight/CE99"]
    assert officer.post("/staff/meetings", data={**today, "reports": wanted}).status_code == 303
    assert "Annual review too" in officer.get("/staff/meetings").text
    says(database, "a", 20, "/newsletter")
    site.clock.now += timedelta(days=1)
    assert after_meetings(database, Rule(), PUBLIC, site.clock) == 1
    with database.read() as connection:
        (body,) = connection.execute(select(outbox.c.body).where(outbox.c.key.like("newsletter:%"))).scalars()
        out = {one.name: one.id for one in Meetings(connection).out()}
        (meeting,) = Meetings(connection).all()
    said = message(meeting, PUBLIC, "en").text
    assert body == MESSAGE.dump_json(message(meeting, PUBLIC, "en")).decode()
    assert said.splitlines() == [
        "Here is what is new to read:",
        "What you told us, and what happened",
        "Spotlight report: Children and young people feel and are safe",
        "Annual review",
        f"{PUBLIC}/reports",
    ]
    assert "newsletter" not in said
    assert set(out) == {"newsletter", "annual", "spotlight/CE2"}
    listed = site.browser().get("/reports").text
    assert all(f'href="/reports/{number}"' in listed for number in out.values())
    assert "<h1>Annual review</h1>" in site.browser().get(f"/reports/{out['annual']}").text
    assert "The park is not ours." in site.browser().get("/newsletter").text


def test_reports_that_were_ticked_stay_ticked_where_the_day_is_wrong(database: Database) -> None:
    an_ask(database)
    officer = StaffSite(database).signed_in()
    wrong = {"day": "31", "month": "2", "year": "2035", "reports": ["annual", "spotlight/CE2"]}
    page = officer.post("/staff/meetings", data=wrong).text
    assert re.findall(r'value="([^"]+)"\s+checked', page) == ["spotlight/CE2", "annual"]
    assert "checked" not in officer.get("/staff/meetings").text


def test_a_closed_consultation_goes_on_by_itself_until_people_have_been_told(database: Database) -> None:
    an_ask(database)
    with database.write() as connection:
        assert advance(connection, "timer", NOW) == []
        Consultations(connection).close("safe", NOW)
        assert advance(connection, "timer", NOW) == ["safe", "safe"]
        assert Consultations(connection).get("safe").stage == "answered"
    announce(database, Clock())
    with database.write() as connection:
        assert advance(connection, "timer", NOW) == []  # the messages are on their way
        for (number,) in connection.execute(select(outbox.c.id).where(outbox.c.key.like("ask:%"))).all():
            Outbox(connection).sent(number, NOW)
        assert advance(connection, "timer", NOW) == ["safe"]
        assert Consultations(connection).get("safe").stage == "fed back"
        assert AuditLog(connection).last() is not None
