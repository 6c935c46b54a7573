"""What officers should know about the choices of a questionnaire: labels that are commands when typed."""

from collections.abc import Mapping

from bot.commands import command_meant
from bot.messages import Command
from consultations.errors import Fault, Place
from consultations.forms.questionnaire import Questionnaire

DOES: Mapping[Command, str] = {
    "stop": "stops the chat",
    "help": "shows who can help",
    "start": "goes on with the chat",
    "who": "says who reads the answers",
    "services": "shows which services there are",
    "mine": "shows a person's own answers",
    "about": "says what the consultation can change",
}
"""Commands that come before any answer, wherever they are typed; others give way to a choice of that name."""


def choice_warnings(questionnaire: Questionnaire) -> list[Fault]:
    """A warning for each label that is a command when it is typed, at its row of the sheet “choices”."""
    return [
        _warning(words, DOES[command], Place(sheet="choices", row=choice.row, column=f"label::{language}"))
        for choices in questionnaire.choice_lists.values()
        for choice in choices
        for language, words in choice.label.items()
        if (command := command_meant(words, language)) and command in DOES
    ]


def _warning(words: str, does: str, place: Place) -> Fault:
    return Fault(
        "choice_is_command",
        f"Somebody who types “{words}” {does}; only a tap, or its number, chooses it.",
        "Word it otherwise, as in “I want it to stop” or “More help at school”.",
        place,
        "warning",
    )
