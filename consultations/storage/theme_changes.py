"""Changes of theme files by people: what each was, where codes and asks went, and how it is taken back.

Codes that people gave go with their theme, and the rows that say so are enough to bring them back.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, insert, select, update

from consultations.consultation import Consultation
from consultations.errors import Refused
from consultations.storage.coding import SEPARATOR
from consultations.storage.consultations import Consultations
from consultations.storage.reading_tables import answer_code
from consultations.storage.tables import answer, ask, reading, reading_theme
from consultations.storage.theme_tables import theme_ask_moved, theme_change, theme_code_moved
from consultations.theme_standing import digest

SHOWN = 30
MOVED = "moved"
"""Stands for the model of a reading whose theme was merged: no model’s, so that it is read again."""


class Edit(NamedTuple):
    """The theme `file` afterwards, and in a few codes what was `said` to be done.

    Codes of the theme `gone` become `into`; where that is `rest` they do so only if nothing else is left.
    """

    file: str
    said: str
    gone: str = ""
    into: str = ""
    rest: str = ""


class Made(NamedTuple):
    """A change that was made; `undone_by` is None while it stands."""

    id: int
    said: str
    by: str
    at: datetime
    undone_by: str | None


class ThemeChanges:
    """Makes changes, lists them and takes them back. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def make(self, one: Consultation, edit: Edit, by: str, now: datetime) -> None:
        """Sort the answers of `one` by other themes from now on. Raises `Refused`."""
        values = {
            "consultation_id": one.id,
            "said": edit.said,
            "before": one.taxonomy,
            "after": digest(edit.file),
            "gone": edit.gone,
            "changed_by": by,
            "changed_at": now,
        }
        made = self._connection.execute(insert(theme_change).values(values).returning(theme_change.c.id))
        number = made.scalar_one()
        Consultations(self._connection).sort_by(one.code, edit.file)
        if edit.gone:
            self._move_asks(one, number, edit)
            self._move_codes(one, number, edit)
            self._move_suggestions(one, edit)

    def of(self, consultation_id: int) -> list[Made]:
        """The newest changes first."""
        columns = (
            theme_change.c.id,
            theme_change.c.said,
            theme_change.c.changed_by,
            theme_change.c.changed_at,
            theme_change.c.undone_by,
        )
        own = select(*columns).where(theme_change.c.consultation_id == consultation_id)
        return [
            Made(*row)
            for row in self._connection.execute(own.order_by(theme_change.c.id.desc()).limit(SHOWN))
        ]

    def undo(self, one: Consultation, number: int, by: str, now: datetime) -> str:
        """Take back the last change, `number`, and say what it was. Raises `Refused`.

        Codes that somebody has given anew since stay as they are.
        """
        standing = theme_change.c.consultation_id == one.id, theme_change.c.undone_at.is_(None)
        last = self._connection.execute(
            select(theme_change).where(*standing).order_by(theme_change.c.id.desc()).limit(1)
        ).one_or_none()
        if last is None or last.id != number or last.after != digest(one.taxonomy or ""):
            raise Refused(
                "themes_changed_since",
                "The themes were changed again since then.",
                "Only the last change can be taken back.",
            )
        Consultations(self._connection).sort_by(one.code, last.before)
        self._bring_back(number, last.gone)
        done = update(theme_change).where(theme_change.c.id == number)
        self._connection.execute(done.values(undone_by=by, undone_at=now))
        return str(last.said)

    def _move_asks(self, one: Consultation, number: int, edit: Edit) -> None:
        """An ask stays with what was said: it goes on with the theme. Raises `Refused` where it cannot."""
        own = ask.c.consultation_id == one.id
        asks = self._connection.execute(select(ask).where(own, ask.c.theme == edit.gone)).all()
        others = (
            self._connection.execute(select(ask.c.question).where(own, ask.c.theme == edit.into))
            .scalars()
            .all()
        )
        if asks and edit.into == edit.rest:
            raise Refused("has_ask", "An ask stands on this theme.", "Merge it into another theme instead.")
        if {each.question for each in asks} & set(others):
            raise Refused(
                "both_asks", "An ask stands on each of the two.", "Keep them apart, so that both are told."
            )
        ids = [each.id for each in asks]
        self._connection.execute(update(ask).where(ask.c.id.in_(ids)).values(theme=edit.into))
        if ids:
            rows = [{"change_id": number, "ask_id": each} for each in ids]
            self._connection.execute(insert(theme_ask_moved), rows)

    def _move_codes(self, one: Consultation, number: int, edit: Edit) -> None:
        within = select(answer.c.id).where(answer.c.consultation_id == one.id)
        given = select(answer_code.c.answer_id, answer_code.c.coder, answer_code.c.codes).where(
            answer_code.c.answer_id.in_(within), answer_code.c.codes.contains(edit.gone, autoescape=True)
        )
        rows = [
            {
                "change_id": number,
                "answer_id": row.answer_id,
                "coder": row.coder,
                "before": row.codes,
                "after": moved(row.codes.split(SEPARATOR), edit),
            }
            for row in self._connection.execute(given).all()
            if edit.gone in row.codes.split(SEPARATOR)
        ]
        if rows:
            self._connection.execute(insert(theme_code_moved), rows)
        for row in rows:
            self._put(int(row["answer_id"]), str(row["coder"]), str(row["after"]))

    def _move_suggestions(self, one: Consultation, edit: Edit) -> None:
        """So that nothing is missing until they are made again, in the background."""
        if edit.into == edit.rest:
            return
        within = reading_theme.c.answer_id.in_(select(answer.c.id).where(answer.c.consultation_id == one.id))
        both = select(reading_theme.c.answer_id).where(within, reading_theme.c.theme == edit.into)
        gone = and_(within, reading_theme.c.theme == edit.gone)
        of_gone = reading.c.answer_id.in_(select(reading_theme.c.answer_id).where(gone))
        self._connection.execute(update(reading).where(of_gone).values(model=MOVED))
        twice = self._connection.execute(both).scalars().all()
        self._connection.execute(delete(reading_theme).where(gone, reading_theme.c.answer_id.in_(twice)))
        self._connection.execute(update(reading_theme).where(gone).values(theme=edit.into))

    def _bring_back(self, number: int, gone: str) -> None:
        asks = select(theme_ask_moved.c.ask_id).where(theme_ask_moved.c.change_id == number)
        self._connection.execute(update(ask).where(ask.c.id.in_(asks)).values(theme=gone))
        rows = select(theme_code_moved, answer_code.c.codes).join(
            answer_code,
            and_(
                answer_code.c.answer_id == theme_code_moved.c.answer_id,
                answer_code.c.coder == theme_code_moved.c.coder,
                answer_code.c.codes == theme_code_moved.c.after,
            ),
        )
        own = rows.where(theme_code_moved.c.change_id == number)
        for row in self._connection.execute(own).all():
            self._put(row.answer_id, row.coder, row.before)

    def _put(self, answer_id: int, coder: str, codes: str) -> None:
        own = and_(answer_code.c.answer_id == answer_id, answer_code.c.coder == coder)
        self._connection.execute(update(answer_code).where(own).values(codes=codes))


def moved(codes: Sequence[str], edit: Edit) -> str:
    """The codes of one answer with `into` in place of `gone`, each once."""
    kept = [code for code in codes if code != edit.gone]
    if edit.into != edit.rest or not kept:
        kept = [edit.into if code == edit.gone else code for code in codes]
    return SEPARATOR.join(dict.fromkeys(kept))
