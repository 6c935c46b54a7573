"""After an erasure nothing is left of the person: every table and every file is read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import MetaData, Table, insert, select

from bot.conversation import Conversation
from bot.files import FileStore
from bot.messages import Incoming
from consultations.equality import Told
from consultations.erasures import ErasureFile
from consultations.storage.concerns import Concerns, NewConcern
from consultations.storage.database import Database
from consultations.storage.equality import EqualityAnswers
from consultations.storage.fairness_tables import fairness
from consultations.storage.metadata import metadata
from consultations.storage.outbox import Outbox
from consultations.storage.participants import forget_leaving
from consultations.storage.quote_tables import quote
from consultations.storage.reading_tables import answer_code, answer_seen, reading_beside, reading_checked
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.tables import (
    answer,
    ask,
    ask_answer,
    broadcast_tables,
    concern_tables,
    feedback_tables,
    lifecycle_tables,
    outbox,
    reading,
    reading_theme,
    session,
    telling,
)
from consultations.storage.theme_tables import theme_change, theme_code_moved
from tests.builders import KEYS, NOW, Clock, launch, question, questionnaire, world

ADDRESS = "somebody-at-this-address"
WORDS = "the dark path behind the mill"
EXCEPTION = {"concern", "concern_alert", "concern_message"}
"""The safeguarding record stays, without saying whose it is."""
PERSONAL = {
    "participant", "session", "inbound", "event", "answer", "reading", "reading_theme", "outbox",
    "ask_answer", "telling", "feedback", "timer", "broadcast_recipient", "answer_seen",
    "redacted_answer", "quote", "equality_answer", "reading_beside", "fairness",
    "reading_checked", "answer_code", "theme_code_moved",
}  # fmt: skip
"""Every table that says something about a person. A new one belongs here, and an erasure must empty it."""
OTHERS = {
    "questionnaire", "consultation", "consultation_version", "media", "plan", "outcome", "ask", "staff",
    "staff_session", "staff_factor", "staff_recovery_code", "sign_in_attempt", "audit_entry", "letter_code",
    "audience", "broadcast", "equality_asked", "equality_count", "webhook_event", "webhook", "promise_event",
    "reading_version", "api_key", "curve_note", "launch_draft", "early_look",
    "audit_finding", "trust_setting", "staff_consultation", "meeting", "meeting_report", "population_figure",
    "learned_themes", "theme_sign_off", "theme_change", "theme_ask_moved",
    "staff_outcome", "ask_notice", "pledge_survey",
}  # fmt: skip
"""Tables that hold nothing about any participant."""


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def chat(database: Database, tmp_path: Path) -> "Chat":
    return Chat(database, tmp_path)


class Chat:
    """One person who left something in every table and a file, and somebody else."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder, self.clock, self.count = database, folder, Clock(), 0
        form = questionnaire(question("why", outcome="CE2"), question("place", "image"))
        launch(database, form)
        self.files = FileStore(folder / "files", {"image": 10**6}, lambda: f"{self.count:032x}")
        self.erasures = ErasureFile(folder / "outside" / "erasures.jsonl")
        around = replace(world(self.clock), note_erasure=self.erasures.add)
        self.conversation = Conversation(database, around, discard=self.files.delete)
        self.does(start="safe")
        self.does(text=WORDS)
        self.does(attachment=self.files.keep(photo(), "image"))
        self.conversation.take(Incoming("web", "another", "another:1", start="safe"))
        self.conversation.take(Incoming("web", "another", "another:2", text="more lamps"))

    def does(self, **fields: object) -> None:
        self.count += 1
        self.clock.tick(seconds=1)
        self.conversation.take(Incoming("web", ADDRESS, f"{ADDRESS}:{self.count}", **fields))  # type: ignore[arg-type]

    def leaves_something_everywhere(self) -> None:
        """Rows that staff, timers and the analysis make about this person."""
        with self.database.write() as connection:
            own = connection.execute(select(answer.c.id).where(answer.c.value == WORDS)).scalar_one()
            conversation = connection.execute(
                select(session.c.id).where(session.c.participant_id == 1)
            ).scalar_one()
            message = connection.execute(select(outbox.c.id).limit(1)).scalar_one()
            for table, row in (*read_of(own), *asked_of(own), *sent_to(conversation, message)):
                connection.execute(insert(table).values(**row))
            found = NewConcern(1, "web", "alert", "physical", (WORDS,), ("why",), "en", conversation)
            Concerns(connection, KEYS).add(found, NOW)
            told = Told("sex", "1", "female")
            EqualityAnswers(connection, KEYS).keep(1, 1, told, "16_17", NOW.date())

    def erases(self) -> None:
        self.does(text="/delete")
        self.does(text="yes")

    def is_told(self) -> None:
        with self.database.write() as connection:
            for one in connection.execute(select(outbox.c.id)).scalars().all():
                Outbox(connection).sent(one, self.clock())
            forget_leaving(connection)


Rows = Sequence[tuple[Table, Mapping[str, object]]]
MADE = {"created_at": NOW, "created_by": "officer"}


def read_of(own: int) -> Rows:
    """What is made of the words of the answer `own` when they are read."""
    of, by = {"answer_id": own, "revision": 1}, "officer"
    read = {"model": "m", "status": "read", "drove": f'["{WORDS}"]', "read_at": NOW}
    decided = {"decided_by": by, "decided_at": NOW}
    checked = {"label": "mixed", "kind": "need", "checked_at": NOW, "checked_by": by}
    return [
        (reading, {**of, **read}),
        (answer_seen, {**of, "seen_at": NOW, "seen_by": by}),
        (redacted_answer, {**of, "rules": "r", "redacted_text": WORDS}),
        (quote, {**of, "words": WORDS, "verdict": "approved", **decided}),
        (reading_theme, {"answer_id": own, "theme": "light", "words": f'["{WORDS}"]'}),
        (reading_beside, {**of, "model": "n", "row": WORDS, "read_at": NOW}),
        (reading_checked, {**of, **checked}),
        (answer_code, {**of, "coder": by, "codes": "light", "coded_at": NOW}),
    ]


def asked_of(own: int) -> Rows:
    """An ask that the answer `own` stands behind, and a change of its themes."""
    given = {"consultation_id": 1, "question": "why", "question_label": "Why?", "theme": "light"}
    more = {"theme_label": "Light", "plan_code": "cheshire", "outcome_code": "CE2", "title": "Light"}
    changed = {"said": "", "after": "", "gone": "", "changed_by": "officer", "changed_at": NOW}
    moved = {"before": "light", "after": "lamps"}
    return [
        (ask, {"id": 1, **given, **more, **MADE}),
        (ask_answer, {"ask_id": 1, "answer_id": own}),
        (fairness, {"ask_id": 1, "participant_id": 1, "verdict": "no", "why": WORDS, "judged_at": NOW}),
        (theme_change, {"id": 1, "consultation_id": 1, **changed}),
        (theme_code_moved, {"change_id": 1, "answer_id": own, "coder": "officer", **moved}),
    ]


def sent_to(conversation: int, message: int) -> Rows:
    """What is written to the person, and waits for them."""
    broadcast = {"purpose": "news", "audience": "{}", "texts": "{}", "start": "", "state": "done"}
    told = {"told_at": NOW, "due_at": NOW, "more": WORDS, "version": 1}
    return [
        (telling, {"ask_id": 1, "participant_id": 1, "outbox_id": message}),
        (feedback_tables.feedback, {"session_id": conversation, **told}),
        (lifecycle_tables.timer, {"session_id": conversation, "kind": "reminder", "step": 1}),
        (broadcast_tables.broadcast, {"id": 1, **broadcast, **MADE}),
        (broadcast_tables.recipient, {"broadcast_id": 1, "participant_id": 1}),
    ]


def counts(database: Database) -> dict[str, int]:
    """How many rows each table has, as the database itself knows them."""
    there = MetaData()
    with database.read() as connection:
        there.reflect(connection)
        return {name: len(connection.execute(select(table)).all()) for name, table in there.tables.items()}


def traces(database: Database, folder: Path) -> list[str]:
    """Every row and every file that holds the address or the words."""
    wanted = (ADDRESS, WORDS)
    there = MetaData()
    found = []
    with database.read() as connection:
        there.reflect(connection)
        for name, table in there.tables.items():
            rows = (repr(tuple(row)) for row in connection.execute(select(table)))
            found += [f"{name}: {row}" for row in rows if any(one in row for one in wanted)]
    plain = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("together.db"))
    found += [str(path) for path in plain if any(one.encode() in path.read_bytes() for one in wanted)]
    return found


def test_every_table_is_known_to_be_about_people_or_not() -> None:
    assert set(metadata.tables) == PERSONAL | OTHERS | EXCEPTION
    assert about_people() <= PERSONAL | EXCEPTION, "a table that refers to a person is said not to"


def about_people() -> set[str]:
    """The tables from which references lead to a participant, however far."""
    found = {"participant"}
    while True:
        more = {
            name
            for name, table in metadata.tables.items()
            if any(key.column.table.name in found for key in table.foreign_keys)
        }
        if more <= found:
            return found
        found |= more


def test_an_erasure_leaves_no_row_no_file_and_no_word(chat: Chat, tmp_path: Path) -> None:
    others = counts(chat.database)
    chat.leaves_something_everywhere()
    before = counts(chat.database)
    assert [name for name in PERSONAL if before[name] == 0] == [], "the person is in every such table"
    assert traces(chat.database, tmp_path)
    assert list((tmp_path / "files").iterdir())
    chat.erases()
    assert list((tmp_path / "files").iterdir()) == [], "the picture goes within the turn"
    assert traces(chat.database, tmp_path) == [], "not even the address: it is sealed"
    assert not any(WORDS in one for one in traces(chat.database, tmp_path))
    chat.is_told()
    assert traces(chat.database, tmp_path) == []
    after = counts(chat.database)
    alone = {"participant": 1, "session": 1, "inbound": 2, "answer": 1}
    assert {name: after[name] for name in alone} == alone, "somebody else is still there"
    empty = PERSONAL - set(alone) - {"event", "outbox"}
    assert {name: after[name] for name in empty} == dict.fromkeys(empty, 0)
    assert after["outbox"] < others["outbox"]
    with chat.database.read() as connection:
        assert connection.execute(select(concern_tables.concern.c.participant_id)).scalars().all() == [None]


def test_the_file_of_erasures_gives_nobody_away(chat: Chat, tmp_path: Path) -> None:
    chat.erases()
    written = (tmp_path / "outside" / "erasures.jsonl").read_text()
    assert ADDRESS not in written
    assert len(chat.erasures.all()) == 1
