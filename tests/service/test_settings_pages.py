"""An administrator sets what the Trust is called and how it looks; a token is tried, sealed, never shown."""

import html
import re
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from pydantic import SecretStr

from consultations.errors import Refused
from consultations.help_lines import read_help_lines
from consultations.sealing import write_key
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from consultations.storage.trust import Trust
from tests.builders import KEYS
from tests.fake_bot_api import FakeBotApi
from tests.integration.test_alerts import Mailbox, mailbox  # noqa: F401 - the mail server is a fixture
from tests.staff_site import StaffSite
from together.invitations import asking_to_sign, invitation
from together.settings import Settings
from together.stored_settings import with_stored
from together.telegram_names import bot_name_of

TOKEN = "123456:" + "a" * 35


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def site(database: Database) -> StaffSite:
    return StaffSite(database)


@pytest.fixture
def admin(site: StaffSite) -> TestClient:
    return site.signed_in("admin@trust.example", "admin")


def test_the_name_and_the_colours_are_on_every_page_at_once(site: StaffSite, admin: TestClient) -> None:
    said = {"trust_name": "Halton Trust", "colour": "#1d70b8", "text_colour": "white"}
    assert admin.post("/staff/settings/trust", data=said).headers["location"] == "/staff/settings?note=saved"
    page = site.browser().get("/").text
    assert "Halton Trust" in page
    assert "/looks/colours.css?of=1d70b8-white" in page
    assert "#1d70b8" in site.browser().get("/looks/colours.css").text
    with site.database.read() as connection:
        entries = list(AuditLog(connection).newest(9, 99))
    assert ("settings.changed", "settings:trust") in [(one.action, one.target) for one in entries]
    admin.post("/staff/settings/trust", data={})
    assert "A Children’s Trust" in site.browser().get("/").text


def test_a_language_that_is_switched_off_is_not_offered_and_not_spoken(
    site: StaffSite, admin: TestClient
) -> None:
    assert "?language=cy" in site.browser().get("/words").text
    said = {"hidden_languages": ["cy", "en", "nonsense"]}
    assert admin.post("/staff/settings/languages", data=said).status_code == 303
    page = site.browser().get("/words?language=cy").text
    assert "?language=cy" not in page
    assert "?language=pl" in page
    assert '<html lang="en"' in page
    with site.database.read() as connection:
        assert Trust(connection).settings().hidden_languages == ("cy",)
    assert "Cymraeg" in admin.get("/staff/settings").text
    assert re.search(r'value="cy"[^>]* checked', admin.get("/staff/settings/languages").text)
    admin.post("/staff/settings/languages", data={})
    assert '<html lang="cy"' in site.browser().get("/words?language=cy").text


def test_a_colour_without_contrast_is_given_back_with_the_ratio(admin: TestClient) -> None:
    wrong = admin.post("/staff/settings/trust", data={"trust_name": "Halton", "colour": "#ffdd00"})
    assert wrong.status_code == 422
    assert "to 1." in wrong.text
    assert 'href="#colour"' in wrong.text
    assert 'value="Halton"' in wrong.text


def test_lists_and_days_are_kept_or_explained_at_the_line(admin: TestClient) -> None:
    areas = {"areas-0-name": "Crewe", "areas-1-name": " ", "areas-2-name": "Nantwich"}
    assert admin.post("/staff/settings/lists", data=areas).status_code == 303
    assert admin.post("/staff/settings/retention", data={"keep_text_days": "90"}).status_code == 303
    assert admin.post("/staff/settings/retention", data={"keep_text_days": "ninety"}).status_code == 422
    wrong = admin.post("/staff/settings/lists", data={**areas, "areas-2-name": "crewe"})
    assert wrong.status_code == 422
    assert '<a href="#areas-1-name">“crewe” stands there twice. Take one out.</a>' in wrong.text
    page = admin.get("/staff/settings").text
    assert "Crewe, Nantwich" in page
    assert "90 days" in page


def test_a_line_is_added_and_taken_out_by_a_button_and_kept_by_save_alone(admin: TestClient) -> None:
    typed = {"areas-0-name": "Crewe", "areas-1-name": "Nantwich", "age_bands-0-name": "5 to 9"}
    more = admin.post("/staff/settings/lists", data={**typed, "do": "add areas"}).text
    shown = re.findall(r'name="((?:areas|age_bands)-\d)-name"', more)
    assert shown == ["areas-0", "areas-1", "areas-2", "age_bands-0"]
    fewer = admin.post("/staff/settings/lists", data={**typed, "do": "remove areas 0"}).text
    assert re.findall(r'name="areas-\d+-name"[^>]*value="([^"]*)"', fewer) == ["Nantwich"]
    assert "5 to 9" in fewer
    assert "Crewe" not in admin.get("/staff/settings").text


DOOR = {
    "name": "Front door",
    "call": "01632 960001",
    "hours": "9 to 5",
    "areas": "Crewe, Nantwich",
    "verified_on": "27 March 2026",
}


def line(number: int, **said: str) -> dict[str, str]:
    return {f"help_lines-{number}-{field}": text for field, text in said.items()}


def test_help_lines_are_fields_and_come_back_as_they_were_typed(site: StaffSite, admin: TestClient) -> None:
    assert 'value="Childline"' in admin.get("/staff/settings/help-lines").text, "those that come with us"
    second = line(1, name="Front door", online="door.example", verified_on="1/4/2026")
    assert admin.post("/staff/settings/help-lines", data={**line(0, **DOOR), **second}).status_code == 303
    with site.database.read() as connection:
        kept = read_help_lines(Trust(connection).settings().help_lines, "kept").lines
    assert [(one.id, one.areas, str(one.verified_on)) for one in kept] == [
        ("front-door", ("Crewe", "Nantwich"), "2026-03-27"),
        ("front-door-2", (), "2026-04-01"),
    ]
    page = admin.get("/staff/settings/help-lines").text
    assert 'value="Crewe, Nantwich"' in page
    assert "27/3/2026" in page
    again = {
        name: html.unescape(value)
        for name, value in re.findall(r'name="(help_l[^"]+)"[^>]*value="([^"]*)"', page)
    }
    assert admin.post("/staff/settings/help-lines", data=again).status_code == 303
    with site.database.read() as connection:
        assert read_help_lines(Trust(connection).settings().help_lines, "kept").lines == kept
    assert admin.post("/staff/settings/help-lines", data={"do": "built-in"}).status_code == 303
    with site.database.read() as connection:
        assert Trust(connection).settings().help_lines == ""


def test_what_is_wrong_with_a_help_line_stands_at_its_field(admin: TestClient) -> None:
    wrong = line(1, name="", hours="x" * 101, verified_on="soon", source="here")
    page = admin.post("/staff/settings/help-lines", data={**line(0, **DOOR), **wrong})
    assert page.status_code == 422
    found = dict(re.findall(r'<a href="#help_lines-1-(\w+)">([^<]+)</a>', page.text))
    assert found["name"] == "Write what people read: the name of the service."
    assert found["hours"] == "That is too long. Write at most 100 letters, please."
    assert found["verified_on"].startswith("Write the day")
    unreached = line(0, name="Nearby", verified_on="1/4/2026")
    assert "how it is reached" in admin.post("/staff/settings/help-lines", data=unreached).text
    assert 'value="Front door"' in page.text
    more = admin.post("/staff/settings/help-lines", data={**line(0, **DOOR), "do": "add help_lines"}).text
    assert "A new help line" in more


def test_a_logo_is_shown_on_every_page_and_taken_away(site: StaffSite, admin: TestClient) -> None:
    out = BytesIO()
    Image.new("RGB", (100, 40), "teal").save(out, "JPEG")
    assert admin.post("/staff/settings/logo", files={"file": ("l.jpg", b"<svg/>")}).status_code == 422
    assert admin.post("/staff/settings/logo", files={"file": ("l.jpg", out.getvalue())}).status_code == 303
    assert "/looks/logo.png?of=" in site.browser().get("/").text
    assert site.browser().get("/looks/logo.png").content.startswith(b"\x89PNG")
    admin.post("/staff/settings/no-logo")
    assert "/looks/logo.png" not in site.browser().get("/").text
    assert site.browser().get("/looks/logo.png").status_code == 404


def test_a_token_is_tried_sealed_and_never_shown(database: Database, tmp_path: Path) -> None:
    asked: list[str] = []

    def bot_name(token: str) -> str:
        asked.append(token)
        if token != TOKEN:
            raise Refused("telegram_token", "Telegram does not know this token.", "Copy it again.")
        return "our_bot"

    site = StaffSite(database, bot_name_of=bot_name)
    admin = site.signed_in("admin@trust.example", "admin")
    wrong = admin.post("/staff/settings/telegram", data={"token": "1:wrong"})
    assert wrong.status_code == 422
    assert "Telegram does not know this token." in wrong.text
    assert "1:wrong" not in wrong.text
    assert admin.post("/staff/settings/telegram", data={"token": TOKEN}).status_code == 303
    assert asked == ["1:wrong", TOKEN]
    pages = admin.get("/staff/settings").text + admin.get("/staff/settings/telegram").text
    assert "@our_bot" in pages
    assert TOKEN not in pages
    with database.read() as connection:
        assert TOKEN not in str(Trust(connection)._row("telegram_token"))
    settings = Settings(data_folder=tmp_path, key=SecretStr(write_key(b"k" * 32)))
    assert with_stored(settings, database, KEYS).telegram_token == SecretStr(TOKEN)
    admin.post("/staff/settings/telegram", data={"remove": "true"})
    assert with_stored(settings, database, KEYS).telegram_token is None


def test_telegram_itself_is_asked_whose_a_token_is(fake: FakeBotApi) -> None:
    assert bot_name_of(fake.url, fake.token) == "together_test_bot"
    with pytest.raises(Refused, match="does not know this token") as refused:
        bot_name_of(fake.url, TOKEN)
    assert TOKEN not in str(refused.value)


def test_what_the_trust_set_counts_more_than_the_settings(
    site: StaffSite, admin: TestClient, tmp_path: Path
) -> None:
    admin.post("/staff/settings/trust", data={"trust_name": "Halton Trust"})
    admin.post("/staff/settings/retention", data={"keep_text_days": "90"})
    settings = with_stored(Settings(data_folder=tmp_path, trust_name="Other"), site.database, KEYS)
    assert (settings.trust_name, settings.keep_text_days, settings.keep_messages_days) == (
        "Halton Trust",
        90,
        30,
    )


def test_a_colleague_is_invited_by_email(database: Database) -> None:
    sent: list[tuple[str, str]] = []

    def invite(address: str, password: str) -> bool:
        sent.append((address, password))
        return address != "far@trust.example"

    site = StaffSite(database, invite=invite)
    admin = site.signed_in("admin@trust.example", "admin")
    new = {"name": "new@trust.example", "roles": "board", "invite": "true"}
    made = admin.post("/staff/accounts", data=new)
    assert made.headers["location"].endswith("?note=invited")
    assert "an e-mail with a one-time password is on its way" in admin.get(made.headers["location"]).text
    ((address, password),) = sent
    assert address == "new@trust.example"
    entered = site.browser().post("/sign-in", data={"name": address, "password": password})
    assert entered.status_code == 303
    stuck = admin.post("/staff/accounts", data={**new, "name": "far@trust.example"})
    assert "one-time password of far@trust.example" in stuck.text
    assert sent[-1][1] in stuck.text  # it did not go out, so it is shown


def test_the_invitation_goes_out_by_smtp_or_says_that_it_did_not(
    mailbox: tuple[Mailbox, int],  # noqa: F811 - the fixture of that name
    tmp_path: Path,
) -> None:
    box, port = mailbox
    chosen = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    settings = Settings(
        data_folder=tmp_path,
        mail_from="together@trust.example",
        public_url="https://together.example",
        **chosen,
    )
    invite = invitation(settings)
    assert invite is not None
    assert invite("new@trust.example", "lamp otter gravel")
    said = str(box.mails[0].get_payload())
    assert box.told == ["new@trust.example"]
    assert "https://together.example/sign-in" in said
    assert "lamp otter gravel" in said
    ask = asking_to_sign(settings)
    assert ask is not None
    assert ask("young@trust.example", "Street\nlamps", "https://together.example/staff/signing/1")
    assert box.mails[1]["Subject"] == "Please read: Street lamps"
    assert "https://together.example/staff/signing/1" in str(box.mails[1].get_payload())
    box.refuses = True
    assert not invite("new@trust.example", "another")
    assert invitation(Settings(data_folder=tmp_path, **chosen)) is None  # nobody could find us
