"""A Trust that asks, people who answer, what is read and shown of it: what tests of the analysis share."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import delete, func, insert, select, update

from analysis.board import Board, board
from analysis.disclosure_control import Rule
from analysis.pipeline import ReadTally, read_new
from analysis.readings import AnswerReader
from analysis.summary import QuestionSummary, Table
from consultations.consultation import Consultation
from consultations.forms.questionnaire import Choice, Group, Questionnaire
from consultations.plan import Plan, parse_plan
from consultations.storage.addresses import Addresses
from consultations.storage.consultations import Consultations, Launch
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from consultations.storage.tables import answer, consultation, participant, session
from tests.builders import KEYS, NOW, Clock, question, questionnaire

PLAN = """
code: p
title: A plan
area: A place
starts: 2026-04-01
ends: 2030-03-31
status: draft
outcomes:
  - {code: safe, title: Children feel safe}
  - {code: heard, title: Children are heard}
  - {code: quiet, title: Nobody is asked about this}
"""
THEMES = """
plan: p
version: "1"
themes:
  - {code: bullying, label: Bullying, outcomes: [heard], words: [bull*]}
  - {code: buses, label: Getting about, words: [bus, buses]}
"""
AGES = (Choice("under_11", {"en": "10 or under"}), Choice("over_11", {"en": "11 or over"}))
YES_NO = (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))


def form(**lists: tuple[Choice, ...]) -> Questionnaire:
    """Age, two questions on being safe (the later name first), one on being heard, one of no outcome."""
    return questionnaire(
        question("hello", "note", "Hello."),
        question("ready", "acknowledge", "Shall we start?"),
        question("age_band", "select_one", "How old are you?", choices="ages"),
        Group(
            "about_safety",
            {},
            "",
            (
                question("safe", "select_one", "Do you feel safe?", choices="yes_no", outcome="safe"),
                question("better", "text", "What would make ${place} better?", outcome="safe"),
            ),
        ),
        question("heard", "select_one", "Do adults listen?", choices="yes_no", outcome="heard"),
        question("else", "text", "Anything else?"),
        question("place", "calculate"),
        question("audience", "hidden"),
        ages=AGES,
        **lists,
    )


def the_plan() -> Plan:
    return parse_plan(PLAN.encode(), "plan.yaml").plans[0]


@dataclass
class Trust:
    """A Trust with one plan and what people answered; words are short, so the tests write them down."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    people: Counter = field(default_factory=Counter)

    def open(self, code: str = "c", form: Questionnaire | None = None, **fields) -> Consultation:
        given = {"code": code, "title": f"About {code}", "taxonomy": THEMES, "plan_code": "p", **fields}
        launch = Launch(questionnaire=form or globals()["form"](), source_name="f.md", source=b"", **given)
        with self.database.write() as connection:
            Plans(connection).save(the_plan(), NOW)
            return Consultations(connection).open(launch, NOW)

    def say(self, to: Consultation, people: int, **answers: str) -> list[int]:
        """So many new people give these answers. Their ids."""
        return [self._one(to, answers) for _ in range(people)]

    def _one(self, to: Consultation, answers: dict[str, str]) -> int:
        with self.database.write() as connection:
            address = f"a{self.people.total()}"
            self.people[to.code] += 1
            who = {"channel": "web", **Addresses(KEYS).columns("web", address), "created_at": NOW}
            person = connection.execute(insert(participant).values(who)).inserted_primary_key[0]
        self.also(to, person, **answers)
        return person

    def also(self, to: Consultation, person: int, **answers: str) -> None:
        """Somebody known answers in (another) consultation."""
        talk = {"id": f"{to.id}-{person}", "participant_id": person, "consultation_id": to.id}
        talk["questionnaire_id"] = to.questionnaire_id
        stands = {"state": "{}", "status": "asking", "step": 1, "started_at": NOW, "updated_at": NOW}
        given = {"revision": 1, "counts": True, "answered_at": NOW, "consultation_id": to.id}
        with self.database.write() as connection:
            asked = Consultations(connection).questionnaire(to.questionnaire_id).questions()
            outcomes = {one.name: one.outcome for one in asked}
            connection.execute(insert(session).values({**talk, **stands}))
            rows = [
                {
                    **given,
                    "session_id": talk["id"],
                    "participant_id": person,
                    "question": name,
                    "value": value,
                    "plan_code": "p" if outcomes[name] else None,
                    "outcome_code": outcomes[name],
                }
                for name, value in answers.items()
            ]
            connection.execute(insert(answer), rows)

    def change(self, person: int, name: str, **values: object) -> None:
        """Change a stored answer as a turn does."""
        grown = {"revision": answer.c.revision + 1} if "value" in values else {}
        of_person = (answer.c.participant_id == person, answer.c.question == name)
        with self.database.write() as connection:
            connection.execute(update(answer).where(*of_person).values(**values, **grown))

    def forget(self, person: int) -> None:
        with self.database.write() as connection:
            connection.execute(delete(participant).where(participant.c.id == person))

    def read(self, **options) -> ReadTally:
        return read_new(self.database, self.clock, **{"make_reader": AnswerReader, **options})

    def board(self, rule: Rule | None = None) -> Board:
        """As it is when all of them are over."""
        with self.database.write() as connection:
            connection.execute(update(consultation).values(state="closed"))
            return board(connection, the_plan(), rule)

    def asked(self, name: str, code: str = "c") -> QuestionSummary:
        return next(
            one
            for outcome in self.board().summary.outcomes
            for one in outcome.questions
            if (one.consultation, one.question) == (code, name)
        )

    def count(self, table) -> int:
        with self.database.read() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()


def printed(table: Table) -> dict[str, str]:
    return {row.name: str(row.people) for row in table}
