"""The demonstration shows what children and what parents say beside each other."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
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
from tests.builders import KEYS
from together.demo import ANSWERS, CONSULTATIONS, prepare
from together.settings import Settings

PARENTS = "Parents and carers"


@dataclass(frozen=True)
class Shown:
    database: Database
    early_help: OutcomeSummary


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("demo")
    database = Database(f"sqlite:///{shutil.copy(sqlite_template, folder / 'together.db')}", KEYS)
    prepare(Settings(data_folder=folder, key=SecretStr(write_key(b"k" * 32))), database)
    with database.read() as connection:
        heard = board(connection, Plans(connection).get("CE-2022"))
    yield Shown(database, next(one for one in heard.summary.outcomes if one.code == "CE7"))
    database.close()


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
