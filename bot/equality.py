"""Equality questions after the last question: optional, in words of ours, kept apart from the answers.

What is answered goes into the step and never into the session or the events: these lead to a person. The
session knows which of the questions were put, not whether anything was said. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot import asking, wording
from bot.intents import Do, Give, Intent, Locate, Pick, Say, Unreadable
from bot.messages import Command, Message
from bot.plain_words import plain
from bot.session import Session
from bot.turn import Turn
from consultations.equality import PREFER_NOT, Asked, EqualityQuestion, Told, asked_of, version
from consultations.participants import BANDS

MARK = "equality:"
"""What stands before the key of such a question where questions of the questionnaire stand too."""
SOURCE = "equality"
"""What a message that was typed here gave an answer to: an edit of it is not kept either."""
AFTER: tuple[Command, ...] = ("back", "change", "tell", "menu", "stop", "help")
"""What can be done after the last of them."""
WAYS: tuple[Command, ...] = ("skip", "back", "menu", "stop", "help")


@dataclass(frozen=True, slots=True)
class Lines:
    """A question and an answer as a person reads them."""

    question: str
    answer: str


def possible(turn: Turn) -> tuple[Asked, ...]:
    """What this person may be asked here, in the order of the set."""
    age = next((one for one in BANDS if one == turn.session.age), None)
    return in_order(asked_of(turn.beside.equality.asked(), age))


def in_order(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    places = {one.key: place for place, one in enumerate(version().questions)}
    return tuple(sorted(asked, key=lambda one: places.get(one.question, len(places))))


def begin(turn: Turn) -> bool:
    """Put the first question that was not put yet. False where there is none."""
    first = not turn.session.about_done
    following = next((one for one in possible(turn) if one.question not in turn.session.about_done), None)
    turn.change(about=following.question if following else "")
    if following is None:
        return False
    if first:
        turn.say(asking.own_words(turn.session, wording.say("equality.why", turn.session.language)))
    ask(turn)
    return True


def ask(turn: Turn) -> None:
    """Ask what is asked where the person stands."""
    found = _here(turn)
    if found is None:  # it is not asked any more
        turn.change(about="")
        turn.reply("finished")
        return
    turn.change(asked=turn.session.step)
    turn.say(question_message(turn.session, found))


def question_message(session: Session, question: tuple[Asked, EqualityQuestion]) -> Message:
    asked, found = question
    labels = [choice_label(session.language, asked.version, found.key, one) for one in found.offered]
    return asking.to_choose(session, _key(asked.version, found.key), labels, *WAYS)


def _here(turn: Turn) -> tuple[Asked, EqualityQuestion] | None:
    asked = next((one for one in possible(turn) if one.question == turn.session.about), None)
    found = version(asked.version).get(asked.question) if asked else None
    return (asked, found) if asked and found else None


def _key(of_version: str, question: str, choice: str = "") -> str:
    return ".".join(filter(None, ("equality", of_version, question, choice)))


def choice_label(language: str, of_version: str, question: str, choice: str) -> str:
    key = f"equality.{PREFER_NOT}" if choice == PREFER_NOT else _key(of_version, question, choice)
    return wording.say(key, language)


# What is answered


def take(turn: Turn, intent: Intent) -> bool:
    """Take what was sent as an answer here. False where it is something that works anywhere."""
    here = _here(turn) if turn.session.about else None
    if turn.session.about and here is None and not isinstance(intent, Do):
        ask(turn)  # it is asked no more: what was said to it is not kept as words either
        return True
    if here is None or (isinstance(intent, Do) and _is_elsewhere(turn, here, intent)):
        return False
    if turn.incoming.text:
        turn.change(sources={**turn.session.sources, turn.incoming.number: SOURCE})
    if isinstance(intent, Do) and intent.command == "skip":
        _go_on(turn, here, None)
    elif isinstance(intent, Do) and intent.command == "back":
        go_back(turn)
    elif isinstance(intent, Say | Pick | Do | Give | Locate | Unreadable):
        _answer(turn, here, intent)
    else:
        return False
    return True


def _is_elsewhere(turn: Turn, here: tuple[Asked, EqualityQuestion], intent: Do) -> bool:
    """Whether a command is none of these questions': the menu, and so on."""
    if intent.command == "back" and not _before(turn):
        return True
    return intent.command not in ("skip", "back") and _named(turn, here, intent.text) is None


def _answer(turn: Turn, here: tuple[Asked, EqualityQuestion], intent: Intent) -> None:
    choice = None
    if isinstance(intent, Pick) and intent.places[0] < len(here[1].offered):
        choice = here[1].offered[intent.places[0]]
    elif isinstance(intent, Say | Do):
        choice = _named(turn, here, intent.text)
    if choice is None:  # the words are screened, and not kept: they may tell what is not to be told
        turn.reply("equality.not_a_choice")
        ask(turn)
    else:
        _go_on(turn, here, choice)


def _named(turn: Turn, here: tuple[Asked, EqualityQuestion], text: str) -> str | None:
    """The choice that was typed: its words, here or in English, or its number."""
    asked, found = here
    said = plain(text)
    if said.isdecimal() and said.isascii() and 0 < int(said) <= len(found.offered):
        return found.offered[int(said) - 1]
    for language in (turn.session.language, wording.DEFAULT):
        for one in found.offered:
            if said and plain(choice_label(language, asked.version, found.key, one)) == said:
                return one
    return None


def _go_on(turn: Turn, here: tuple[Asked, EqualityQuestion], choice: str | None) -> None:
    """Hand on what was said, and ask the next, or end. To pass over a question takes its answer back."""
    turn.told.append(Told(here[1].key, here[0].version, choice))
    done = (*(one for one in turn.session.about_done if one != here[1].key), here[1].key)
    turn.change(about_done=done)
    if not begin(turn):
        turn.reply("finished", *AFTER)


def _before(turn: Turn) -> str | None:
    """The question of these that was put before the one where the person stands."""
    there = {one.question for one in possible(turn)} - {turn.session.about}
    return next((one for one in reversed(turn.session.about_done) if one in there), None)


def go_back(turn: Turn) -> None:
    """To the one of these questions that was put before."""
    if (before := _before(turn)) is not None:
        ask_again(turn, before)


def may_go_back(turn: Turn) -> bool:
    """Whether, at the end, the last that was put is one of these questions."""
    return not turn.session.about and _before(turn) is not None


def ask_again(turn: Turn, question: str) -> None:
    """Ask what was put before; then the conversation goes on where it was."""
    done = tuple(one for one in turn.session.about_done if one != question)
    turn.change(about=question, about_done=done, status="finished", current=None, aside=None)
    said = lines_by_question(turn.session, turn.beside.equality.given()).get(question)
    if said:
        text = wording.say("you_said", turn.session.language, answer=said.answer)
        turn.say(Message("reply", text, language=turn.session.language, private=True))
    ask(turn)


def forget(turn: Turn) -> None:
    """Take every answer back."""
    turn.told += [replace(one, choice=None) for one in turn.beside.equality.given()]
    turn.change(about="", about_done=())


def were_put(turn: Turn) -> tuple[Asked, ...]:
    """Which of these questions were put already, so that what was said can be changed."""
    return tuple(one for one in possible(turn) if one.question in turn.session.about_done)


def in_words(turn: Turn, question: str) -> str:
    """A question as this person reads it; its name where it is not asked any more."""
    asked = next((one for one in possible(turn) if one.question == question), None)
    return wording.say(_key(asked.version, question), turn.session.language) if asked else question


# What was answered, in words


def lines_by_question(session: Session, given: Sequence[Told]) -> Mapping[str, Lines]:
    """By question, what was said, in the language of the conversation."""
    return {
        one.question: Lines(
            wording.say(_key(one.version, one.question), session.language),
            choice_label(session.language, one.version, one.question, one.choice),
        )
        for one in given
        if one.choice
    }


def with_answers(message: Message, session: Session, given: Sequence[Told]) -> Message:
    """`message`, which lists answers, with these below: so it is for nobody else to read."""
    lines = lines_by_question(session, given).values()
    if not lines:
        return message
    said = "\n\n".join(f"{one.question}\n→ {one.answer}" for one in lines)
    intro = wording.say("equality.mine", session.language)
    return replace(message, text=f"{message.text}\n\n{intro}\n\n{said}", private=True)
