"""What was said so far, made anew from the session: so a reload, a new device or a restart shows the same."""

from dataclasses import dataclass
from typing import Literal

from bot import asking, wording
from bot.session import Session
from consultations.forms.compiled import CompiledForm, FormState, Surroundings
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Question


@dataclass(frozen=True, slots=True)
class Line:
    """One bubble: who says it, and what."""

    who: Literal["together", "you"]
    text: str


def transcript(session: Session, form: CompiledForm, around: Surroundings) -> list[Line]:
    """Notes told and questions passed, each with its answer, in the order of the questionnaire.

    The current question is not in it.
    """
    state = form.state(session.values(), session.language, around)
    lines: list[Line] = []
    for place, (item, _) in enumerate(form.order):
        if isinstance(item, Question) and item.name in session.trail and item.name != session.current:
            lines += _asked(session, state, item)
        elif str(place) in session.told and (message := asking.tell(session, state, item)):
            lines.append(Line("together", message.text))
    return lines


def _asked(session: Session, state: FormState, question: Question) -> list[Line]:
    value = session.answers.get(question.name)
    choices = state.form.questionnaire.choice_lists.get(question.choices or "", ())
    shown = (
        wording.say("you_skipped", session.language)
        if value is None
        else type_of(question.type).show(question, choices, value, session.language)
    )
    return [Line("together", state.fill(question.label, session.language)), Line("you", shown)]
