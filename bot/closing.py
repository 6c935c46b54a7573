"""What somebody hears who comes back to a consultation that has closed. Pure."""

from datetime import date

from bot import asking, wording
from bot.messages import Message
from bot.session import Session
from consultations.consultation import Consultation
from consultations.forms.compiled import CompiledForm, Surroundings
from consultations.forms.question_types import type_of


def farewell(session: Session, consultation: Consultation) -> list[Message]:
    """Thanks, what was kept, what happens next and when. `session` is their own, or nobody's."""
    count = len(session.answers)
    key = {0: "consultation_closed", 1: "closed.kept_one"}.get(count, "closed.kept")
    thanks = asking.reply(session, key, *(("mine",) if count else ()), "stop", "help", count=count)
    following = _next(consultation, session.language)
    return [thanks, Message("reply", following)] if following else [thanks]


def _next(consultation: Consultation, language: str) -> str:
    said = []
    if consultation.next_news:
        said.append(wording.say("closed.next", language, news=consultation.next_news))
    if consultation.next_on:
        said.append(wording.say("closed.next_on", language, day=_day(consultation.next_on)))
    return "\n".join(said)


def _day(day: date) -> str:
    return f"{day.day}/{day.month:02}/{day.year}"


def my_answers(session: Session, form: CompiledForm, around: Surroundings) -> list[Message]:
    """Every question they answered, with what they said."""
    state = form.state(session.values(), session.language, around)
    said = [wording.say("closed.my_answers", session.language)]
    for one in form.asked:
        value = session.answers.get(one.question.name)
        if value is not None:
            choices = form.questionnaire.choice_lists.get(one.question.choices or "", ())
            shown = type_of(one.question.type).show(one.question, choices, value, session.language)
            label = state.fill(one.question.label, session.language)
            said.append(f"{label}\n{wording.say('you_said', session.language, answer=shown)}")
    return [Message("reply", "\n\n".join(said))]
