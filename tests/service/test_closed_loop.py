"""The whole loop on the Cheshire East plan: asked, answered by 300, decided, signed, told to everyone once
although the process is killed twice, judged, reported, and walked back from every number.
"""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from admin_api.reports import record_of, report
from admin_api.reports.html import as_html
from analysis.disclosure_control import Rule
from analysis.pipeline import read_new
from bot.announcements import announce
from bot.conversation import Conversation
from bot.delivery import Delivery
from bot.messages import Incoming, Message
from bot.outcome import Sent
from consultations.consultation import Consultation
from consultations.plan import read_plan
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations, Launch
from consultations.storage.database import Database
from consultations.storage.fairness import Fairness
from consultations.storage.outbox import Outbox
from consultations.storage.plans import Plans
from consultations.storage.tables import answer, outbox
from consultations.storage.walks import behind, chain, read_address
from tests.builders import KEYS, Clock, question, questionnaire, world
from tests.heard_site import BUSES, LIGHTS, PLAN, THEMES
from tests.staff_site import StaffSite

PEOPLE = 300
SAID = {LIGHTS: 120, BUSES: 100, "I like my school": 80}
KILLED = """
import os, signal, sys
from bot import announcements
from consultations.storage.database import Database
from tests.builders import KEYS, NOW
announcements.AT_ONCE, calls = 20, []
def clock():
    calls.append(1)
    if len(calls) == 4:
        os.kill(os.getpid(), signal.SIGKILL)  # with 20 messages written and not committed
    return NOW
announcements.announce(Database(sys.argv[1], KEYS), clock)
"""
CANT = {"decision": "cant", "what_happens": "The road is not ours to light. We have asked its owner."}
DONE = {"decision": "done", "what_happens": "The last bus now leaves at ten."}
NUMBER = re.compile(
    r"<p>([\d,]+) (?:people asked for|of you spoke of) this.*?</p><p class=\"source\">(.*?)</p>"
)


class Loop:
    """A Trust, its staff, and three hundred people who answer by turns on the web and on Telegram."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'loop.db'}"
        self.database = Database(self.url, KEYS)
        self.database.upgrade()
        self.clock = Clock()
        self.site = StaffSite(self.database, self.clock)
        self.conversation = Conversation(self.database, world(self.clock))
        self.arrived: Counter[tuple[str, str]] = Counter()

    def launched(self) -> Consultation:
        form = questionnaire(
            question("safe", "select_one", "Do you feel safe?", choices="yes_no", outcome="CE2"),
            question("better", "text", "What would make it better?", outcome="CE2"),
        )
        opened = Launch("safe", "Safe places", "CE-2022", form, "safe.xlsx", b"", taxonomy=THEMES)
        with self.database.write() as connection:
            Plans(connection).save(read_plan(PLAN).plans[0], self.clock())
            return Consultations(connection).open(opened, self.clock())

    def everybody_answers(self) -> None:
        words = [said for said, count in SAID.items() for _ in range(count)]
        for number, said in enumerate(words):
            self.says(number, start="safe")
            self.says(number, text="yes" if number % 3 else "no")
            self.says(number, text=said)
        read_new(self.database, self.clock)

    def says(self, number: int, **what: str) -> None:
        channel = "web" if number % 2 else "telegram"
        address = f"{channel}-{number}"
        self.clock.tick(seconds=1)
        message_id = f"{address}:{self.clock.now.timestamp():.0f}"
        self.conversation.take(Incoming(channel, address, message_id, **what))

    def is_killed_while_telling(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
        dead = subprocess.run([sys.executable, "-c", KILLED, self.url], env=environment, check=False)
        assert dead.returncode == -signal.SIGKILL

    async def send(self, address: str, message: Message) -> Sent:
        """Telegram, which takes everything and counts it."""
        self.arrived[address, message.text] += 1
        return Sent(f"{address}-{sum(self.arrived.values())}")

    def deliver(self) -> None:
        delivery = Delivery(self.database, {"telegram": self}, self.clock)
        while asyncio.run(delivery.deliver_bulk()):
            pass

    def web_people_come_back(self) -> None:
        """What their page does when it shows the news: it notes that they have seen it."""
        waiting = select(outbox.c.id).where(
            outbox.c.channel == "web", outbox.c.kind == "notice", outbox.c.sent_at.is_(None)
        )
        with self.database.write() as connection:
            for number in connection.execute(waiting).scalars().all():
                Outbox(connection).sent(number, self.clock())

    def shows(self, name: str) -> str:
        with self.database.read() as connection:
            record = record_of(connection, None, Rule(), self.clock())
        return unescape(as_html(report(name, record)).decode())


def ask_for(officer: TestClient, young: TestClient, theme: str, title: str, decided: dict[str, str]) -> int:
    """From the theme to the published answer, as staff and a young person lead do it in their browsers."""
    asked = {"question": "better", "theme": theme, "title": title}
    where = officer.post("/staff/consultations/safe/asks", data=asked).headers["location"]
    number = int(re.search(r"/staff/asks/(\d+)", where)[1])
    assert officer.post(f"/staff/asks/{number}/decision", data=decided).status_code == 303
    reads = young.get(f"/staff/answers-to-sign/{number}").text
    assert decided["what_happens"] in reads
    wording = re.search(r'name="wording" id="wording" value="(\w+)"', reads)[1]
    assert young.post(f"/staff/answers-to-sign/{number}", data={"wording": wording}).status_code == 303
    seen = re.search(r'name="seen" value="(\w+)"', officer.get(f"/staff/asks/{number}/publish").text)[1]
    assert officer.post(f"/staff/asks/{number}/publish", data={"seen": seen}).status_code == 303
    return number


@pytest.fixture
def loop(tmp_path: Path) -> Loop:
    return Loop(tmp_path)


def test_what_300_people_said_comes_back_to_each_of_them_once(loop: Loop) -> None:
    loop.launched()
    loop.everybody_answers()
    loop.says(0, text="STOP")
    officer, young = loop.site.signed_in(), loop.site.signed_in("young@trust.example", "young-lead")
    lights = ask_for(officer, young, "lights", "Light the way home", CANT)
    buses = ask_for(officer, young, "buses", "A later bus", DONE)

    loop.is_killed_while_telling()
    loop.is_killed_while_telling()
    announce(loop.database, loop.clock)
    assert announce(loop.database, loop.clock) == 0
    loop.deliver()
    loop.web_people_come_back()

    assert set(loop.arrived.values()) == {1}
    with loop.database.read() as connection:
        asks, fairness = Asks(connection), Fairness(connection)
        told = {
            one: (asks.get(one).people, fairness.written(one), asks.get(one).told) for one in (lights, buses)
        }
        keys = connection.execute(select(outbox.c.key).where(outbox.c.key.like("ask:%"))).scalars().all()
        assert asks.get(lights).partnership == "Safeguarding Children Partnership"
    assert told == {lights: (120, 119, 119), buses: (100, 100, 100)}  # one has stopped, and is left in peace
    assert len(keys) == len(set(keys)) == 219

    people_judge(loop, lights)
    page = officer.get(f"/staff/asks/{lights}").text
    assert "12 say yes, 8 partly, 10 no" in page
    assert "You could ask them again" in page

    the_reports_show_it(loop)
    every_number_leads_back(loop, lights)


def people_judge(loop: Loop, number: int) -> None:
    verdicts = ["yes"] * 12 + ["partly"] * 8 + ["no"] * 10
    for person, verdict in enumerate(verdicts, start=1):
        loop.says(person, button=f"fair:{number}:{verdict}")
    loop.says(30, text="You could ask them again")
    with loop.database.read() as connection:
        assert Fairness(connection).counts(number) == {"yes": 12, "partly": 8, "no": 10}


def the_reports_show_it(loop: Loop) -> None:
    newsletter = loop.shows("newsletter")
    assert "We cannot do this, because: The road is not ours to light." in newsletter
    assert "We did this: The last bus now leaves at ten." in newsletter
    assert "Is it a fair answer? People said fair: 10, partly fair: 10, not fair: 10." in newsletter
    board = loop.site.browser().get("/board/outcomes/CE2").text
    assert "Light the way home" in board
    assert "The last bus now leaves at ten." in board
    assert "Light the way home" in loop.shows("highlight")


def every_number_leads_back(loop: Loop, lights: int) -> None:
    """From each number of people in the newsletter to as many people, and from an answer to its ask."""
    found = NUMBER.findall(loop.shows("newsletter").replace("\n", ""))
    assert len(found) >= 4
    with loop.database.read() as connection:
        for number, source in found:
            addresses = re.search(r"Answers: ([^ ,]+(?:, [^ ,]+/[^ ,]+)*)", source)[1].split(", ")
            ids = {one for each in addresses for one in behind(connection, read_address(each))}
            people = connection.execute(
                select(answer.c.participant_id).where(answer.c.id.in_(ids)).distinct()
            ).all()
            assert abs(len(people) - int(number.replace(",", ""))) <= 2, source
        first = Asks(connection).answers(lights)[1]
        became = chain(connection, first).asks[0]
        assert (became.ask.id, became.ask.decision, became.verdict) == (lights, "cant", "yes")
        assert became.told_at is not None
