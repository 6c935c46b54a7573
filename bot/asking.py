"""A question, a note or a word on the way, as the message that a person sees."""

from collections.abc import Sequence

from bot import wording
from bot.intents import button_id
from bot.messages import Button, Command, Media, Message
from bot.session import Session
from consultations.forms.form_state import FormState
from consultations.forms.judging import must_answer
from consultations.forms.places import Place, split_key
from consultations.forms.question_types import Option, Problem, type_of
from consultations.forms.questionnaire import Group, Question, Text, words

SHORT = 40
"""Characters of a question on a button that leads back to it."""
ALWAYS: tuple[Command, ...] = ("menu", "stop", "help")


def ask(session: Session, state: FormState, key: str, number: int, total: int) -> Message:
    """The message that asks the question at `key`, with everything that can be pressed under it."""
    one = state.one(key)
    label = state.fill(one.question.label, key)
    return Message(
        kind="question",
        text=label,
        hint=_hint(session, state, key),
        buttons=(*_answers(session, state, key), *_ways_on(session, state, key)),
        progress=wording.say("progress", session.language, number=number, total=total),
        question=one.question.name,
        input=one.kind.input,
        language=session.language,
        media=_media(session, one.question, label),
    )


def decimals_asked(state: FormState, key: str) -> int | None:
    """How exactly the question at `key` asks where somebody is, in decimals of a degree; None where it asks
    something else."""
    one = state.one(key)
    return one.kind.decimals(one.question)


def _hint(session: Session, state: FormState, key: str) -> str:
    """The author's hint, or ours for the type; then what holds already where nothing was answered yet."""
    one = state.one(key)
    said = [state.fill(one.question.hint, key)]
    if not said[0] and one.kind.how_to:
        said = [wording.say(one.kind.how_to, session.language)]
    suggested = state.value(key) if key not in session.answers else ""
    if suggested:
        said.append(wording.say("suggested", session.language, answer=shown(session, state, key, suggested)))
    return "\n".join(filter(None, said))


def _answers(session: Session, state: FormState, key: str) -> list[Button]:
    picked = session.draft.split()
    return [
        Button(
            button_id(session, str(place)),
            _numbered(option_label(option, session, state), option, picked, state.one(key).kind.ordered),
            option.value in picked,
            picture=_picture(session, state, option),
        )
        for place, option in enumerate(state.options(key))
    ]


def _numbered(label: str, option: Option, picked: Sequence[str], in_order: bool) -> str:
    """Where the order counts, what was tapped says at which place."""
    return f"{picked.index(option.value) + 1}. {label}" if in_order and option.value in picked else label


def option_label(option: Option, session: Session, state: FormState) -> str:
    if option.wording:
        return wording.say(option.wording, session.language)
    fallback = state.form.questionnaire.default_language
    return words(option.label, session.language, fallback) or option.value


def _picture(session: Session, state: FormState, option: Option) -> Media | None:
    file = _file(option.media.get("image", {}), session, state)
    return Media("image", session.questionnaire, file) if file else None


def _media(session: Session, question: Question, alt: str) -> tuple[Media, ...]:
    files = (
        ("image", question.media.get("image") or question.media.get("big-image") or {}),
        ("audio", question.media.get("audio", {})),
    )
    return tuple(
        Media("image" if kind == "image" else "audio", session.questionnaire, file, alt)
        for kind, text in files
        if (file := words(text, session.language, ""))
    )


def _file(text: Text, session: Session, state: FormState) -> str:
    return words(text, session.language, state.form.questionnaire.default_language)


def _ways_on(session: Session, state: FormState, key: str) -> list[Button]:
    """Done, Undo, Keep, Skip, Back, More help and those that are always there: what makes sense here."""
    one = state.one(key)
    possible: tuple[tuple[Command, bool], ...] = (
        ("done", one.kind.takes_several),
        ("undo", one.kind.ordered and bool(session.draft)),
        ("keep", bool(state.value(key)) or key in session.answers),
        ("skip", not must_answer(state, key)),
        ("back", bool(session.trail)),
        ("more", bool(one.question.guidance)),
    )
    return [command_button(session, code) for code, here in possible if here] + always(session)


def always(session: Session) -> list[Button]:
    return [command_button(session, command) for command in ALWAYS]


def command_button(session: Session, command: Command, key: str = "") -> Button:
    said = key or f"button.{command}"
    symbol = wording.picture(said, session.language) or ""
    return Button(
        button_id(session, command), wording.say(said, session.language), role=command, symbol=symbol
    )


def ask_another(session: Session, state: FormState, place: Place) -> Message:
    """The question whether to go round a repeat once more."""
    said = state.fill(place.item.label, place.key)
    commands: list[Command] = ["another", "enough"]
    if session.trail:
        commands.append("back")
    return Message(
        kind="question",
        text="\n".join(filter(None, [said, wording.say("another.ask", session.language)])),
        buttons=(*(command_button(session, one) for one in commands), *always(session)),
        question=place.item.name,
        language=session.language,
    )


def tell(session: Session, state: FormState, place: Place) -> Message | None:
    """A note, the introduction of a group, or a value that is only shown; None where it says nothing."""
    item = place.item
    text = state.fill(item.label, place.key).strip()
    media = _media(session, item, text) if isinstance(item, Question) else ()
    if isinstance(item, Question) and item.read_only and text and (value := state.value(place.key)):
        text = f"{text}\n{shown(session, state, place.key, value)}"
    return Message("note", text, language=session.language, media=media) if text or media else None


def may_be_told(place: Place) -> bool:
    """Whether what stands at `place` is something to say: a note, an introduction, a value that is shown."""
    item = place.item
    if isinstance(item, Group):
        return not place.another
    kind = type_of(item.type)
    return kind.told or (item.read_only and kind.asks)


def my_answers(session: Session, state: FormState) -> Message:
    """Every question that was answered and applies, with what was said."""
    keys, answers = answered(session, state), session.answers
    lines = [f"{question_in_short(state, key)}\n→ {shown(session, state, key, answers[key])}" for key in keys]
    intro = wording.say("mine.intro" if lines else "mine.nothing", session.language)
    return Message("reply", "\n\n".join([intro, *lines]), language=session.language)


def answered(session: Session, state: FormState) -> list[str]:
    """The keys of the answers that count, in the order of the questionnaire."""
    answers = session.answers
    return [place.key for place in state.places if answers.get(place.key) and state.askable(place.key)]


def own_words(session: Session, text: str) -> Message:
    """Words of the questionnaire's author, as an answer to what was just sent."""
    return Message("reply", text, language=session.language)


def reply(session: Session, key: str, /, *commands: Command, **details: object) -> Message:
    """One sentence of the wording, with the buttons of `commands`."""
    buttons = tuple(command_button(session, command) for command in commands)
    text = wording.say(key, session.language, **details)
    return Message(kind="reply", text=text, buttons=buttons, language=session.language)


def problem(session: Session, found: Problem) -> Message:
    return reply(session, f"problem.{found.code}", **found.details)


def to_choose(session: Session, key: str, labels: Sequence[str], *commands: Command) -> Message:
    """A question of ours, answered by one of `labels`."""
    answers = [Button(button_id(session, str(place)), label) for place, label in enumerate(labels)]
    ways = [command_button(session, command) for command in commands]
    text = wording.say(key, session.language)
    return Message("question", text, (*answers, *ways), language=session.language)


def yes_or_no(session: Session, key: str, /, **details: object) -> Message:
    """A question of ours that is answered by yes or no."""
    buttons = [command_button(session, "yes"), command_button(session, "no"), *always(session)]
    text = wording.say(key, session.language, **details)
    return Message("question", text, tuple(buttons), language=session.language)


def shown(session: Session, state: FormState, key: str, value: str) -> str:
    """A stored value of `key` as a person reads it. What was sent as a file is only said to be there."""
    attachment = state.one(key).kind.attachment
    return wording.say(f"attached.{attachment}", session.language) if attachment else state.show(key, value)


def question_in_short(state: FormState, key: str) -> str:
    """A question in one line, with the time round where it repeats; its name where it has no words."""
    name, instance = split_key(key)
    said = " ".join(state.fill(state.one(key).question.label, key).split()) or name
    return f"{said} ({instance})" if instance else said


def shortened(text: str, most: int = SHORT) -> str:
    """`text` cut at a word so that it fits."""
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(' ', 1)[0].rstrip(' ,.;:')} …"
