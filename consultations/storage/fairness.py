"""Whether people think our answers fair, and the way from one person to what came of what they said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from consultations.accountability import Decision, Verdict
from consultations.ask_words import AskWords, Translations, from_json
from consultations.storage.fairness_tables import fairness
from consultations.storage.statements import insert_new
from consultations.storage.tables import answer, ask, ask_answer, consultation, telling


@dataclass(frozen=True, slots=True)
class Came:
    """What came of something that one person said.

    The decision is empty until it is published, and nothing is translated before.
    """

    ask_id: int
    consultation: str
    question: str
    theme: str
    decision: Decision | None
    what_happens: str
    next_news_on: date | None
    due_on: date | None
    verdict: Verdict | None
    translations: Translations

    def words(self, language: str) -> AskWords:
        """What this person reads about it in `language`."""
        return self.translations.words(language, AskWords(self.question, self.theme, self.what_happens))


@dataclass(frozen=True, slots=True)
class Why:
    """The reason that somebody gave for their verdict."""

    ask_id: int
    verdict: Verdict
    why: str
    judged_at: datetime


class Fairness:
    """Keeps verdicts, the reasons for them, and counts them. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def judge(self, ask_id: int, participant_id: int, verdict: Verdict, now: datetime) -> bool:
        """Keep what this person thinks of our answer; whoever thinks again changes it. False for somebody
        who was never told about this ask."""
        own = (telling.c.ask_id == ask_id, telling.c.participant_id == participant_id)
        if self._connection.execute(select(telling.c.ask_id).where(*own)).first() is None:
            return False
        row = {"ask_id": ask_id, "participant_id": participant_id, "verdict": verdict, "judged_at": now}
        if self._connection.execute(insert_new(self._connection, fairness).values(row)).rowcount == 0:
            again = update(fairness).where(
                fairness.c.ask_id == ask_id, fairness.c.participant_id == participant_id
            )
            self._connection.execute(again.values(verdict=verdict, judged_at=now))
        return True

    def give_reason(self, participant_id: int, words: str) -> bool:
        """Keep why this person judged as they did last. False where they have judged nothing."""
        last = select(func.max(fairness.c.judged_at)).where(fairness.c.participant_id == participant_id)
        own = (fairness.c.participant_id == participant_id, fairness.c.judged_at == last.scalar_subquery())
        done = self._connection.execute(update(fairness).where(*own).values(why=words))
        return done.rowcount > 0

    def counts(self, ask_id: int) -> Mapping[Verdict, int]:
        """How many judged our answer so. For staff: not suppressed."""
        wanted = select(fairness.c.verdict, func.count()).where(fairness.c.ask_id == ask_id)
        found = {row[0]: row[1] for row in self._connection.execute(wanted.group_by(fairness.c.verdict))}
        return {"yes": found.get("yes", 0), "partly": found.get("partly", 0), "no": found.get("no", 0)}

    def reasons(self, ask_id: int, most: int = 200) -> list[Why]:
        """Why people judged as they did, the newest first, without what a concern holds."""
        wanted = select(fairness.c.ask_id, fairness.c.verdict, fairness.c.why, fairness.c.judged_at).where(
            fairness.c.ask_id == ask_id, fairness.c.why.is_not(None), ~fairness.c.held
        )
        newest = wanted.order_by(fairness.c.judged_at.desc(), fairness.c.id.desc()).limit(most)
        return [Why(*row) for row in self._connection.execute(newest)]

    def written(self, ask_id: int) -> int:
        """To how many people a message about this ask was written, whether or not it has arrived."""
        wanted = select(func.count()).select_from(telling).where(telling.c.ask_id == ask_id)
        number: int = self._connection.execute(wanted).scalar_one()
        return number

    def came_of(self, participant_id: int) -> list[Came]:
        """What came of what this person said, the newest first; only the last news of each."""
        later = ask.alias("later")
        superseded = select(later.c.follows).where(
            later.c.published_at.is_not(None), later.c.follows.is_not(None)
        )
        behind = (
            select(ask_answer.c.ask_id)
            .join(answer, answer.c.id == ask_answer.c.answer_id)
            .where(answer.c.participant_id == participant_id, ~answer.c.held)
        )
        rows = self._connection.execute(
            select(ask, consultation.c.title.label("heard_in"), fairness.c.verdict)
            .join(consultation, consultation.c.id == ask.c.consultation_id)
            .outerjoin(
                fairness,
                (fairness.c.ask_id == ask.c.id) & (fairness.c.participant_id == participant_id),
            )
            .where(ask.c.id.in_(behind), ask.c.id.not_in(superseded))
            .where(ask.c.published_at.is_not(None) | ask.c.follows.is_(None))
            .order_by(ask.c.id.desc())
        )
        return [_came(row._mapping) for row in rows]


def _came(row: Mapping[Any, Any]) -> Came:
    """What is not published is not told to anybody, whatever was decided."""
    published = row["published_at"] is not None
    return Came(
        ask_id=row["id"],
        consultation=row["heard_in"],
        question=row["question_label"],
        theme=row["theme_label"],
        decision=row["decision"] if published else None,
        what_happens=row["what_happens"] if published else "",
        next_news_on=row["next_news_on"] if published else None,
        due_on=row["due_on"],
        verdict=row["verdict"],
        translations=from_json(row["translations"]) if published else Translations(),
    )
