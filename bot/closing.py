"""What somebody hears who comes back to a consultation that has closed. Pure."""

from bot import asking, wording
from bot.messages import Message
from bot.session import Session
from consultations.consultation import Consultation
from consultations.forms.compiled import CompiledForm, Surroundings
from consultations.forms.form_state import FormState


def farewell(session: Session, consultation: Consultation) -> list[Message]:
    """Thanks, what was kept, what happens next and when. `session` is their own, or nobody's."""
    count = len(session.answers)
    key = {0: "consultation_closed", 1: "closed.kept_one"}.get(count, "closed.kept")
    thanks = asking.reply(session, key, *(("mine",) if count else ()), "tell", "stop", "help", count=count)
    following = _next(consultation, session.language)
    return [thanks, Message("reply", following, language=session.language)] if following else [thanks]


def _next(consultation: Consultation, language: str) -> str:
    said = []
    if consultation.next_news:
        said.append(wording.say("closed.next", language, news=consultation.next_news))
    if consultation.next_on:
        said.append(wording.say("closed.next_on", language, day=wording.day_in_words(consultation.next_on)))
    return "\n".join(said)


def my_answers(session: Session, form: CompiledForm, around: Surroundings) -> Message:
    """Every question they answered, with what they said."""
    return asking.my_answers(session, FormState(form, session.given(), around))
