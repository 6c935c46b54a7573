"""Invented answers, played through the real conversation and kept as samples: for the demonstration only."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from bot import session as sessions
from bot.conversation import World
from bot.engine import Step
from bot.rehearsal import Answer, NotAsked, Rehearsal, Words
from consultations.consultation import Consultation
from consultations.errors import Fault, FaultyInput, Place
from consultations.forms.compiled import CompiledForm
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations, Stored, Turn
from consultations.storage.database import Database

CHANNEL = "sample"


class Respondent(BaseModel):
    """One line of a sample file. `finished: false` is somebody who went away in the middle; `language` is
    what they choose where they are asked.
    """

    model_config = ConfigDict(extra="forbid")
    respondent: str
    channel: Literal["web", "telegram"]
    answers: dict[str, JsonValue]
    finished: bool = True
    language: str = "English"


def read_respondents(file: Path) -> list[Respondent]:
    """The respondents of a sample file. Raises `FaultyInput` naming every line that is none."""
    respondents, faults = [], []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            respondents.append(Respondent.model_validate_json(line))
        except ValueError as error:
            place = Place(file=file.name, line=number)
            faults.append(Fault("bad_sample", f"{error}.", "See examples/answers.", place))
    if faults:
        raise FaultyInput("bad_samples", "The sample answers cannot be read.", faults)
    return respondents


def load_samples(database: Database, consultation: Consultation, file: Path, world: World) -> int:
    """Play every respondent of `file` into `consultation`, in one transaction; give how many there are."""
    respondents = read_respondents(file)
    with database.write() as connection:
        questionnaire = Consultations(connection).questionnaire(consultation.questionnaire_id)
        form = CompiledForm(questionnaire)
        outcomes = {one.name: one.outcome for one in questionnaire.questions() if one.outcome}
        store = Conversations(connection)
        for respondent in respondents:
            _load(store, consultation, form, outcomes, respondent, world)
    return len(respondents)


def _load(
    store: Conversations,
    consultation: Consultation,
    form: CompiledForm,
    outcomes: dict[str, str],
    respondent: Respondent,
    world: World,
) -> None:
    now = world.clock()
    session_id = world.new_id()
    person = store.person(CHANNEL, respondent.respondent, now)
    store.add_session(session_id, person.id, consultation.id, now)
    store.change_person(person.id, session_id=session_id)
    stored = Stored(
        session_id,
        "",
        consultation.id,
        consultation.code,
        consultation.plan_code,
        consultation.questionnaire_id,
        consultation.state,
    )
    rehearsal = Rehearsal(form, world.surroundings(now), session_id)
    for step in _steps(rehearsal, respondent):
        state = sessions.to_json(step.session)
        turn = Turn(stored, state, step.session.status, step.session.step, step.events, outcomes)
        store.save(turn, person.id, now)


def _steps(rehearsal: Rehearsal, respondent: Respondent) -> Iterator[Step]:
    """Every step of a respondent: their answers in the questionnaire's order, the rest skipped."""
    yield rehearsal.start()
    if rehearsal.session.status == "language":
        yield rehearsal.say(respondent.language)
    for name in rehearsal.form.questions:
        if name in respondent.answers:
            played = rehearsal.play(Answer(question=name, answer=respondent.answers[name]))
            yield from (step for step in played if not isinstance(step, NotAsked))
    while respondent.finished and rehearsal.session.status == "asking":
        before = rehearsal.session.current
        yield from (step for step in rehearsal.play(Words(say="skip")) if not isinstance(step, NotAsked))
        if rehearsal.session.current == before:
            return
