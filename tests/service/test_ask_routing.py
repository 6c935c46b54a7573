"""An ask is on the desk of whoever leads on its outcome, and e-mails tell them of its clock."""

from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from bot.ask_mail import AskMail
from bot.mail import Mail, MailSettings
from consultations.storage.database import Database
from tests.builders import LONDON
from tests.heard import people_say, safe_streets
from tests.integration.test_alerts import Mailbox, mailbox  # noqa: F401 - the mail server is a fixture
from tests.service.test_staff_pages import PEOPLE, decide, promote, publish, words
from tests.staff_site import StaffSite, may_look, sign_in

LED = "cheshire/CE2"
SUSAN, LEAD, ADMIN = "susan@trust.example", "lead@trust.example", "admin@trust.example"


@dataclass
class Office:
    """A Trust with a mail server. `gives` says who leads on the outcome; `works` is one round of e-mails."""

    site: StaffSite
    mailbox: Mailbox
    port: int
    admin: TestClient | None = None

    def gives(self, *outcomes: str, account: int = 1):
        self.admin = self.admin or self.site.signed_in(ADMIN, "admin")
        return self.admin.post(f"/staff/accounts/{account}/outcomes", data={"outcomes": list(outcomes)})

    def works(self, **later: float) -> list[str]:
        """Who has had mail by some time later."""
        self.site.clock.tick(**later)
        server = Mail(MailSettings("127.0.0.1", self.port, "together@trust.example", security="none"))
        AskMail(self.site.database, server, LONDON, self.site.clock, "https://t.example").work()
        return self.mailbox.told

    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mailbox.mails]


@pytest.fixture
def office(database: Database, mailbox: tuple[Mailbox, int]) -> Office:  # noqa: F811 - the fixture of that name
    safe_streets(database)
    site = StaffSite(database)
    people_say(database, site.clock, PEOPLE)
    return Office(site, *mailbox)


@pytest.fixture
def susan(office: Office):
    """An officer who leads on safety, and has just made an ask about it."""
    browser = may_look(office.site.signed_in(SUSAN))
    assert office.gives(LED).headers["location"].endswith("note=outcomes")
    promote(browser)
    return browser


def test_an_ask_is_on_the_desk_of_who_leads_on_its_outcome_with_its_clock(office: Office, susan) -> None:
    office.site.clock.tick(days=12)
    other = office.site.signed_in("another@trust.example")
    sign_in(susan, SUSAN)
    page = words(susan.get("/staff").text)
    assert "Yours to decide" in page
    assert "12 of 30 days gone, 18 days left" in page
    assert "Yours to decide" not in words(other.get("/staff").text)
    assert SUSAN in words(other.get("/staff/asks/1").text)


def test_once_the_words_are_signed_it_is_theirs_to_publish_until_it_is_out(office: Office, susan) -> None:
    decide(susan)
    assert "yours to publish" not in words(susan.get("/staff").text)
    office.site.sign_answers()
    assert "Signed, and yours to publish" in words(susan.get("/staff").text)
    publish(susan)
    assert "yours to publish" not in words(susan.get("/staff").text)


def test_they_are_told_once_of_each_step_without_a_word_of_what_was_said(office: Office, susan) -> None:
    assert office.works() == [SUSAN]
    assert office.works(days=22) == [SUSAN]
    assert office.works(days=1, hours=1) == [SUSAN] * 2
    office.works(days=7)
    assert office.works(days=3) == [SUSAN] * 3
    assert office.subjects() == [
        "Ask 1 is yours to decide", "Ask 1: the day of the answer is near", "Ask 1: the answer is late",
    ]  # fmt: skip
    said = " ".join(str(one.get_payload(decode=True), "utf-8") for one in office.mailbox.mails)  # type: ignore[arg-type]
    assert "https://t.example/staff/asks/1" in said
    assert "0 of 30 days are gone, 30 days left" in said
    assert "It is 3 days late." in said
    assert not [one for one in ("ight", "ark", "7 people", "street") if one in said]


def test_where_it_is_answered_nobody_is_told_any_more(office: Office, susan) -> None:
    decide(susan)
    publish(susan)
    assert office.works() == []
    assert office.works(days=40) == []


def test_where_nobody_leads_every_lead_is_told_and_sees_it(office: Office, susan) -> None:
    office.gives()
    lead = office.site.signed_in(LEAD, "lead")
    assert office.works() == [LEAD]
    assert "Nobody leads on the outcome of these" in words(lead.get("/staff").text)
    assert "no account leads on this outcome" in words(susan.get("/staff/asks/1").text)
    assert "Nobody leads" not in words(susan.get("/staff").text), "an officer is not asked to mend it"


def test_a_mail_that_does_not_go_out_is_tried_again_and_shown(office: Office, susan) -> None:
    office.mailbox.refuses = True
    office.works()
    assert "could not be sent" in words(susan.get("/staff/asks/1").text)
    assert "1 e-mail about asks could not be sent" in words(susan.get("/staff").text)
    office.mailbox.refuses = False
    assert office.works(seconds=30) == [], "not at once"
    assert office.works(minutes=1) == [SUSAN]
    assert "could not be sent" not in words(susan.get("/staff").text)


def test_whoever_leads_no_more_is_told_nothing_more(office: Office, susan) -> None:
    office.mailbox.refuses = True
    office.works()
    office.gives()
    office.mailbox.refuses = False
    assert office.works(hours=1) == []


def test_outcomes_go_to_those_who_may_decide_and_only_such_as_are_there(office: Office) -> None:
    office.site.hire(SUSAN)
    office.site.hire("board@trust.example", "board")
    assert office.gives(LED, account=2).status_code == 409
    assert office.gives("cheshire/NONE").status_code == 422
    assert " checked" not in office.admin.get("/staff/accounts/1").text.split("Outcomes they lead on")[1]
    office.gives(LED)
    assert "checked" in office.admin.get("/staff/accounts/1").text.split("Outcomes they lead on")[1]
    assert "Outcomes they lead on" not in office.admin.get("/staff/accounts/2").text
