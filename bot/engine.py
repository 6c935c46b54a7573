"""The conversation as one pure function: where somebody stands and what they sent, to what follows.

It sends nothing, stores nothing and reads no clock. Whoever calls it stores the session and the events in one
transaction with the messages, and only then lets the messages out.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot import answering, equality, moving, rewording, speaking, ways, wording
from bot.agreeing import agreed
from bot.commands import WHERE_OFFERED, meaning_asked
from bot.door import AT_THE_DOOR
from bot.intents import Do, Give, Intent, Late, Locate, Pick, Reword, Say, Unreadable, understand
from bot.menu import menu
from bot.messages import Command, Incoming
from bot.session import Aside, Session
from bot.turn import Beside, Step, Turn
from consultations.forms.compiled import CompiledForm, Surroundings

__all__ = ["Step", "advance"]

LONG_AWAY = timedelta(hours=6)
"""After such a pause somebody who comes back is told where they were."""
WHILE_STOPPED: frozenset[Command] = frozenset({"start", "stop", "help", "who", "about", "services", "mine"})
"""What somebody who stopped can ask for without starting again."""
YES_OR_NO = frozenset({"unsure", "skip", "edit", "restart"})
"""What we ask beside the questionnaire that is answered by yes or no."""


def advance(
    session: Session,
    form: CompiledForm,
    incoming: Incoming,
    around: Surroundings,
    beside: Beside | None = None,
) -> Step:
    """Take one incoming thing. Pure: the same arguments give the same step.

    A session with status `new` begins, whatever came in. Nothing that a person sends raises an error.
    `beside`: the hard words of the plan, and who can help; without it those that come with the program.
    """
    away = _away(session, around.now)
    seen = replace(session, step=session.step + 1, seen_at=around.now.isoformat())
    turn = Turn(seen, form, around, incoming, beside or Beside())
    intent = understand(seen, incoming)
    if away and isinstance(intent, Say) and wording.is_hello(intent.text, seen.language):
        intent = Do("start")
    if away and not session.stopped and (intent == Do("start") or isinstance(intent, Late)):
        ways.welcome_back(turn)
    _take(turn, intent)
    answering.keep_dropped(turn, session.aside)
    return turn.step()


def _away(session: Session, now: datetime) -> bool:
    return bool(session.seen_at) and now - datetime.fromisoformat(session.seen_at) > LONG_AWAY


def _take(turn: Turn, intent: Intent) -> None:
    command = intent.command if isinstance(intent, Do) else None
    if command == "stop":
        ways.stop(turn)
    elif command == "help":
        ways.help_now(turn)
    elif turn.session.stopped and command not in WHILE_STOPPED:
        turn.reply("still_stopped", "start", "help")
    elif command == "start" or (turn.session.status == "new" and not turn.session.stopped):
        ways.start(turn)
    elif command and command in AT_ANY_TIME:
        AT_ANY_TIME[command](turn)
    elif turn.session.status == "language" and turn.session.aside is None:
        ways.first_language(turn, intent)
    elif turn.session.status in AT_THE_DOOR and turn.session.aside is None:
        ways.at_the_door(turn, intent)
    elif not _answers_aside(turn, intent) and not equality.take(turn, intent):
        _take_further(turn, intent)


def _answers_aside(turn: Turn, intent: Intent) -> bool:
    """Whether this answers what was asked beside the questionnaire. If not, that is forgotten."""
    aside = turn.session.aside
    if aside is None:
        return False
    said = _yes_or_no(turn, aside, intent) if aside.kind in YES_OR_NO else None
    if said is not None:
        if not said:
            ways.say_no(turn, aside)
        elif aside.kind == "unsure":
            answering.confirm(turn, aside)
        elif aside.kind == "skip":
            answering.skip(turn)
        else:
            ways.say_yes(turn, aside)
        return True
    if ways.answer_aside(turn, aside, intent):
        return True
    if not isinstance(intent, Late):
        turn.change(aside=None)
    return False


def _yes_or_no(turn: Turn, aside: Aside, intent: Intent) -> bool | None:
    """Yes or no, pressed or typed; None for all else. To clear everything only a plain yes is one."""
    if isinstance(intent, Do) and intent.command in ("yes", "no"):
        return intent.command == "yes"
    text = intent.text if isinstance(intent, Say | Do) else ""
    if not text or aside.kind == "restart" or answering.names_a_choice(turn, text):
        return None
    return agreed(text, turn.session.language)


def _read(turn: Turn, text: str) -> None:
    code = speaking.language_named(turn, text)
    term = meaning_asked(text, turn.session.language, lambda: turn.terms)
    if code:
        ways.speak(turn, code)
    elif term:
        ways.meaning(turn, term)
    elif rewording.corrects(turn, text):
        return
    else:
        answering.read(turn, text)


def _take_further(turn: Turn, intent: Intent) -> None:
    match intent:
        case Do(command, text, about):
            _obey(turn, command, text, about)
        case Reword(message_id, text):
            rewording.reword(turn, message_id, text)
        case Say() | Pick() | Give() if turn.session.status == "finished":
            _after_the_end(turn, intent)
        case Say(text):
            _read(turn, text)
        case Pick():
            if not answering.pick(turn, intent):
                _late(turn)
        case Give() | Locate():
            _sent(turn, intent)
        case Late():
            _late(turn)
        case Unreadable(changed):
            answering.remark(turn, turn.incoming.text or "")
            turn.reply(turn.incoming.problem or ("changed_message" if changed else "cannot_read"))
            ways.carry_on(turn)
        case _:
            assert_never(intent)


def _sent(turn: Turn, intent: Give | Locate) -> None:
    """What is sent in the place of words."""
    if isinstance(intent, Give):
        answering.give(turn, intent.attachment, intent.text)
    else:
        answering.locate(turn, intent.location)


def _after_the_end(turn: Turn, intent: Say | Pick | Give) -> None:
    """Everything is answered. What somebody still says is kept."""
    if isinstance(intent, Say):
        if answering.belongs_to_the_last(turn):
            answering.add_to_the_last(turn, intent.text)
        elif answering.remark(turn, intent.text):
            turn.reply("remark_kept")
    ways.carry_on(turn)


def _late(turn: Turn) -> None:
    turn.reply("too_late" if turn.session.status == "asking" else "old_button")
    ways.carry_on(turn)


AT_ANY_TIME: Mapping[Command, Callable[[Turn], None]] = {
    "who": ways.who,
    "about": ways.about_this,
    "services": ways.services,
    "mine": ways.mine,
}
"""Also at the door, and for who has stopped."""
ANYWHERE: Mapping[Command, Callable[[Turn], None]] = {
    "menu": menu,
    "change": ways.change,
    "restart": ways.restart,
    "language": ways.change_language,
    "supporter": ways.supporter,
    "back": moving.back,
}
AT_A_PLACE: Mapping[Command, Callable[[Turn], None]] = {
    "skip": answering.skip,
    "keep": answering.keep,
    "done": answering.done,
    "undo": answering.undo,
    "another": answering.another,
    "enough": answering.enough,
    "more": ways.more_help,
}


def _obey(turn: Turn, command: Command, text: str, about: str) -> None:
    """A command; typed words that mean one only where it is offered are an answer elsewhere."""
    command = _at_a_repeat(turn, command)
    if text and _is_rather_an_answer(turn, command, text):
        answering.read(turn, text)
    elif command in ANYWHERE:
        ANYWHERE[command](turn)
    elif command == "meaning":
        ways.meaning(turn, about)
    elif command == "tell":
        turn.reply("tell.later")
        ways.carry_on(turn)
    elif command in AT_A_PLACE and turn.session.status == "asking":
        AT_A_PLACE[command](turn)
    else:
        ways.carry_on(turn)


def _at_a_repeat(turn: Turn, command: Command) -> Command:
    """At the end of a repeat, yes is another and no is enough."""
    if turn.session.status != "asking" or turn.at_question():
        return command
    at_the_end: Mapping[Command, Command] = {"yes": "another", "no": "enough", "done": "enough"}
    return at_the_end.get(command, command)


def _is_rather_an_answer(turn: Turn, command: Command, text: str) -> bool:
    """Whether typed words are an answer although they are also a command: a choice of that name, or a word
    that commands nothing here."""
    if turn.session.status != "asking" or not turn.at_question() or text.startswith("/"):
        return False
    if command == "more" and turn.state.one(turn.current).kind.summary != "texts":
        return answering.names_a_choice(turn, text)
    if command in WHERE_OFFERED:
        return command not in offered(turn)
    return answering.names_a_choice(turn, text)


def offered(turn: Turn) -> set[Command]:
    """The commands of `WHERE_OFFERED` that stand under the question where the person is."""
    one, key = turn.state.one(turn.current), turn.current
    possible: tuple[tuple[Command, bool], ...] = (
        ("done", one.kind.takes_several),
        ("undo", one.kind.ordered),
        ("keep", bool(turn.state.value(key))),
        ("more", bool(one.question.guidance)),
    )
    return {command for command, here in possible if here}
