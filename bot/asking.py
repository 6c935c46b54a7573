"""A question, a note or a word on the way, as the message that a person sees."""

from collections.abc import Sequence

from bot import wording
from bot.intents import button_id
from bot.messages import Button, Command, Message
from bot.session import Session
from consultations.forms.compiled import FormState
from consultations.forms.question_types import Option, Problem, type_of
from consultations.forms.questionnaire import Group, Item, Question, words


def ask(session: Session, state: FormState, question: Question, number: int, total: int) -> Message:
    """The message that asks `question`, with everything that can be pressed under it."""
    kind = type_of(question.type)
    options = state.options(question)
    hint = state.fill(question.hint, session.language)
    if kind.takes_several and not hint:
        hint = wording.say("several.hint", session.language)
    return Message(
        kind="question",
        text=state.fill(question.label, session.language),
        hint=hint,
        buttons=(*_answers(session, state, options), *_ways_on(session, state, question)),
        progress=wording.say("progress", session.language, number=number, total=total),
        question=question.name,
        input=kind.input,
    )


def _answers(session: Session, state: FormState, options: Sequence[Option]) -> list[Button]:
    picked = session.draft.split()
    fallback = state.form.questionnaire.default_language
    return [
        Button(
            button_id(session, str(place)),
            option_label(option, session.language, fallback),
            option.value in picked,
        )
        for place, option in enumerate(options)
    ]


def option_label(option: Option, language: str, fallback: str) -> str:
    if option.wording:
        return wording.say(option.wording, language)
    return words(option.label, language, fallback) or option.value


def _ways_on(session: Session, state: FormState, question: Question) -> list[Button]:
    """Done, Keep, Skip, Back, Stop and Get help: those that make sense here."""
    possible: tuple[tuple[Command, bool], ...] = (
        ("done", type_of(question.type).takes_several),
        ("keep", question.name in session.answers),
        ("skip", not state.required(question)),
        ("back", bool(session.trail)),
        ("stop", True),
        ("help", True),
    )
    return [command_button(session, code) for code, here in possible if here]


def command_button(session: Session, command: Command) -> Button:
    label = wording.say(f"button.{command}", session.language)
    return Button(button_id(session, command), label, role=command)


def tell(session: Session, state: FormState, item: Item) -> Message | None:
    """A note, or the introduction of a group, as a message; None where it says nothing."""
    text = state.fill(item.label, session.language)
    told = isinstance(item, Group) or type_of(item.type).told
    return Message(kind="note", text=text) if told and text.strip() else None


def reply(session: Session, key: str, *commands: Command, **details: object) -> Message:
    """One sentence of the wording, with the buttons of `commands`."""
    buttons = tuple(command_button(session, command) for command in commands)
    return Message(kind="reply", text=wording.say(key, session.language, **details), buttons=buttons)


def problem(session: Session, found: Problem) -> Message:
    return reply(session, f"problem.{found.code}", **found.details)
