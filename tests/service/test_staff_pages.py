"""An officer's day: what people said becomes an ask, is decided, read before it goes, published, and told."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from bot.announcements import announce
from bot.delivery import Delivery
from bot.messages import Message
from bot.outcome import Sent
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from tests.heard import DARK, people_say, safe_streets, stops
from tests.staff_site import StaffSite, may_look

PEOPLE = ["a", "b", "c", "d", "e", "f", "g"]
THEME = {"question": "better", "theme": DARK}
LIGHTS = "We will put lights in the park by March."
WILL_DO = {"decision": "will_do", "what_happens": LIGHTS, "day": "1", "month": "6", "year": "2030"}
CANT = {"decision": "cant", "what_happens": "The park is not ours."}


@pytest.fixture
def site(database: Database) -> StaffSite:
    safe_streets(database)
    site = StaffSite(database)
    people_say(database, site.clock, PEOPLE)
    return site


@pytest.fixture
def officer(site: StaffSite) -> TestClient:
    return may_look(site.signed_in("officer@trust.example"))


def promote(browser: TestClient, title: str = "Light the streets"):
    return browser.post("/staff/consultations/safe/asks", data={**THEME, "title": title})


def decide(browser: TestClient, decision: dict[str, str] = WILL_DO):
    return browser.post("/staff/asks/1/decision", data=decision)


def seen(browser: TestClient) -> str:
    page = browser.get("/staff/asks/1/publish").text
    return re.search(r'name="seen" value="(\w+)"', page)[1]


def publish(browser: TestClient, message_seen: str | None = None):
    browser.site.sign_answers()
    return browser.post("/staff/asks/1/publish", data={"seen": message_seen or seen(browser)})


def words(page: str) -> str:
    """What a page says, without its tags, with one space between two words."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def shown(browser: TestClient, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return words(answer.text)


def test_the_desk_shows_how_far_people_are_and_which_asks_wait(site: StaffSite, officer: TestClient) -> None:
    assert "Safe places Open 15 15" in shown(officer, "/staff")
    assert "There is no ask yet." in shown(officer, "/staff")
    promote(officer)
    site.clock.tick(days=12)
    later = site.signed_in("lead@trust.example", "lead")
    due = "Due 23 December 2026: 12 of 30 days gone, 18 days left"
    assert f"Light the streets To decide Waiting for 12 days {due} Nobody yet" in shown(later, "/staff")


def test_invented_answers_are_marked(database: Database) -> None:
    safe_streets(database, sample=True)
    officer = StaffSite(database).signed_in()
    assert "Safe places Open Invented answers 0 0" in shown(officer, "/staff")
    assert "Invented answers" in shown(officer, "/staff/consultations/safe")


def test_a_consultation_shows_what_people_spoke_of_under_its_question(officer: TestClient) -> None:
    page = shown(officer, "/staff/consultations/safe")
    assert "What would make it better?" in page
    assert "Buses 10 10 Make this an ask" in page
    assert "Dark streets 5 5 Make this an ask" in page


def test_fewer_than_five_people_are_not_counted_out(database: Database) -> None:
    safe_streets(database)
    site = StaffSite(database)
    people_say(database, site.clock, PEOPLE[:3])
    page = shown(may_look(site.signed_in()), "/staff/consultations/safe")
    assert re.search("Dark streets (fewer than 5|hidden)", page)
    assert "Dark streets 3" not in page


def test_an_ask_goes_from_the_theme_to_the_people_who_said_it(site: StaffSite, officer: TestClient) -> None:
    naming = officer.get("/staff/consultations/safe/new-ask", params=THEME)
    assert 'value="Dark streets"' in naming.text

    made = promote(officer)
    assert (made.status_code, made.headers["location"]) == (303, "/staff/asks/1?note=made")
    page = shown(officer, "/staff/asks/1?note=made")
    assert "The ask is made." in page
    assert "Question What would make it better? Theme Dark streets" in page
    assert "People 5 " in page

    assert decide(officer).headers["location"] == "/staff/asks/1?note=decided"
    before = shown(officer, "/staff/asks/1/publish")
    assert "About 5 people will get exactly this message" in before
    assert "Very few people" not in before
    assert f"What we will do: {LIGHTS} You will hear more from us by 1/06/2030." in before

    assert publish(officer).headers["location"] == "/staff/asks/1?note=published"
    assert "Told so far Nobody yet" in shown(officer, "/staff/asks/1")
    tell(site)
    assert "People written to 5 Told so far Everybody who said it: 5" in shown(officer, "/staff/asks/1")
    assert "Dark streets 5 5 See the ask" in shown(officer, "/staff/consultations/safe")


class Post:
    """A channel that takes everything."""

    async def send(self, address: str, message: Message) -> Sent:
        return Sent(f"{address}-{id(message)}")


def tell(site: StaffSite) -> None:
    announce(site.database, site.clock)
    delivery = Delivery(site.database, {"telegram": Post()}, site.clock)
    while asyncio.run(delivery.deliver_bulk()):
        pass


def test_where_very_few_said_it_the_officer_is_warned_before_it_is_public(database: Database) -> None:
    safe_streets(database)
    site = StaffSite(database)
    people_say(database, site.clock, PEOPLE[:1])
    officer = may_look(site.signed_in())
    promote(officer)
    decide(officer)
    page = shown(officer, "/staff/asks/1/publish")
    assert "Very few people said this." in page
    assert "Publish and tell fewer than 5 people " in page


def test_what_officers_write_is_shown_as_it_is(officer: TestClient) -> None:
    promote(officer, "<b>Lights</b>")
    decide(officer, {"decision": "done", "what_happens": "<script>alert(1)</script>\n& more"})
    for path in ("/staff", "/staff/asks/1", "/staff/asks/1/publish"):
        assert "<script>alert" not in officer.get(path).text
        assert "<b>Lights" not in officer.get(path).text
    in_the_form = ">&lt;script&gt;alert(1)&lt;/script&gt;\n&amp; more</textarea>"
    assert in_the_form in officer.get("/staff/asks/1").text
    publish(officer)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in shown(officer, "/staff/asks/1")


def test_those_who_stopped_are_counted_but_not_written_to(site: StaffSite, officer: TestClient) -> None:
    stops(site.database, site.clock, "a")
    stops(site.database, site.clock, "b")
    promote(officer)
    decide(officer)
    page = shown(officer, "/staff/asks/1/publish")
    assert "About 5 people will get exactly this message" in page
    assert "Some who said it asked us to send nothing more, or" in page
    publish(officer)
    tell(site)
    assert "Told so far Some who said it: 5" in shown(officer, "/staff/asks/1")
    assert "Some of them asked us to send nothing more" in shown(officer, "/staff/asks/1")


def test_who_did_what_is_written_down(site: StaffSite, officer: TestClient) -> None:
    from sqlalchemy import select

    from consultations.storage.tables import ask

    promote(officer)
    decide(officer)
    with site.database.read() as connection:
        row = connection.execute(select(ask.c.created_by, ask.c.decided_by, ask.c.title)).one()
    assert row == ("officer@trust.example", "officer@trust.example", "Light the streets")


@pytest.mark.parametrize(("title", "said"), [("  ", "Write a title."), ("x" * 151, "151 now")])
def test_a_title_that_does_not_fit_is_given_back(officer: TestClient, title: str, said: str) -> None:
    answer = promote(officer, title)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert said in words(answer.text)
    assert f'value="{title.strip()}"' in answer.text or not title.strip()


def test_everything_wrong_with_a_decision_is_said_at_once(officer: TestClient) -> None:
    promote(officer)
    answer = decide(officer, {"what_happens": ""})
    assert answer.status_code == 422
    assert "Choose what you decided." in answer.text
    assert "Write what happens." in answer.text
    assert 'href="#what_happens"' in answer.text


def test_a_no_needs_its_reason(officer: TestClient) -> None:
    promote(officer)
    answer = decide(officer, {"decision": "cant", "what_happens": " \r\n "})
    assert answer.status_code == 422
    assert "Write the reason why not." in answer.text
    assert re.search(r'value="cant" checked', answer.text)
    assert decide(officer, CANT).status_code == 303


def test_too_many_words_are_given_back_to_be_shortened(officer: TestClient) -> None:
    promote(officer)
    answer = decide(officer, {"decision": "done", "what_happens": "<b>word</b> " * 100})
    assert answer.status_code == 422
    assert "Shorten this to 1000 letters or fewer. It has 1199 now." in words(answer.text)
    assert "&lt;b&gt;word&lt;/b&gt; " * 99 in answer.text


def test_what_no_keyboard_types_is_left_out(site: StaffSite, officer: TestClient) -> None:
    promote(officer, "Light\0 the\x07 streets")
    decide(officer, {"decision": "done", "what_happens": "One\r\ntwo\0"})
    with site.database.read() as connection:
        ask = Asks(connection).get(1)
    assert (ask.title, ask.what_happens) == ("Light the streets", "One\ntwo")


def test_a_second_press_comes_to_the_ask_that_is_there(officer: TestClient) -> None:
    promote(officer)
    again = promote(officer, "Another title")
    page = words(follow(officer, again).text)
    assert "This is an ask already." in page
    assert "Light the streets" in page


def follow(browser: TestClient, response):
    while response.is_redirect:
        response = browser.get(response.headers["location"])
    return response


def test_two_officers_at_once_make_one_ask(site: StaffSite, officer: TestClient) -> None:
    other = site.signed_in("other@trust.example")
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(promote, [officer, other] * 3))
    assert {answer.status_code for answer in answers} == {303}
    with site.database.read() as connection:
        assert len(Asks(connection).all()) == 1


def test_publishing_twice_tells_people_once(site: StaffSite, officer: TestClient) -> None:
    promote(officer)
    decide(officer)
    message = seen(officer)
    assert publish(officer, message).headers["location"] == "/staff/asks/1?note=published"
    site.clock.tick(minutes=1)
    tell(site)
    assert publish(officer, message).headers["location"] == "/staff/asks/1?note=published"
    assert announce(site.database, site.clock) == 0
    with site.database.read() as connection:
        assert Asks(connection).get(1).published_at < site.clock()


def test_nothing_goes_out_that_was_not_read_as_it_is(site: StaffSite, officer: TestClient) -> None:
    promote(officer)
    decide(officer)
    message = seen(officer)
    decide(site.signed_in("other@trust.example"), CANT)
    answer = publish(officer, message)
    assert answer.status_code == 409
    assert "Nothing was published" in answer.text
    assert "The park is not ours." in answer.text
    with site.database.read() as connection:
        assert Asks(connection).get(1).state == "signed"
    assert publish(officer).status_code == 303


def test_what_people_were_told_cannot_change(officer: TestClient) -> None:
    promote(officer)
    decide(officer)
    publish(officer)
    answer = decide(officer, CANT)
    assert answer.status_code == 409
    assert "What people were told cannot change." in words(answer.text)
    assert "Save the decision" not in shown(officer, "/staff/asks/1")


def test_nothing_is_published_before_it_is_decided(officer: TestClient) -> None:
    promote(officer)
    assert officer.get("/staff/asks/1/publish").status_code == 409
    answer = publish(officer, "0" * 64)
    assert answer.status_code == 409
    assert "Record the decision, then publish it." in words(answer.text)


def test_a_consultation_is_closed_after_a_second_thought(site: StaffSite, officer: TestClient) -> None:
    assert "15 people began so far, 15 people finished" in shown(officer, "/staff/consultations/safe/close")
    for _ in range(2):
        closed = officer.post("/staff/consultations/safe/close")
        assert closed.headers["location"] == "/staff/consultations/safe?note=closed"
    page = shown(officer, "/staff/consultations/safe?note=closed")
    assert "This consultation is closed." in page
    assert "Closed 23 November 2026" in page
    with site.database.read() as connection:
        assert Consultations(connection).get("safe").state == "closed"


NOWHERE = ["/staff/asks/99", "/staff/asks/99999999999999999999", "/staff/asks/one"]
NOWHERE += ["/staff/consultations/none", "/staff/consultations/%00"]
NOWHERE += ["/staff/consultations/safe/new-ask?question=better&theme=nothing"]


def test_what_is_not_there_is_not_found(officer: TestClient) -> None:
    assert [officer.get(path).status_code for path in NOWHERE] == [404] * len(NOWHERE)


def test_an_ask_cannot_be_made_of_what_nobody_spoke_of(officer: TestClient) -> None:
    data = {"question": "better", "theme": "nothing", "title": "x"}
    assert officer.post("/staff/consultations/safe/asks", data=data).status_code == 404


GETS = ["/staff", "/staff/consultations/safe", "/staff/consultations/safe/close", "/staff/asks/1"]
POSTS = ["/staff/consultations/safe/close", "/staff/consultations/safe/asks", "/staff/asks/1/decision"]
POSTS += ["/staff/asks/1/publish"]


def test_the_wrong_role_is_refused_everywhere(site: StaffSite, officer: TestClient) -> None:
    promote(officer)
    for role in ("board", "DSL", "admin"):
        outsider = site.signed_in(f"{role}@trust.example", role)
        for path in GETS:
            assert outsider.get(path).status_code == 403, path
        for path in POSTS:
            assert outsider.post(path, data=WILL_DO).status_code == 403, path


def test_a_lead_may_do_all_of_it(site: StaffSite) -> None:
    lead = may_look(site.signed_in("lead@trust.example", "lead"))
    promote(lead)
    decide(lead)
    assert publish(lead).status_code == 303


def test_another_website_can_make_nothing_happen(site: StaffSite, officer: TestClient) -> None:
    promote(officer)
    officer.headers["sec-fetch-site"] = "cross-site"
    for path in POSTS:
        assert officer.post(path, data=WILL_DO).status_code == 403, path
    with site.database.read() as connection:
        assert Asks(connection).get(1).state == "open"
        assert Consultations(connection).get("safe").state == "open"


def test_an_address_can_put_no_words_on_the_page(officer: TestClient) -> None:
    assert officer.get("/staff/consultations/safe?note=<b>Send+money</b>").status_code == 422
    assert "Send money" not in officer.get("/staff/consultations/safe?note=Send+money").text
