"""What was said so far, made anew from the session: so a reload, a new device or a restart shows the same."""

from dataclasses import dataclass
from typing import Literal

from bot import asking, wording
from bot.moving import told_mark
from bot.session import Session
from consultations.forms.compiled import CompiledForm, Surroundings
from consultations.forms.form_state import FormState
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
    state = FormState(form, session.given(), around)
    lines: list[Line] = []
    for place in state.places:
        if place.another:
            continue
        if place.key in session.trail and isinstance(place.item, Question):
            lines += _asked(session, state, place.key) if place.key != session.current else []
        elif told_mark(place) in session.told and (message := asking.tell(session, state, place)):
            lines.append(Line("together", message.text))
    return lines


def _asked(session: Session, state: FormState, key: str) -> list[Line]:
    value = session.answers.get(key)
    shown = (
        wording.say("you_skipped", session.language)
        if value is None
        else asking.shown(session, state, key, value)
    )
    return [Line("together", state.fill(state.one(key).question.label, key)), Line("you", shown)]
