"""One question of a draft as the chat shows it in each of its languages, without the rest. Pure."""

from collections.abc import Sequence

from bot import asking
from bot.messages import Message
from bot.session import Session
from consultations.forms.compiled import CompiledForm, Surroundings
from consultations.forms.editing import alone
from consultations.forms.form_state import FormState
from consultations.forms.questionnaire import Questionnaire


def looks(form: Questionnaire, name: str, around: Surroundings) -> Sequence[Message]:
    """A message for each language. Of what the question takes from others only its place is shown."""
    asked = [one.name for one in form.questions() if one.label and one.type != "note"]
    number = asked.index(name) + 1 if name in asked else 0
    compiled = CompiledForm(alone(form, name))
    languages = form.languages or (form.default_language,)
    return [_look(compiled, name, one, around, number, len(asked)) for one in languages]


def _look(
    form: CompiledForm, name: str, language: str, around: Surroundings, number: int, total: int
) -> Message:
    session = Session("look", "look", "look", language)
    state = FormState(form, session.given(), around)
    if state.one(name).kind.asks:
        return asking.ask(session, state, name, number, total)
    place = next(one for one in state.places if one.key == name)
    return asking.tell(session, state, place) or Message("note", "", language=language)
