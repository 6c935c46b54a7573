"""What somebody means by what they sent: a command in plain words, a pressed button, or an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from bot.commands import command_meant, meaning_asked
from bot.messages import Attachment, Command, Incoming, Location
from bot.plain_words import says_anything
from bot.session import Session


@dataclass(frozen=True, slots=True)
class Say:
    """Typed words that are no command."""

    text: str


@dataclass(frozen=True, slots=True)
class Do:
    """A command, typed (`text` is how) or pressed. `about` is the word that `meaning` asks for, if any."""

    command: Command
    text: str = field(default="", compare=False)
    about: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Pick:
    """Options pressed, by their places in the list. `final`: a form sent all that are picked, at once."""

    places: tuple[int, ...]
    final: bool = False


@dataclass(frozen=True, slots=True)
class Give:
    """A picture, a sound or a file. `text` are the words that were written under it."""

    attachment: Attachment
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reword:
    """An earlier message, now in other words."""

    message_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Late:
    """A button of a question that is not the current one any more."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Nothing that answers: a picture, a sticker, an empty message, or an edit of we know not what."""

    changed: bool = False


@dataclass(frozen=True, slots=True)
class Locate:
    """Where somebody is, sent by their telephone."""

    location: Location


Intent = Say | Do | Pick | Give | Reword | Late | Unreadable | Locate

COMMANDS: dict[str, Command] = {command: command for command in get_args(Command)}
OF_A_QUESTION = frozenset({"skip", "back", "done", "keep", "undo", "yes", "no", "another", "enough", "more"})
"""Commands that belong to the question they stand under; all others work however old their button is."""


def button_id(session: Session, code: str) -> str:
    """The opaque id of a button: which conversation, which asking in it, and what it does. Under 64 bytes."""
    return f"{session.id[:12]}.{session.asked}.{code}"


def understand(session: Session, incoming: Incoming) -> Intent:
    """What `incoming` means at this point of the conversation."""
    text = (incoming.text or "").strip()
    if incoming.button is not None:
        return _pressed(session, incoming.button.split())
    if incoming.start is not None:
        return Do("start")
    if incoming.original is not None and text:
        return Reword(incoming.original, text)
    if incoming.attachment is not None:
        return Give(incoming.attachment, incoming.caption.strip())
    if incoming.location is not None:
        return Locate(incoming.location)
    if incoming.unsupported is not None:
        return Unreadable(changed=incoming.unsupported == "edit")
    return _typed(session, text)


def _typed(session: Session, text: str) -> Intent:
    """A command in plain words, or one with a slash whatever follows it, or an answer."""
    if not says_anything(text):
        return Unreadable()
    command = command_meant(text, session.language)
    if command is None:
        return Say(text)
    about = meaning_asked(text, session.language) if command == "meaning" else None
    return Do(command, text, about or "")


def _pressed(session: Session, ids: list[str]) -> Intent:
    """One button, or, from a form with boxes to tick, those ticked and then the one that sends them."""
    current = button_id(session, "")
    command = COMMANDS.get(ids[-1].rpartition(".")[2]) if ids else None
    if command and command not in OF_A_QUESTION:
        return Do(command)
    places = places_of(session, ids)
    if any(not one.startswith(current) for one in ids) or len(places) + bool(command) != len(ids) or not ids:
        return Late()
    if command:
        return Pick(places, final=True) if places else Do(command)
    return Pick(places) if len(places) == 1 else Late()


def places_of(session: Session, ids: Sequence[str]) -> tuple[int, ...]:
    """Which options of the present question are called so, by their places in the list."""
    current = button_id(session, "")
    codes = [one.removeprefix(current) for one in ids if one.startswith(current)]
    return tuple(int(code) for code in codes if code.isascii() and code.isdecimal() and len(code) < 5)
