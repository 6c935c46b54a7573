"""Two readings of the same answers side by side: the one that is on, and the one tried or replaced.

One mechanism serves for trying, switching on and going back: the reading that is on and the one beside it
change places.
"""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select

from consultations.storage.answers import OF_PRESENT_WORDS, Answers, ReadingRow, Unread
from consultations.storage.reading_tables import reading_beside, reading_version
from consultations.storage.statements import insert_new
from consultations.storage.tables import answer, reading, reading_theme

ON, BEFORE = "on", "before"
Change = tuple[str, str]
"""A label or kind before and after; “” where the answer was not read."""


class ReadingVersions:
    """Which version of the readings is on, and what another one says. Never commits.

    A version is the part of a model's name that does not depend on the themes.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def on(self) -> str | None:
        """The version that counts; None while nothing was read."""
        return self._named(ON)

    def before(self) -> str | None:
        """The version that counted before the last switch."""
        return self._named(BEFORE)

    def _named(self, place: str) -> str | None:
        wanted = select(reading_version.c.version).where(reading_version.c.place == place)
        return self._connection.execute(wanted).scalar()

    def set_on(self, version: str, now: datetime) -> None:
        """Let `version` count from now on, and remember what did before.

        Of two processes that do so at once, the first one counts.
        """
        last = self.on()
        self._connection.execute(delete(reading_version))
        rows = [{"place": ON, "version": version, "since": now}]
        if last is not None and last != version:
            rows.append({"place": BEFORE, "version": last, "since": now})
        for row in rows:
            self._connection.execute(insert_new(self._connection, reading_version), row)

    def nothing_is_read_by(self, version: str) -> bool:
        """Whether no reading that counts is of this version."""
        found = select(reading.c.answer_id).where(_of(reading.c.model, version)).limit(1)
        return self._connection.execute(found).first() is None

    def beside(self) -> str | None:
        """The version of the readings beside those that count; None where there are none."""
        model = self._connection.execute(select(reading_beside.c.model).limit(1)).scalar()
        return model.rpartition(" ")[0] if model else None

    def to_reread(
        self, consultation_id: int, questions: Collection[str], model: str, most: int, after: int
    ) -> list[Unread]:
        """Answers that were read in their present words, but neither by `model` nor beside by it.

        At most `most`, in the order of their ids, from the first above `after`.
        """
        wanted = (
            select(answer.c.id, answer.c.revision, answer.c.question, answer.c.value)
            .join(reading, OF_PRESENT_WORDS)
            .outerjoin(reading_beside, _SAME_WORDS)
            .where(
                answer.c.consultation_id == consultation_id,
                answer.c.question.in_(questions),
                answer.c.counts,
                answer.c.value != "",
                answer.c.id > after,
                reading.c.model != model,
                or_(reading_beside.c.model.is_(None), reading_beside.c.model != model),
            )
            .order_by(answer.c.id)
            .limit(most)
        )
        return [Unread(*row) for row in self._connection.execute(wanted)]

    def keep_beside(self, rows: Sequence[ReadingRow], now: datetime) -> int:
        """Keep readings beside those that count, in place of others there. How many."""
        ids = [row.answer_id for row in rows]
        self._connection.execute(delete(reading_beside).where(reading_beside.c.answer_id.in_(ids)))
        if rows:
            self._connection.execute(insert(reading_beside), [_beside(row, now) for row in rows])
        return len(rows)

    def changes(self, column: str) -> Counter[Change]:
        """Label or kind (`column`) before → after, with how many answers."""
        before, after = getattr(reading.c, column), getattr(reading_beside.c, column)
        wanted = (
            select(func.coalesce(before, ""), func.coalesce(after, ""), func.count())
            .join(reading_beside, _SAME_WORDS)
            .group_by(before, after)
        )
        return Counter({(old, new): count for old, new, count in self._connection.execute(wanted)})

    def changed(self, most: int) -> list[tuple[str, str, str]]:
        """Answers whose label changes: words, label before and after; at most `most`, none that is held."""
        wanted = (
            select(answer.c.value, reading.c.label, reading_beside.c.label)
            .join(reading, reading.c.answer_id == answer.c.id)
            .join(reading_beside, _SAME_WORDS)
            .where(~answer.c.held, reading.c.label != reading_beside.c.label)
            .order_by(answer.c.id)
            .limit(most)
        )
        return [(row[0], row[1], row[2]) for row in self._connection.execute(wanted)]

    def swap(self, most: int, now: datetime) -> int:
        """Let up to `most` readings of the version that is on, kept beside others, change places with these.

        How many did. One of words that have changed since is thrown away instead.
        """
        version = self.on()
        if version is None:
            return 0
        wanted = select(reading_beside.c.answer_id, reading_beside.c.row)
        beside = self._connection.execute(
            wanted.where(_of(reading_beside.c.model, version)).limit(most)
        ).all()
        ids = [row.answer_id for row in beside]
        replaced = [row for row in self._standing(ids) if not row.model.startswith(f"{version} themes-")]
        self._connection.execute(delete(reading_beside).where(reading_beside.c.answer_id.in_(ids)))
        Answers(self._connection).keep_readings([ReadingRow(**json.loads(row.row)) for row in beside], now)
        self.keep_beside(replaced, now)
        return len(ids)

    def _standing(self, ids: Sequence[int]) -> list[ReadingRow]:
        rows = self._connection.execute(select(reading).where(reading.c.answer_id.in_(ids))).mappings().all()
        themes = self._connection.execute(
            select(reading_theme).where(reading_theme.c.answer_id.in_(ids))
        ).mappings()
        by_answer: dict[int, dict[str, Any]] = {}
        for theme in themes:
            by_answer.setdefault(theme["answer_id"], {})[theme["theme"]] = json.loads(theme["words"])
        return [
            ReadingRow(
                **{name: value for name, value in row.items() if name not in _APART},
                drove=json.loads(row["drove"]),
                because=json.loads(row["because"]),
                themes=by_answer.get(row["answer_id"], {}),
            )
            for row in rows
        ]


_APART = ("read_at", "themes_by", "drove", "because")
_SAME_WORDS = and_(
    reading_beside.c.answer_id == reading.c.answer_id, reading_beside.c.revision == reading.c.revision
)


def _of(model: ColumnElement[str], version: str) -> ColumnElement[bool]:
    return model.startswith(f"{version} themes-", autoescape=True)


def _beside(row: ReadingRow, now: datetime) -> dict[str, Any]:
    whole = {name: getattr(row, name) for name in ReadingRow.__dataclass_fields__}
    return {
        "answer_id": row.answer_id,
        "revision": row.revision,
        "model": row.model,
        "label": row.label,
        "kind": row.kind,
        "row": json.dumps(whole),
        "read_at": now,
    }
