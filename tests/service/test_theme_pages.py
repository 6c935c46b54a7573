"""Beside the themes stands how they were found and who signed them off; codes can be taken away."""

from pathlib import Path

from analysis.redacting import redact_new
from consultations.storage.coding import Coding
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.learned_themes import LearnedThemes
from consultations.theme_standing import Learned, digest
from tests.builders import NOW
from tests.heard_site import THEMES, HeardSite
from tests.staff_site import StaffSite
from together.commands.analyse import coded_answers
from together.commands.themes import read_themes

WORDS = "Themes by the words of the theme file"
LEARNED = "Themes suggested from 150 answers that people coded; measured on answers it had not seen: F1 0.71"
SHOWN = (
    "/board",
    "/board/outcomes/CE2",
    "/board/paper",
    "/board/meeting?show=CE2",
    "/api/v1/board/CE-2022",
    "/api/v1/board/CE-2022.csv",
)
PAGE = "/staff/consultations/safe/themes"


def learn(database: Database) -> None:
    with database.write() as connection:
        LearnedThemes(connection).keep(1, Learned("learned-1-x", 152, 0.714, 0.65, 0.78), NOW)


def test_how_themes_were_found_is_said_wherever_they_are_shown(heard_site: HeardSite) -> None:
    heard_site.consult()
    heard_site.answer(12)
    officer = StaffSite(heard_site.database, heard_site.clock).signed_in()
    staff = (PAGE, "/staff/consultations/safe/coding", "/staff/explore?outcome=CE2")
    for said in (WORDS, LEARNED):
        assert [path for path in SHOWN if said not in heard_site.shows(path)] == []
        assert [path for path in staff if said not in officer.get(path).text] == []
        learn(heard_site.database)
    (found,) = heard_site.browser().get("/api/v1/board/CE-2022").json()["themes_found"]
    assert (found["coded"], found["f1"], found["signed_off"]) == ({"shown": True, "value": 150}, 0.71, None)


def test_a_lead_signs_the_file_that_they_read_and_a_changed_one_is_to_be_signed_again(
    heard_site: HeardSite,
) -> None:
    heard_site.consult()
    heard_site.answer(12)
    site = StaffSite(heard_site.database, heard_site.clock)
    officer, lead = site.signed_in(), site.signed_in("lead@trust.example", "lead")
    assert "sign them off</button>" not in " ".join(officer.get(PAGE).text.split())
    assert officer.post(PAGE, data={"themes": digest(THEMES)}).status_code == 403
    assert lead.post(PAGE, data={"themes": digest("older")}).status_code == 409
    assert "Themes not yet signed off." in heard_site.shows("/board")
    assert "sign them off" in lead.get(PAGE).text
    assert lead.post(PAGE, data={"themes": digest(THEMES)}).status_code == 303
    assert "Themes signed off by a lead, " in heard_site.shows("/board")
    with heard_site.database.write() as connection:
        Consultations(connection).sort_by("safe", THEMES.replace("Street lights", "Lamps"))
    assert "Themes not yet signed off." in heard_site.shows("/board")
    assert "sign them off" in lead.get(PAGE).text


def test_codes_are_taken_away_as_the_file_that_analyse_reads(heard_site: HeardSite, tmp_path: Path) -> None:
    heard_site.consult()
    heard_site.answer(1, better="Aisha Khan wants =more lights")
    heard_site.answer(1, better="Nobody codes this")
    redact_new(heard_site.database)
    with heard_site.database.write() as connection:
        (one,) = [each for each in Coding(connection).sample(1, ["better"]) if "lights" in each.words]
        Coding(connection).keep(one, "ann", ["buses"], NOW)
        Coding(connection).keep(one, "ben", ["lights", "other"], heard_site.clock())
    officer = StaffSite(heard_site.database, heard_site.clock).signed_in()
    assert "/coding/codes.csv" in officer.get("/staff/consultations/safe/coding").text
    file, themes = tmp_path / "codes.csv", tmp_path / "themes.yaml"
    file.write_bytes(officer.get("/staff/consultations/safe/coding/codes.csv").content)
    themes.write_text(THEMES)
    (found,) = coded_answers(file, "answer", read_themes(themes))
    assert found.codes == {"lights", "other"}
    assert "more lights" in found.text
    assert "Aisha" not in found.text
