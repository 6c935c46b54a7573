"""How the question of an ask was put to people: in which languages, and in which words."""

from sqlalchemy import Connection

from consultations.accountability import Ask
from consultations.forms.questionnaire import Questionnaire, Text, unfilled
from consultations.storage.consultations import Consultations


def asked_in(connection: Connection, ask: Ask) -> Questionnaire:
    """Everything that the consultation of an ask asks."""
    consultations = Consultations(connection)
    return consultations.over_versions(consultations.get(ask.consultation))


def question_in_languages(connection: Connection, ask: Ask) -> Text:
    """The question of `ask` in each language of its questionnaire, without the answers of any one person."""
    questions = asked_in(connection, ask).questions()
    label = next((one.label for one in questions if one.name == ask.question), {})
    return {language: unfilled(words) for language, words in label.items() if words}
