"""Many stored answers with their readings, as after a large consultation: for benchmarks of what is shown.

People answer two questions in their own words, in words of the examples, and eight of one choice; everything
is drawn by chance, always the same. Each text is read and redacted once, and stored for whoever wrote it.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from analysis.pipeline import assignments, rows_of
from analysis.readings import AnswerReader
from analysis.redaction import HELP_LINES, RULES, redact
from benchmarks.readings import CHOICES, TEXTS, THEMES, form, texts
from consultations.consultation import Consultation
from consultations.storage.addresses import Addresses
from consultations.storage.answers import Answers, ReadingRow, Unread
from consultations.storage.coding import Coding
from consultations.storage.database import Database
from consultations.storage.redactions import RedactedRow, Redactions
from consultations.storage.tables import answer, event, participant, session
from tests.builders import KEYS, NOW, launch

IN_WORDS = TEXTS[:2]
NAMES = (*IN_WORDS, *CHOICES)
BATCH = 2_000
PLACES = ("park", "bus", "school")
Row = dict[str, Any]
Read = Mapping[tuple[str, str], tuple[ReadingRow, str]]
"""By question and text: how it was read, and what may be seen of it."""


def store(database: Database, people: int) -> Consultation:
    """An open consultation that so many people have answered, ten answers each; two officers coded some."""
    opened = launch(database, form(), taxonomy=THEMES.read_text(encoding="utf-8"))
    chance, read = random.Random(7), _read(database)
    for first in range(1, people + 1, BATCH):
        _store(database, opened, range(first, min(first + BATCH, people + 1)), chance, read)
    with database.write() as connection:
        coding = Coding(connection)
        for one in coding.sample(opened.id, IN_WORDS):
            for coder in ("first@trust.example", "second@trust.example"):
                coding.keep(one, coder, [chance.choice(("bullying", "buses", "roads"))], NOW)
    return opened


def _read(database: Database) -> Read:
    (assignment,) = assignments(database, AnswerReader, NOW)
    asked = [(name, text) for name in IN_WORDS for text in dict.fromkeys(texts(1_000))]
    unread = [Unread(0, 1, name, text) for name, text in asked]
    seen = [redact(text, HELP_LINES).text for _, text in asked]
    return dict(zip(asked, zip(rows_of(assignment, unread), seen, strict=True), strict=True))


def _store(
    database: Database, opened: Consultation, ids: Sequence[int], chance: random.Random, read: Read
) -> None:
    given = list(_given(ids, chance, [text for name, text in read if name == IN_WORDS[0]]))
    written = [(one, *read[one["question"], one["value"]]) for one in given if one["question"] in IN_WORDS]
    rows = [replace(found, answer_id=one["id"]) for one, found, _ in written]
    with database.write() as connection:
        connection.execute(insert(participant), list(map(_person, ids)))
        connection.execute(insert(session), [_talk(opened, one) for one in ids])
        connection.execute(insert(answer), [_answer(opened, one) for one in given])
        connection.execute(insert(event), [_event(one) for one in given])
        Answers(connection).keep_readings(rows, NOW)
        seen = [RedactedRow(one["id"], 1, words) for one, _, words in written]
        Redactions(connection).keep(seen, RULES)


def _given(ids: Sequence[int], chance: random.Random, said: Sequence[str]) -> Iterator[Row]:
    """Some choices are rare, and so are some texts: there are small numbers to protect."""
    for one in ids:
        for place, name in enumerate(NAMES):
            value = (
                said[int(len(said) * chance.random() ** 2)]
                if name in IN_WORDS
                else chance.choices(PLACES, (60, 40, 0.05 * place))[0]
            )
            yield {"id": one * len(NAMES) + place, "participant_id": one, "question": name, "value": value}


def _person(one: int) -> Row:
    return {"id": one, "channel": "web", **Addresses(KEYS).columns("web", f"a{one}"), "created_at": NOW}


def _talk(opened: Consultation, one: int) -> Row:
    asked = {"consultation_id": opened.id, "questionnaire_id": opened.questionnaire_id}
    over = one % 10 != 0
    moments = {"started_at": NOW, "updated_at": NOW, "finished_at": NOW if over else None}
    state = {"state": "{}", "status": "finished" if over else "asking", "step": 9}
    return {"id": f"s{one}", "participant_id": one, **asked, **state, **moments}


def _answer(opened: Consultation, one: Row) -> Row:
    told = {"consultation_id": opened.id, "plan_code": opened.plan_code, "outcome_code": "CE2"}
    stands = {"revision": 1, "counts": True, "answered_at": NOW - timedelta(hours=3)}
    return {**one, **told, **stands, "session_id": f"s{one['participant_id']}"}


def _event(one: Row) -> Row:
    talk = {"session_id": f"s{one['participant_id']}", "step": 1, "at": NOW}
    return {**talk, "kind": "answered", "question": one["question"], "value": one["value"]}
