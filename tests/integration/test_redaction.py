"""Answers as everybody may see them: without what tells who somebody is. On both databases."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from analysis.redacting import redact_new
from analysis.redaction import RULES
from bot.conversation import Conversation
from bot.messages import Incoming
from consultations.storage.database import Database
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.redactions import RedactedRow, Redactions
from consultations.storage.tables import answer
from tests.builders import Clock, world
from tests.heard import safe_streets
from together.__main__ import cli

WORDS = "Mrs Okafor says my brother Tyler must wait at 14 Larkspur Close"
SEEN = "[name] says my brother [name] must wait at [address]"


class Girl:
    """Answers the only question, and answers it again when she likes."""

    def __init__(self, database: Database) -> None:
        self.database, self.count = database, 0
        self.talk = Conversation(database, world(Clock()))
        self.says(start="safe")

    def says(self, **fields: object) -> None:
        self.count += 1
        self.talk.take(Incoming("telegram", "girl", f"girl-{self.count}", **fields))  # type: ignore[arg-type]

    def seen(self) -> list[str]:
        with self.database.read() as connection:
            ids = connection.execute(select(answer.c.id)).scalars().all()
            return list(Redactions(connection).of(ids).values())

    def changes(self, **values: object) -> None:
        with self.database.write() as connection:
            connection.execute(update(answer).values(**values))


@pytest.fixture
def girl(database: Database) -> Girl:
    safe_streets(database)
    return Girl(database)


def test_words_may_be_seen_when_they_are_redacted_and_once(girl: Girl) -> None:
    girl.says(text=WORDS)
    assert girl.seen() == []
    assert redact_new(girl.database) == 1
    assert girl.seen() == [SEEN]
    assert redact_new(girl.database) == 0


def test_what_was_changed_since_is_not_seen_until_it_is_redacted_anew(girl: Girl) -> None:
    girl.says(text=WORDS)
    redact_new(girl.database)
    girl.changes(value="Ask Zofia", revision=2)
    assert girl.seen() == []
    redact_new(girl.database)
    assert girl.seen() == ["Ask [name]"]


def test_words_that_changed_while_they_were_redacted_are_not_kept(girl: Girl) -> None:
    girl.says(text=WORDS)
    with girl.database.write() as connection:
        waiting = Redactions(connection).waiting(1, ["better"], RULES, 9)
        connection.execute(update(answer).values(value="other", revision=2))
        rows = [RedactedRow(one.answer_id, one.revision, "old") for one in waiting]
        assert len(rows) == 1
        assert Redactions(connection).keep(rows, RULES) == 0


@pytest.mark.parametrize("values", [{"held": True}, {"counts": False}])
def test_what_is_held_or_does_not_count_is_never_seen(girl: Girl, values: dict[str, bool]) -> None:
    girl.says(text=WORDS)
    girl.changes(**values)
    redact_new(girl.database)
    assert girl.seen() == []
    girl.changes(held=False, counts=True)
    assert girl.seen() == [SEEN]


def test_the_trusts_own_help_lines_stay(girl: Girl) -> None:
    girl.says(text="the duty team is on 01632 960345 and mum on 01632 960411")
    redact_new(girl.database, kept=["01632960345"])
    assert girl.seen() == ["the duty team is on 01632 960345 and mum on [phone]"]


def test_other_rules_redact_anew(girl: Girl) -> None:
    girl.says(text=WORDS)
    redact_new(girl.database)
    with girl.database.write() as connection:
        connection.execute(update(redacted_answer).values(rules="redaction-0", redacted_text="?"))
    assert redact_new(girl.database) == 1
    assert girl.seen() == [SEEN]


def test_the_command_gives_a_line_for_each_line() -> None:
    given = "\n".join(['{"text": "I am Callum"}', '{"text": "a park"}', "rubbish", '{"words": 1}'])
    done = CliRunner().invoke(cli, ["redact", "-"], input=given)
    spans, none, *errors = map(json.loads, done.stdout.splitlines())
    assert (spans, none) == ([[5, 11, "name"]], [])
    assert all("error" in one for one in errors)
    assert len(errors) == 2
    assert done.stderr.strip() == "2 lines were not read."
    assert done.exit_code == 0


def test_the_command_gives_the_text_too() -> None:
    done = CliRunner().invoke(cli, ["redact", "--text", "-"], input='{"text": "I am Callum"}\n')
    assert json.loads(done.stdout) == {"text": "I am [name]"}
