"""The demonstration compares what children and what parents say, and lets a launch be walked."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import func, select

from analysis.board import board
from analysis.disclosure_control import Rule
from analysis.summary import OutcomeSummary
from analysis.voices import compare
from consultations.sealing import write_key
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from consultations.storage.tables import answer, consultation
from tests import launching
from tests.builders import KEYS, PlainScreen
from tests.staff_site import OWN_PAGE, sign_in
from together.commands.serve import DEMONSTRATION
from together.demo import ANSWERS, ASKED, CONSULTATIONS, Opened, prepare
from together.opening import utc_now, world
from together.settings import Settings
from together.wiring import Service

PARENTS = "Parents and carers"


@dataclass(frozen=True)
class Shown:
    settings: Settings
    opened: Opened
    database: Database
    early_help: OutcomeSummary


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("demo")
    database = Database(f"sqlite:///{shutil.copy(sqlite_template, folder / 'together.db')}", KEYS)
    settings = Settings(data_folder=folder, key=SecretStr(write_key(b"k" * 32)))
    settings = settings.model_copy(update={**DEMONSTRATION, "data_folder": folder})
    opened = prepare(settings, database)
    with database.read() as connection:
        heard = board(connection, Plans(connection).get("CE-2022"))
    yield Shown(settings, opened, database, next(one for one in heard.summary.outcomes if one.code == "CE7"))
    database.close()


def test_its_staff_walk_a_launch_from_the_first_line_to_the_poster(shown: Shown) -> None:
    around = replace(world(shown.settings), screen=PlainScreen(), doorway=None)
    app = Service(shown.settings, demonstration=True, around=around).app()
    officer, _, young_lead, safeguarding, _ = (
        signed_in(app, one.name, word) for one, word in shown.opened.passwords
    )
    path = launching.prepare(officer, utc_now().date(), plan="CE-2022")
    assert young_lead.post(f"{path}/open").status_code == 403
    launching.sign(young_lead, path)
    opened = officer.post(f"{path}/open")
    assert opened.headers["location"] == "/staff/consultations/lamps/links?note=opened"
    assert officer.get("/staff/consultations/lamps/poster.html?language=en").status_code == 200
    assert safeguarding.get("/staff/concerns").status_code == 200
    assert officer.get("/staff/concerns").status_code == 403


def test_an_ask_waits_on_the_desk_of_the_lead_of_its_outcome_and_on_no_other(shown: Shown) -> None:
    app = Service(shown.settings, demonstration=True, around=world(shown.settings)).app()
    desks = {
        one.name: signed_in(app, one.name, word).get("/staff").text for one, word in shown.opened.passwords
    }
    assert [name for name, page in desks.items() if "Yours to decide" in page] == ["demo-partnership"]
    assert ASKED[-1] in desks["demo-partnership"]


def signed_in(app: FastAPI, name: str, password: str) -> TestClient:
    browser = TestClient(app, base_url="http://127.0.0.1", headers=OWN_PAGE, follow_redirects=False)
    assert sign_in(browser, name, password).status_code == 303
    return browser


def test_started_again_it_gives_the_same_staff_new_passwords(shown: Shown) -> None:
    again = prepare(shown.settings, shown.database)
    assert [one for one, _ in again.passwords] == [one for one, _ in shown.opened.passwords]
    assert not {word for _, word in again.passwords} & {word for _, word in shown.opened.passwords}


def test_every_invented_answer_is_given(shown: Shown) -> None:
    for code in CONSULTATIONS:
        lines = (ANSWERS / f"{code}.jsonl").read_text(encoding="utf-8").splitlines()
        wanted = {(one["respondent"], name) for one in map(json.loads, lines) for name in one["answers"]}
        given = (
            select(func.count())
            .select_from(answer)
            .join(consultation)
            .where(
                consultation.c.code == code, answer.c.counts, answer.c.question.in_({n for _, n in wanted})
            )
        )
        with shown.database.read() as connection:
            assert connection.execute(given).scalar_one() == len(wanted), code


def test_what_children_and_what_parents_say_about_early_help_is_compared(shown: Shown) -> None:
    voices = {one.label: one.people.value for one in shown.early_help.voices}
    assert (voices[PARENTS], voices["10 to 14"]) == (35, 25)
    found = compare(shown.early_help.voices, Rule())
    assert {PARENTS, "10 to 14"} <= set(found.groups)
    assert found.comparisons
