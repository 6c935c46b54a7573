"""The whole loop on the Cheshire East plan: asked, answered by 300, decided, signed, told to everyone once
although the process is killed thrice, judged, reported, and walked back from every number.

Those on Telegram meet the running service over a Bot API of our own: what they type is polled there, and what
they are told leaves by the outbox, at its pace, over the same HTTP. Once means once, but for what was in
flight when the process was killed between sending and noting: nobody can know whether that arrived.
"""

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from itertools import count
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import ColumnElement, Connection, Select, func, select, update

from admin_api.reports import record_of, report
from admin_api.reports.html import as_html
from analysis.disclosure_control import Rule
from analysis.pipeline import read_new
from bot.delivery import BULK_IN_FLIGHT
from bot.messages import Incoming
from consultations.consultation import Consultation
from consultations.plan import read_plan
from consultations.sealing import write_key
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations, Launch
from consultations.storage.database import Database
from consultations.storage.fairness import Fairness
from consultations.storage.fairness_tables import fairness as judged
from consultations.storage.outbox import Outbox
from consultations.storage.plans import Plans
from consultations.storage.tables import event, outbox, participant
from consultations.storage.walks import chain, read_address
from tests.builders import KEYS, Clock, PlainScreen, question, questionnaire
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api.rules import ApiError
from tests.fake_bot_api.served import served
from tests.fake_bot_api.world import Trouble
from tests.heard_site import BUSES, LIGHTS, PLAN, THEMES
from tests.serving import end, free_port, start
from tests.staff_site import StaffSite
from tests.walked import ROUNDED, astray, linked_numbers, people_behind
from together.opening import world
from together.settings import Settings
from together.wiring import Service

DATABASES = ["sqlite", "postgresql"] if "TOGETHER_EXAMPLES" in os.environ else ["postgresql"]
PEOPLE = 300
SAID = {LIGHTS: 120, BUSES: 100, "I like my school": 80}
START = "/start safe"
WITHIN = 180
A_LONG_TIME = 3600
"""Seconds for which Telegram asks us to leave a chat alone."""
KILLED = """
import os, signal, sys
from bot import announcements
from consultations.storage.database import Database
from tests.builders import KEYS, NOW
announcements.AT_ONCE, circulate, calls = 20, announcements.circulate, []
def dies(*what):
    circulate(*what)
    calls.append(1)
    if len(calls) == 4:
        os.kill(os.getpid(), signal.SIGKILL)  # with messages written and not committed
announcements.circulate = dies
announcements.announce(Database(sys.argv[1], KEYS), lambda: NOW)
"""
CANT = {"decision": "cant", "what_happens": "The road is not ours to light. We have asked its owner."}
DONE = {"decision": "done", "what_happens": "The last bus now leaves at ten."}
NEWS = (CANT["what_happens"], DONE["what_happens"])
FAIR = {"yes": "Yes, it is fair", "partly": "It is partly fair", "no": "No, it is not fair"}
SOURCED = re.compile(r"<p>([^<]*\d[^<]*)</p><p class=\"source\">([^<]*)</p>")
"""A sentence of the newsletter with a number, and its base and source."""
BOARD = {"/board": 7, "/board/outcomes/CE2": 12}
"""Pages, and how many of their numbers lead to answers at least."""


class Loop:
    """A Trust, its staff, and three hundred people who answer by turns on the web and on Telegram."""

    def __init__(self, database: Database, url: str, fake: FakeBotApi, folder: Path) -> None:
        self.database, self.url, self.fake, self.folder = database, url, fake, folder
        self.clock = Clock(datetime.now(UTC))
        self.site = StaffSite(database, self.clock)
        self.phones = {number: fake.person(1000 + number) for number in range(0, PEOPLE, 2)}
        self.given = {
            "database_url": url,
            "data_folder": str(folder),
            "key": write_key(KEYS.keys[0]),
            "telegram_token": fake.token,
            "telegram_base_url": fake.url,
            "telegram_poll_timeout": "1",
            "port": str(free_port()),
            "send_rate": "1000",
            "quiet_hours": "",  # the story is told at any hour of the real clock
        }
        self._numbers = count(1)

    @contextmanager
    def running(self) -> Iterator[None]:
        """The service, polling Telegram, without a door; the screen is the tests' own, which is quick."""
        settings = Settings(**self.given)
        around = replace(world(settings), screen=PlainScreen(), doorway=None)
        service = Service(settings, around=around)
        self._conversation = service.conversation
        with served(service.app()):
            yield

    @contextmanager
    def running_elsewhere(self) -> Iterator[ForkServerProcess]:
        """The same as a process of its own, which is killed at the end."""
        process = start(
            {f"TOGETHER_{name.upper()}": value for name, value in self.given.items()}, self.folder
        )
        try:
            yield process
        finally:
            end(process, signal.SIGKILL)

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
        words = [said for said, times in SAID.items() for _ in range(times)]
        with self.running():
            for number, said in enumerate(words):
                self.says(number, START)
                self.says(number, "yes" if number % 3 else "no")
                self.says(number, said)
            self.fake.wait_until(lambda: not self.fake.pending, WITHIN)
            finished = select(func.count()).where(event.c.kind == "finished")
            self.waits_for(finished, PEOPLE)
            self.says(0, "STOP")
            self.waits_for(select(func.count()).where(participant.c.stopped_at.is_not(None)), 1)
            self.waits_for(on_telegram(outbox.c.sent_at.is_(None)), 0)
        read_new(self.database, self.clock)

    def waits_for(self, counting: Select[tuple[int]], number: int) -> None:
        def counted() -> bool:
            with self.database.read() as connection:
                return connection.execute(counting).scalar_one() == number

        self.fake.wait_until(counted, WITHIN)

    def says(self, number: int, text: str) -> None:
        if number in self.phones:
            self.phones[number].says(text)
        elif text == START:
            self._on_the_web(number, start="safe")
        else:
            self._on_the_web(number, text=text)

    def _on_the_web(self, number: int, **what: str) -> None:
        address = f"web-{number}"
        self._conversation.take(Incoming("web", address, f"{address}:{next(self._numbers)}", **what))

    def judges(self, number: int, ask: int, verdict: str) -> None:
        if number in self.phones:
            self.phones[number].presses(FAIR[verdict])
        else:
            self._on_the_web(number, button=f"fair:{ask}:{verdict}")

    def is_killed_while_telling(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
        dead = subprocess.run([sys.executable, "-c", KILLED, self.url], env=environment, check=False)
        assert dead.returncode == -signal.SIGKILL

    def is_killed_while_sending(self, reached: int, refused: Sequence[int]) -> None:
        """Telegram takes what is for some, and asks us to wait with the rest: then the service dies."""
        limit = ApiError(429, f"Too Many Requests: retry after {A_LONG_TIME}", A_LONG_TIME)
        troubles = [Trouble(limit, PEOPLE, "sendMessage", self.phones[one].chat_id) for one in refused]
        self.fake.world.troubles.extend(troubles)
        with self.running_elsewhere() as process:
            self.waits_for(on_telegram(outbox.c.sent_at.is_not(None), outbox.c.kind == "notice"), reached)
            self.waits_for(on_telegram(outbox.c.failure == "asked to wait"), len(refused))
            assert end(process, signal.SIGKILL) == -signal.SIGKILL
        self.fake.world.troubles.clear()
        with self.database.write() as connection:  # the time has passed
            waiting = update(outbox).where(outbox.c.failure == "asked to wait")
            connection.execute(waiting.values(due_at=self.clock()))

    def is_killed_before_it_notes(self, noted: int) -> list[int]:
        """Telegram takes messages, and the service dies before it hears that. Whom they are for."""
        sent = on_telegram(outbox.c.sent_at.is_not(None), outbox.c.kind == "notice")
        with self.database.read() as connection:
            before = connection.execute(sent).scalar_one()
        self.fake.goes_silent(after=noted)
        with self.running_elsewhere() as process:
            self.waits_for(sent, before + noted)
            self.fake.wait_until(lambda: len(self.fake.world.unanswered) == BULK_IN_FLIGHT, WITHIN)
            assert end(process, signal.SIGKILL) == -signal.SIGKILL
        with self.database.write() as connection:  # a minute has passed
            leased = update(outbox).where(outbox.c.leased_until.is_not(None))
            connection.execute(leased.values(leased_until=self.clock()))
        return self.numbers_of(self.fake.speaks_again())

    def numbers_of(self, chats: Iterable[int]) -> list[int]:
        numbers = {phone.chat_id: number for number, phone in self.phones.items()}
        return [numbers[chat] for chat in chats]

    def told_on_telegram(self) -> Counter[int]:
        """How often the news has come to each of those with a telephone."""
        with self.fake.world.locked():
            posted = [one for one in self.fake.world.posted.values() if one.from_bot]
        told = (one.chat_id for one in posted if any(news in one.text for news in NEWS))
        return Counter(self.numbers_of(told))

    def web_people_come_back(self) -> None:
        """What their page does when it shows the news: it notes that they have seen it."""
        waiting = select(outbox.c.id).where(
            outbox.c.channel == "web", outbox.c.kind == "notice", outbox.c.sent_at.is_(None)
        )
        with self.database.write() as connection:
            for number in connection.execute(waiting).scalars().all():
                Outbox(connection).sent(number, self.clock())

    def is_over(self) -> None:
        with self.database.write() as connection:
            Consultations(connection).close("safe", self.clock())

    def shows(self, name: str) -> str:
        with self.database.read() as connection:
            record = record_of(connection, None, Rule(), self.clock())
        return unescape(as_html(report(name, record)).decode())


def on_telegram(*conditions: ColumnElement[bool]) -> Select[tuple[int]]:
    return select(func.count()).where(outbox.c.channel == "telegram", *conditions)


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
def loop(database: Database, database_url: str, fake: FakeBotApi, tmp_path: Path) -> Loop:
    return Loop(database, database_url, fake, tmp_path)


def test_what_300_people_said_comes_back_to_each_of_them_once(loop: Loop) -> None:
    loop.launched()
    loop.everybody_answers()
    loop.is_over()
    officer, young = loop.site.signed_in(), loop.site.signed_in("young@trust.example", "young-lead")
    lights = ask_for(officer, young, "lights", "Light the way home", CANT)
    buses = ask_for(officer, young, "buses", "A later bus", DONE)

    asked = range(2, SAID[LIGHTS] + SAID[BUSES], 2)  # on Telegram; number 0 has stopped
    loop.is_killed_while_telling()
    loop.is_killed_while_sending(len(asked[::2]), asked[1::2])
    assert loop.told_on_telegram() == Counter(asked[::2])
    in_flight = loop.is_killed_before_it_notes(5)
    with loop.running():
        loop.waits_for(on_telegram(outbox.c.sent_at.is_not(None), outbox.c.kind == "notice"), len(asked))
        people_judge(loop, lights)
    loop.web_people_come_back()

    assert len(set(in_flight)) == BULK_IN_FLIGHT
    assert loop.told_on_telegram() == Counter(asked) + Counter(in_flight)  # nobody is left out
    with loop.database.read() as connection:
        asks, fairness = Asks(connection), Fairness(connection)
        told = {
            one: (asks.get(one).people, fairness.written(one), asks.get(one).told) for one in (lights, buses)
        }
        keys = connection.execute(select(outbox.c.key).where(outbox.c.key.like("ask:%"))).scalars().all()
        assert asks.get(lights).partnership == "Safeguarding Children Partnership"
    assert told == {lights: (120, 119, 119), buses: (100, 100, 100)}  # one has stopped, and is left in peace
    assert len(keys) == len(set(keys)) == 219

    page = officer.get(f"/staff/asks/{lights}").text
    assert "fair: 10, partly fair: 10, not fair: 10" in page
    assert "You could ask them again" in page

    the_reports_show_it(loop)
    every_number_leads_back(loop, officer, lights)


def people_judge(loop: Loop, number: int) -> None:
    verdicts = ["yes"] * 12 + ["partly"] * 8 + ["no"] * 10
    for person, verdict in enumerate(verdicts, start=1):
        loop.judges(person, number, verdict)
    loop.says(30, "You could ask them again")
    loop.waits_for(select(func.count()).where(judged.c.why.is_not(None)), 1)
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


def every_number_leads_back(loop: Loop, officer: TestClient, lights: int) -> None:
    """From each number of the board, of the ask's page and of the newsletter to as many people who said it,
    and from each of their answers to the ask.
    """
    with loop.database.read() as connection:
        for path, least in BOARD.items():
            page = officer.get(path).text
            assert len(linked_numbers(page)) >= least, path
            assert not list(astray(connection, page)), path
        the_newsletter_leads_back(connection, loop.shows("newsletter"))
        the_verdicts_lead_back(connection, officer.get(f"/staff/asks/{lights}").text)
        became = [chain(connection, one).asks[0] for one in Asks(connection).answers(lights)]
    assert {(one.ask.id, one.ask.decision) for one in became} == {(lights, "cant")}
    assert Counter(one.verdict for one in became) == {"yes": 12, "partly": 8, "no": 10, None: 90}
    assert [one.told_at for one in became].count(None) == 1


def the_newsletter_leads_back(connection: Connection, newsletter: str) -> None:
    """Each number of people in it has an address: the total, themes, asks, and who thinks an answer fair."""
    kinds = set()
    for said, source in SOURCED.findall(newsletter.replace("\n", "")):
        addresses = source.partition("Answers: ")[2].partition(", ask ")[0].split(", ")
        numbers = [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", said)]
        if len(numbers) == 1:
            behind = [people_behind(connection, *map(read_address, addresses))]
        else:
            behind = [people_behind(connection, read_address(one)) for one in addresses]
        assert len(behind) == len(numbers), said
        assert all(abs(one - number) <= ROUNDED for one, number in zip(behind, numbers, strict=True)), said
        kinds.add(re.sub(r"[\d,]+|:.*", "", said).strip())
    assert kinds == {
        "people talked to us.",
        "of you spoke of this",
        "people asked for this.",
        "Is it a fair answer? People said fair",
    }


def the_verdicts_lead_back(connection: Connection, page: str) -> None:
    ways = re.findall(r'href="/staff/behind\?number=(ask%3A\d+%2F\w+)"', page)
    behind = {one: people_behind(connection, read_address(unquote(one))) for one in ways}
    assert [count for _, count in sorted(behind.items())] == [10, 8, 119, 12]  # no, partly, told, yes
