"""Answers that came on paper, in a session or by another survey, put into a consultation with their channel.

Each row is one person. Every answer is given to the questionnaire as if it were typed in the chat, so that
what is stored is what the chat would have stored; words are screened for safeguarding before anything is
kept. The same row is imported once, however often its file is: a person is known by the column that names
them, or by their answers and how many rows before had the same.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue
from sqlalchemy import Connection

from analysis.safeguarding.outcome import Outcome
from bot import session as sessions
from bot.engine import Step
from bot.rehearsal import Answer, NotAsked, Rehearsal, Words
from bot.world import World
from consultations.consultation import Consultation
from consultations.errors import Fault, FaultyInput, Place
from consultations.forms.compiled import CompiledForm
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Question, Questionnaire, words
from consultations.participants import Outside
from consultations.storage.concerns import Concerns, NewConcern
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations, Stored, Turn
from together.tables import Line, Table

AGREED = "acknowledge"
"""Whoever filled in a form has read what it says: nobody is asked to say so again."""


@dataclass(frozen=True, slots=True)
class Respondent:
    """A row that the questionnaire took: who it is, what it answered, and the steps that were taken."""

    row: int
    who: str
    answers: Mapping[str, str]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the rows. `concerns`: (row, outcome) of words that somebody must look at."""

    kept: int
    there_already: int
    concerns: tuple[tuple[int, str], ...]


class Importer:
    """Takes rows for one consultation and channel."""

    def __init__(self, connection: Connection, found: Consultation, channel: Outside, world: World) -> None:
        self._connection, self._found, self._channel, self._world = connection, found, channel, world
        self._questionnaire = Consultations(connection).questionnaire(found.questionnaire_id)
        self._form = CompiledForm(self._questionnaire)
        self._asked = {one.name: one for one in self._questionnaire.questions()}
        self._now = world.clock()

    def take(self, table: Table, who: str | None) -> list[Respondent]:
        """Every row as a respondent. Raises FaultyInput with every fault, its row and column."""
        columns = self._columns(table)
        names = table.column(who) if who else None
        taken, faults, same = [], list[Fault](), Counter[tuple[str, ...]]()
        for line in table.lines():
            if not any(cell.strip() for cell in line.cells) and not line.problem:
                continue
            same[line.cells] += 1
            key = line.cells[names].strip() if names is not None else _digest(line.cells, same[line.cells])
            found = self._respondent(table, line, columns, key)
            if isinstance(found, Respondent):
                taken.append(found)
            else:
                faults += found
        if faults:
            raise FaultyInput("answers-faulty", f"Nothing of {table.path.name} was imported.", faults)
        return taken

    def _columns(self, table: Table) -> dict[str, int]:
        """Which column answers which question: headed by the question's name, or by its words."""
        headed = {_plain(heading): place for place, heading in enumerate(table.headings)}
        found = {}
        for name, question in self._asked.items():
            said = words(question.label, self._questionnaire.default_language, "") or name
            place = headed.get(_plain(name), headed.get(_plain(said)))
            if place is not None:
                found[name] = place
        if not found:
            have = ", ".join(f"“{heading}”" for heading in table.headings)
            fix = f"Head columns with the names of questions: {', '.join(self._asked)}. There are: {have}."
            fault = Fault("no-question", "No column is a question.", fix, Place(file=table.path.name, row=1))
            raise FaultyInput("answers-faulty", "Nothing was imported.", [fault])
        return found

    def _respondent(
        self, table: Table, line: Line, columns: Mapping[str, int], key: str
    ) -> Respondent | list[Fault]:
        if line.problem:
            return [_fault(table, line, None, f"The row cannot be read: {line.problem}.", "Mend the row.")]
        if not key:
            return [_fault(table, line, None, "Nobody is named.", "Give each row somebody.")]
        rehearsal = Rehearsal(self._form, self._world.surroundings(self._now), self._world.new_id())
        steps, faults = [rehearsal.start()], list[Fault]()
        answers = {
            name: line.cells[place].strip() for name, place in columns.items() if line.cells[place].strip()
        }
        for name in self._form.questions:
            if name not in answers and self._asked[name].type == AGREED:
                steps += _played(rehearsal, Answer(question=name, answer="OK"))
            if name in answers:
                question = self._asked[name]
                given = Answer(question=name, answer=_value(question, answers[name], self._questionnaire))
                steps += _played(rehearsal, given)
                if name not in rehearsal.session.answers or not _known(
                    question, given.answer, self._questionnaire
                ):
                    message = f"“{answers[name][:60]}” is no answer to “{name}” here."
                    fix = "Give an answer that the question takes, or leave the cell empty."
                    faults.append(_fault(table, line, table.headings[columns[name]], message, fix))
        steps += _skipped_to_the_end(rehearsal)
        return faults or Respondent(line.number, key, answers, tuple(steps))

    def keep(self, taken: Sequence[Respondent]) -> Imported:
        """Store them, those that are there already left as they are. The caller commits."""
        store, concerns = Conversations(self._connection), list[tuple[int, str]]()
        there = 0
        for one in taken:
            address = f"import:{self._found.code}:{one.who}"
            if store.find_person(self._channel, address):
                there += 1
                continue
            concerns += self._store(store, one, address)
        return Imported(len(taken) - there, there, tuple(concerns))

    def _store(self, store: Conversations, one: Respondent, address: str) -> Iterator[tuple[int, str]]:
        found, session_id = self._found, one.steps[0].session.id
        person = store.person(self._channel, address, self._now)
        store.add_session(session_id, person.id, found.id, self._now)
        store.change_person(person.id, session_id=session_id)
        stored = Stored(
            session_id, "", found.id, found.code, found.plan_code, found.questionnaire_id, found.state
        )
        outcomes = {name: asked.outcome for name, asked in self._asked.items() if asked.outcome}
        for step in one.steps:
            state = sessions.to_json(step.session)
            turn = Turn(stored, state, step.session.status, step.session.step, step.events, outcomes)
            store.save(turn, person.id, self._now)
        yield from self._screened(one, person.id, session_id)

    def _screened(self, one: Respondent, person: int, session_id: str) -> Iterator[tuple[int, str]]:
        """Words that the safeguarding lead must see, kept as a concern and held back."""
        concerns = Concerns(self._connection, self._world.ring)
        for name, text in one.answers.items():
            if type_of(self._asked[name].type).summary != "texts":
                continue
            seen = self._world.screen.screen(text, (), self._questionnaire.default_language)
            if seen.outcome is not Outcome.NONE:
                new = NewConcern(
                    participant_id=person,
                    channel=self._channel,
                    outcome=str(seen.outcome),
                    category=seen.category,
                    texts=(text,),
                    reasons=seen.reasons,
                    language=self._questionnaire.default_language,
                    session_id=session_id,
                    consultation=self._found.code,
                    question=name,
                    holds=1,
                )
                concerns.add(new, self._now)
                concerns.hold(person)
                yield one.row, str(seen.outcome)


def _played(rehearsal: Rehearsal, line: Answer | Words) -> list[Step]:
    return [step for step in rehearsal.play(line) if not isinstance(step, NotAsked)]


def _skipped_to_the_end(rehearsal: Rehearsal) -> list[Step]:
    steps: list[Step] = []
    while rehearsal.session.status == "asking":
        before = rehearsal.session.current
        steps += _played(rehearsal, Words(say="skip"))
        if rehearsal.session.current == before:
            return steps
    return steps


def _value(question: Question, cell: str, questionnaire: Questionnaire) -> JsonValue:
    """A cell as the question stores it: choices by their names or labels, several with semicolons between."""
    if not question.choices:
        return cell
    language = questionnaire.default_language
    names = {}
    for choice in questionnaire.choice_lists.get(question.choices, ()):
        names[_plain(choice.name)] = choice.name
        names[_plain(words(choice.label, language, "") or choice.name)] = choice.name
    if question.type != "select_multiple":
        return names.get(_plain(cell), cell)
    parts = [part.strip() for part in cell.replace("\n", ";").split(";") if part.strip()]
    return [names.get(_plain(part), part) for part in parts]


def _known(question: Question, value: JsonValue, questionnaire: Questionnaire) -> bool:
    """Whether what was chosen are choices: the chat would have asked which one was meant."""
    if not question.choices:
        return True
    names = {choice.name for choice in questionnaire.choice_lists.get(question.choices, ())}
    return set(value if isinstance(value, list) else [value]) <= names


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _digest(cells: Sequence[str], occurrence: int) -> str:
    return hashlib.sha256("\x1f".join([*cells, str(occurrence)]).encode("utf-8", "replace")).hexdigest()[:32]


def _fault(table: Table, line: Line, column: str | None, message: str, fix: str) -> Fault:
    return Fault("bad-answer", message, fix, Place(file=table.path.name, row=line.number, column=column))
