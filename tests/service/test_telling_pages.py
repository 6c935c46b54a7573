"""From what a child says in the web chat to the reply that the child reads there; and the two questions."""

import html
import re

import pytest
from fastapi.testclient import TestClient

from bot.messages import Incoming, Message
from bot.replies import send_replies
from consultations.plan import parse_plan
from consultations.storage.database import Database
from consultations.storage.feedback import Feedback
from consultations.storage.outbox import Outbox
from consultations.storage.plans import Plans
from tests.builders import NOW, PLAN, launch, plan
from tests.staff_site import OWN_PAGE, StaffSite

SAFE = "Children and young people feel and are safe"
BUS = "The bus is full of smoke."
BUTTON = re.compile(r'<button[^>]*name="button" value="([^"]*)"[^>]*>(.*?)</button>', re.DOTALL)
ANSWER = "We asked the bus company to stop it."


def words(page: str) -> str:
    """What a page says, without its tags, with one space between two words."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


class Child:
    """A browser in which somebody chats."""

    def __init__(self, site: StaffSite) -> None:
        self.browser = TestClient(site.app, base_url="http://together.example", headers=OWN_PAGE)
        self.sent = 0

    def goes(self, path: str) -> str:
        self.page = self.browser.get(path)
        return words(self.page.text)

    def _posts(self, **form: str) -> str:
        self.sent += 1
        path = self.page.url.path
        self.page = self.browser.post(path, data={"form_id": f"f{self.sent}", **form})
        return words(self.page.text)

    def starts(self) -> str:
        return self._posts(start="true")

    def says(self, text: str) -> str:
        return self._posts(text=text)

    def presses(self, label: str) -> str:
        buttons = BUTTON.findall(self.page.text)
        return self._posts(button=next(value for value, said in buttons if words(said) == label))


@pytest.fixture
def site(database: Database) -> StaffSite:
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    return StaffSite(database, secure=False)


@pytest.fixture
def child(site: StaffSite) -> Child:
    return Child(site)


@pytest.fixture
def officer(site: StaffSite) -> TestClient:
    return site.signed_in()


def told(site: StaffSite, *sayings: str) -> None:
    """People, one each, say these on Telegram."""
    conversation = site.conversation
    for place, saying in enumerate(sayings):
        for number, text in enumerate(("/tell", saying)):
            conversation.take(Incoming("telegram", f"t{place}", f"{place}-{number}", text=text))


def shown(browser: TestClient, path: str = "/staff/feedback") -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return words(answer.text)


def version(site: StaffSite, number: int = 1) -> str:
    with site.database.read() as connection:
        return str(Feedback(connection).get(number).version)


def test_from_what_a_child_says_to_the_reply_they_read(
    site: StaffSite, child: Child, officer: TestClient
) -> None:
    assert "Tell us something" in child.goes("/chat")
    child.goes("/chat/tell")
    child.starts()
    child.presses("English")
    assert "We will answer you here by 7/12/2026." in words(child.page.text)
    child.says(BUS)
    child.presses(SAFE)
    assert "We will read it, and answer you here by 7/12/2026." in child.presses("Skip")

    queue = shown(officer)
    assert "1 person waits for a reply; 0 overdue." in queue
    assert f"About: {SAFE} Reply by 7 December 2026 {BUS} 23 November 2026, Web chat." in queue
    read = officer.post("/staff/feedback/1/read", data={"version": "1"})
    assert (read.status_code, read.headers["location"]) == (303, "/staff/feedback?note=read#telling-1")
    assert "Read by officer@trust.example, 23 November 2026" in shown(officer)
    replied = officer.post("/staff/feedback/1/reply", data={"version": version(site), "reply": ANSWER})
    assert replied.headers["location"] == "/staff/feedback?note=replied"
    assert "Nobody waits for a reply." in shown(officer)

    assert ANSWER not in child.goes("/chat/tell")
    send_replies(site.database, site.clock)
    assert f"You told us: {BUS} This is our answer: {ANSWER}" in child.goes("/chat/tell")
    assert f"Our reply {ANSWER} Delivery Sent on 23 November 2026." in shown(officer, "/staff/feedback/1")


def test_in_the_middle_of_a_consultation_the_page_stays_and_so_does_the_place(
    site: StaffSite, child: Child
) -> None:
    launch(site.database)
    child.goes("/chat/safe")
    child.starts()
    child.presses("Yes")
    assert "Where do you go?" in words(child.page.text)
    assert "What do you want to tell us?" in child.says("tell us something")
    child.says(BUS)
    child.presses("I don't know")
    back = child.presses("Skip")
    assert child.page.url.path == "/chat/safe"
    assert "Now back to where you were." in back
    assert "Where do you go?" in back


WHO_HELPS = "Who can help with this?"
KOOTH = "Kooth How to find them: Online"


def name_a_service(site: StaffSite) -> None:
    named = PLAN + "services: [{name: Kooth, reach: Online, outcomes: [CE2]}]\n"
    with site.database.write() as connection:
        Plans(connection).save(parse_plan(named.encode(), "plan.yaml").plans[0], NOW)


def test_who_can_help_with_what_they_picked_is_offered_then_and_at_the_end(
    site: StaffSite, child: Child
) -> None:
    name_a_service(site)
    child.goes("/chat/tell")
    child.starts()
    child.presses("English")
    assert WHO_HELPS not in child.says(BUS)
    assert WHO_HELPS in child.presses(SAFE)
    helped = child.presses(WHO_HELPS)
    assert KOOTH in helped
    assert "What would help?" in helped
    assert WHO_HELPS in child.presses("Skip")
    assert KOOTH in child.presses(WHO_HELPS)


def test_nobody_is_offered_for_what_the_plan_names_nobody_for(site: StaffSite, child: Child) -> None:
    name_a_service(site)
    child.goes("/chat/tell")
    child.starts()
    child.presses("English")
    child.says(BUS)
    assert WHO_HELPS not in child.presses("I don't know")


def test_who_can_help_is_answered_where_nothing_is_open_and_after_a_close(
    site: StaffSite, officer: TestClient
) -> None:
    name_a_service(site)
    said = heard(site, 1, "who can help me?")
    assert "Kooth\nHow to find them: Online" in said.text
    assert WHO_HELPS in [button.label for button in heard(site, 2, "help").buttons]
    launch(site.database)  # its plan names no service
    heard(site, 3, "hello")
    officer.post("/staff/consultations/safe/close")
    card = heard(site, 4, "help")
    assert WHO_HELPS not in [button.label for button in card.buttons]
    assert heard(site, 5, "who can help me?").text == card.text
    name_a_service(site)
    assert "Kooth" in heard(site, 6, "who can help me?").text


def heard(site: StaffSite, number: int, text: str) -> Message:
    """The last of what somebody on Telegram is told who says this."""
    person = site.conversation.take(Incoming("telegram", "t", f"t-{number}", text=text))
    with site.database.read() as connection:
        last = Outbox(connection).last_reply(person)[-1]
    return site.conversation.envelopes.open(last.body)


def test_a_closed_consultation_leads_to_telling(site: StaffSite, child: Child, officer: TestClient) -> None:
    launch(site.database)
    officer.post("/staff/consultations/safe/close")
    assert "Tell us something" in child.goes("/chat/safe")


def test_what_is_overdue_stands_first_and_is_counted(site: StaffSite, officer: TestClient) -> None:
    told(site, "The first")
    site.clock.tick(days=15)
    told_later = site.conversation
    for number, text in enumerate(("/tell", "The second")):
        told_later.take(Incoming("telegram", "late", f"late-{number}", text=text))
    officer = site.signed_in("second@trust.example")
    page = shown(officer)
    assert "2 wait for a reply; 1 overdue." in page
    assert page.index("Overdue by 1 day The first") < page.index("The second")


def test_two_at_once_do_not_overwrite_each_other(site: StaffSite, officer: TestClient) -> None:
    told(site, "It is cold")
    other = site.signed_in("second@trust.example")
    officer.post("/staff/feedback/1/reply", data={"version": "1", "reply": "Mine was first."})
    late = other.post("/staff/feedback/1/reply", data={"version": "1", "reply": "Mine was second."})
    assert late.status_code == 409
    assert "A colleague was here a moment before you" in words(late.text)
    assert "What you wrote was not sent Mine was second." in words(late.text)
    assert "Our reply Mine was first." in shown(officer, "/staff/feedback/1")
    assert officer.post("/staff/feedback/1/read", data={"version": "1"}).status_code == 303


@pytest.mark.parametrize(
    ("reply", "said"),
    [("  ", "Write what the person will read."), ("x" * 1001, "Shorten this")],
    ids=["empty", "long"],
)
def test_a_reply_that_nobody_could_read_is_not_sent(
    site: StaffSite, officer: TestClient, reply: str, said: str
) -> None:
    told(site, "It is cold")
    answer = officer.post("/staff/feedback/1/reply", data={"version": "1", "reply": reply})
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert reply.strip() in answer.text


def test_what_people_write_is_shown_as_words(site: StaffSite, officer: TestClient) -> None:
    told(site, "<script>alert(1)</script>")
    assert "<script>alert" not in officer.get("/staff/feedback").text
    assert "&lt;script&gt;alert" in officer.get("/staff/feedback").text


def test_the_queue_is_for_officers(site: StaffSite) -> None:
    told(site, "It is cold")
    for role in ("board", "admin", "DSL"):
        browser = site.signed_in(f"{role}@trust.example", role)
        assert browser.get("/staff/feedback").status_code == 403
    assert site.browser().get("/staff/feedback").status_code in (303, 401)
    assert site.signed_in("lead@trust.example", "lead").get("/staff/feedback").status_code == 200


def test_what_is_told_is_no_consultation_on_the_desk_or_in_public(
    site: StaffSite, officer: TestClient
) -> None:
    told(site, "It is cold")
    open_service(officer)
    assert "There is no consultation yet." in shown(officer, "/staff")
    assert "Holiday club" not in shown(officer, "/")


# Two questions about a service or an event

SERVICE = {"title": "Holiday club", "code": "club", "outcome": "CE2"}


def open_service(browser: TestClient, **more: str):
    return browser.post("/staff/services", data={**SERVICE, **more})


def test_two_questions_are_opened_in_a_minute(site: StaffSite, child: Child, officer: TestClient) -> None:
    assert open_service(officer).headers["location"] == "/staff/services/club"
    page = officer.get("/staff/services/club").text
    assert "http://together.example/chat/club" in page
    assert "<svg" in page
    assert "Holiday club" in shown(officer, "/staff/services")
    child.goes("/chat/club")
    child.starts()
    child.presses("English")
    assert "Holiday club: how do you feel about this?" in words(child.page.text)
    assert "Why? What would make it better?" in child.presses("🙂 Good")
    child.says("More football")
    assert "club Open fewer than 5" in shown(officer, "/staff/services")


def test_all_that_is_wrong_is_said_beside_its_field(site: StaffSite, officer: TestClient) -> None:
    wrong = open_service(officer, title="", code="a b", outcome="")
    assert wrong.status_code == 422
    for said in ("Write what it is called", "Use letters, digits", "Choose the outcome"):
        assert words(wrong.text).count(said) == 2
    open_service(officer)
    again = open_service(officer)
    assert "There is a consultation called “club” already." in words(again.text)
    assert "The plan has no outcome called X." in words(open_service(officer, code="other", outcome="X").text)


def rate(site: StaffSite, people: int, code: str, face: str) -> None:
    conversation = site.conversation
    for number in range(people):
        who = f"p{number}"
        conversation.take(Incoming("telegram", who, f"{code}-{who}-0", start=code))
        for step, text in enumerate(("English", face)):
            conversation.take(Incoming("telegram", who, f"{code}-{who}-{step + 1}", text=text))


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (12, "10 people answered both times. On average +2.00 points"),
        (4, "Fewer than 5 people answered both times. These are too few"),
    ],
)
def test_before_and_after_are_compared_per_person(
    site: StaffSite, officer: TestClient, people: int, said: str
) -> None:
    assert open_service(officer, before_after="true").headers["location"] == "/staff/services/club-before"
    rate(site, people, "club-before", "Bad")
    rate(site, people, "club-after", "Good")
    page = shown(officer, "/staff/services/club-before")
    assert said in page
    assert ("People feel better" in page) == (people == 12)
