"""From the answer of the Trust to whether people think it fair: told once, judged, screened, and shown."""

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from bot.announcements import announce, news
from bot.conversation import Conversation
from bot.messages import Incoming, Message
from consultations.accountability import Answered, Ask
from consultations.ask_words import Translations
from consultations.errors import Refused
from consultations.storage import fairness_tables
from consultations.storage.asks import Asks, Promotion
from consultations.storage.circulars import circulate
from consultations.storage.database import Database
from consultations.storage.fairness import Fairness
from consultations.storage.outbox import Outbox
from consultations.storage.tables import outbox
from tests.builders import NOW, Clock, world
from tests.heard import DARK, people_say, safe_streets
from tests.staff_site import StaffSite, may_look

PEOPLE = ["a", "b", "c", "d", "e", "f", "g"]
LAMPS = {
    "en": "The lamps go up now.",
    "en-easy": "You get new lamps.",
    "cy": "Mae'r lampau'n cael eu gosod nawr.",
    "pl": "Lampy stają teraz.",
    "ro": "Lămpile se montează acum.",
    "uk": "Ліхтарі ставлять зараз.",
    "ar": "تُركَّب المصابيح الآن.",
}


def an_ask(database: Database, answered: Answered | None = None, clock: Clock | None = None) -> Ask:
    """People ask for street lights; the Trust answers, the young lead signs, it is published."""
    clock = clock or Clock()
    consultation = safe_streets(database)
    people_say(database, clock, PEOPLE)
    about = ("better", "What would make it better?", DARK, "Dark streets", "cheshire", "CE2", "Lights")
    with database.write() as connection:
        asks = Asks(connection)
        made = asks.promote(Promotion(consultation.id, *about, due_on=date(2027, 1, 1)), "officer", NOW)
        asks.decide(made.id, answered or Answered("cant", "The park is not ours."), "officer", NOW)
        asks.sign(made.id, asks.get(made.id).wording, "young lead", NOW)
        return asks.publish(made.id, NOW)


class Chat:
    """One person on Telegram, and the last thing that was said to them."""

    def __init__(self, database: Database, address: str) -> None:
        self.database, self.address, self.sent = database, address, 10
        self.conversation = Conversation(database, world())

    def says(self, **what: str) -> Message:
        self.sent += 1
        incoming = Incoming("telegram", self.address, f"{self.address}-{self.sent}", **what)
        self.person = self.conversation.take(incoming)
        with self.database.read() as connection:
            last = Outbox(connection).last_reply(self.person)[-1]
        return self.conversation.envelopes.open(last.body)


def test_the_message_says_what_when_and_asks_whether_it_is_fair_in_every_language(database: Database) -> None:
    said_in = {code: words for code, words in LAMPS.items() if code != "en"}
    translations = Translations(what_happens=said_in)
    ask = an_ask(database, Answered("doing", LAMPS["en"], date(2027, 3, 27), translations=translations))
    for language, lamps in LAMPS.items():
        said = news(ask, language)
        assert [one for one in LAMPS.values() if one in said.text] == [lamps]
        assert "27/03/2027" in said.text
        assert [button.id for button in said.buttons] == ["fair:1:yes", "fair:1:partly", "fair:1:no"]
        assert said.language == language


def test_a_verdict_and_its_reason_are_kept_and_the_person_sees_them(database: Database) -> None:
    an_ask(database)
    assert announce(database, Clock()) == len(PEOPLE)
    chat = Chat(database, "a")
    asked = chat.says(button="fair:1:no")
    assert asked.text == "Thank you. Why do you think so? You can skip this."
    thanks = chat.says(text="You own the lamps next door")
    assert thanks.text == "Thank you. We will think of this next time."
    page = chat.says(text="what happened to what I said?").text
    assert "Dark streets\nWe can't do this, because: The park is not ours." in page
    assert "You said about our answer: No, it is not fair" in page
    with database.read() as connection:
        fairness = Fairness(connection)
        assert fairness.counts(1) == {"yes": 0, "partly": 0, "no": 1}
        assert [one.why for one in fairness.reasons(1)] == ["You own the lamps next door"]
    chat.says(button="fair:1:yes")
    chat.says(button=chat.says(button="fair:1:yes").buttons[0].id)
    with database.read() as connection:
        assert Fairness(connection).counts(1)["yes"] == 1


def test_a_reason_that_worries_us_is_held_back(database: Database) -> None:
    an_ask(database)
    announce(database, Clock())
    chat = Chat(database, "a")
    chat.says(button="fair:1:partly")
    chat.says(text="he hits me")
    table = fairness_tables.fairness
    with database.read() as connection:
        assert connection.execute(select(table.c.why, table.c.held)).one() == ("he hits me", True)
        assert Fairness(connection).reasons(1) == []


@pytest.mark.parametrize("button", ["fair:1:no", "fair:9:no", "fair:1:maybe", "fair:x:yes"])
def test_nobody_judges_what_they_were_not_told(database: Database, button: str) -> None:
    an_ask(database)
    chat = Chat(database, "other-1")
    announce(database, Clock())
    chat.says(button=button)
    with database.read() as connection:
        found = connection.execute(select(func.count()).select_from(fairness_tables.fairness)).scalar_one()
    assert found == 0


def test_before_there_is_an_answer_the_page_says_by_when(database: Database) -> None:
    consultation = safe_streets(database)
    people_say(database, Clock(), PEOPLE)
    assert Chat(database, "b").says(text="any news?").text.startswith("We have no news for you yet.")
    about = ("better", "Better?", DARK, "Dark streets", "cheshire", "CE2", "Lights")
    with database.write() as connection:
        asks = Asks(connection)
        asks.promote(Promotion(consultation.id, *about, due_on=date(2027, 1, 9)), "officer", NOW)
        asks.decide(1, Answered("done", "A secret until it is published."), "officer", NOW)
    page = Chat(database, "a").says(text="/came").text
    assert "Dark streets: we have heard this, and have not decided yet." in page
    assert "9/01/2027" in page
    assert "secret" not in page


def test_there_can_be_more_news_and_people_are_told_again_once(database: Database) -> None:
    an_ask(database, Answered("will_do", "Lamps by May.", date(2027, 5, 1)))
    assert announce(database, Clock()) == len(PEOPLE)
    with database.write() as connection:
        asks = Asks(connection)
        following = asks.follow(1, "officer", NOW, None)
        assert asks.follow(1, "colleague", NOW, None).id == following.id
        assert asks.answers(following.id) == asks.answers(1)
        asks.decide(following.id, Answered("done", "The lamps are up."), "officer", NOW)
        assert [one.id for one in asks.published()] == [1]
        asks.sign(following.id, asks.get(following.id).wording, "young lead", NOW)
        asks.publish(following.id, NOW)
        assert [one.id for one in asks.published()] == [following.id]
    assert announce(database, Clock()) == len(PEOPLE)
    assert announce(database, Clock()) == 0
    page = Chat(database, "a").says(text="/came").text
    assert "The lamps are up." in page
    assert "Lamps by May." not in page


def test_a_telling_that_is_cut_off_twice_goes_on_and_tells_everybody_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_ask(database)
    monkeypatch.setattr("bot.announcements.AT_ONCE", 2)
    calls: list[int] = []

    def dies(*what: Any) -> None:
        circulate(*what)
        calls.append(1)
        if len(calls) in (2, 4):
            raise KeyboardInterrupt

    monkeypatch.setattr("bot.announcements.circulate", dies)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            announce(database, Clock())
    announce(database, Clock())
    assert announce(database, Clock()) == 0
    with database.read() as connection:
        keys = connection.execute(select(outbox.c.key).where(outbox.c.key.like("ask:%"))).scalars().all()
        assert len(keys) == len(set(keys)) == len(PEOPLE)
        assert Fairness(connection).written(1) == len(PEOPLE)


def test_only_words_that_a_young_person_lead_has_signed_go_out(database: Database) -> None:
    safe_streets(database)
    site = StaffSite(database)
    people_say(database, site.clock, PEOPLE)
    officer, young = may_look(site.signed_in()), site.signed_in("young@trust.example", "young-lead")
    asked = {"question": "better", "theme": DARK, "title": "Light the streets"}
    officer.post("/staff/consultations/safe/asks", data=asked)
    decided = {"decision": "cant", "what_happens": "The park is not ours."}
    officer.post("/staff/asks/1/decision", data=decided)
    assert published(officer) == 409

    page = young.get("/staff/answers-to-sign/1").text
    assert "The park is not ours." in page
    wording = page.split('name="wording" id="wording" value="')[1].split('"')[0]
    change = {"wording": wording, "do": "ask", "change": "Say who owns it."}
    assert young.post("/staff/answers-to-sign/1", data=change).status_code == 303
    assert "Say who owns it." in officer.get("/staff/asks/1").text
    assert published(officer) == 409

    officer.post("/staff/asks/1/decision", data={**decided, "what_happens": "The park is the council’s."})
    assert young.post("/staff/answers-to-sign/1", data={"wording": wording}).status_code == 422
    with database.read() as connection:
        wording = Asks(connection).get(1).wording
    assert young.post("/staff/answers-to-sign/1", data={"wording": wording}).status_code == 303
    officer.post("/staff/asks/1/decision", data={**decided, "what_happens": "The park is private."})
    assert published(officer) == 409  # the signature was for other words
    with database.write() as connection:
        asks = Asks(connection)
        asks.sign(1, asks.get(1).wording, "young", site.clock())
    assert published(officer) == 303


def published(officer: TestClient) -> int:
    page = officer.get("/staff/asks/1/publish").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    return officer.post("/staff/asks/1/publish", data={"seen": seen}).status_code


def test_what_is_not_over_needs_the_day_of_the_next_news(database: Database) -> None:
    safe_streets(database)
    site = StaffSite(database)
    people_say(database, site.clock, PEOPLE)
    officer = may_look(site.signed_in())
    asked = {"question": "better", "theme": DARK, "title": "Light the streets"}
    officer.post("/staff/consultations/safe/asks", data=asked)
    answer = officer.post("/staff/asks/1/decision", data={"decision": "doing", "what_happens": "Now."})
    assert answer.status_code == 422
    assert "Write by when people will hear more." in answer.text
    with database.write() as connection, pytest.raises(Refused, match="next news"):
        Asks(connection).decide(1, Answered("will_do", "Soon."), "officer", NOW)
