"""Paper, session and survey answers come into a consultation with their channel, once, and screened."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from analysis.board import board
from analysis.who import WAY
from consultations.storage.plans import Plans
from consultations.storage.tables import answer, participant
from tests.service.test_commands import FORM, PLANS, own_database, together
from together.opening import open_database

__all__ = ["own_database"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    together("plan", "import", PLANS)
    together("consultation", "open", FORM, "--code", "safe", "--plan", "CE-2022")
    file = tmp_path / "paper.csv"
    rows = [f"child {n},5-9,more lights on road {n}" for n in range(12)]
    file.write_text("\n".join(["who,age_band,helps", *rows]))
    return file


def imported(file: Path, *more: object) -> tuple[int, str]:
    result = together(
        "import", "responses", file, "--consultation", "safe", "--channel", "paper", "--who", "who", *more
    )
    return result.exit_code, result.output


def stored() -> int:
    with open_database().read() as connection:
        return connection.execute(select(func.count()).select_from(answer)).scalar_one()


def test_answers_come_in_with_their_channel_and_only_once(file: Path) -> None:
    found = imported(file, "--dry-run")
    assert found == (0, "paper.csv: 12 people, nothing wrong. Nothing is kept.\n"), found[1][:700]
    assert stored() == 0
    assert "12 people imported by paper, 0 there already" in imported(file)[1]
    there = stored()
    assert there >= 24
    assert "0 people imported by paper, 12 there already" in imported(file)[1]
    assert stored() == there
    together("consultation", "close", "safe")
    with open_database().read() as connection:
        channels = connection.execute(select(participant.c.channel).distinct()).scalars().all()
        found = board(connection, Plans(connection).get("CE-2022")).summary
    assert channels == ["paper"]
    ways = next(group for group in found.who_took_part if group.question == WAY)
    assert [row.label for row in ways.rows][:2] == ["In the chat", "On paper"]


def test_a_faulty_row_keeps_all_out_and_says_where_it_is(file: Path) -> None:
    file.write_text(file.read_text() + "\nchild 20,ninety,more lights\n,5-9,more\n")
    code, said = imported(file)
    assert code == 1
    assert "paper.csv, row 14, column “age_band”: “ninety” is no answer to “age_band” here." in said
    assert "paper.csv, row 15: Nobody is named." in said
    assert stored() == 0


def test_a_table_without_questions_names_those_that_there_are(file: Path) -> None:
    file.write_text("who,colour\na,blue\n")
    code, said = imported(file)
    assert (code, "No column is a question." in said, "safer" in said) == (1, True, True)


def test_words_that_the_safeguarding_lead_must_see_are_held(file: Path) -> None:
    file.write_text("who,age_band,helps\na,10-14,i want to kill myself tonight\n")
    code, said = imported(file)
    assert code == 0
    assert "row 2: alert" in said
    with open_database().read() as connection:
        held = connection.execute(select(answer.c.held).where(answer.c.question == "helps")).scalar_one()
    assert held
