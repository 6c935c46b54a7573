"""What somebody means by what they sent: a command in plain words, a pressed button, or an answer."""

from dataclasses import dataclass
from typing import get_args

from bot import wording
from bot.messages import Command, Incoming
from bot.session import Session


@dataclass(frozen=True, slots=True)
class Say:
    """Typed words that are no command."""

    text: str


@dataclass(frozen=True, slots=True)
class Do:
    """A command, typed or pressed."""

    command: Command


@dataclass(frozen=True, slots=True)
class Pick:
    """Options pressed, by their places in the list. `final`: a form sent all that are picked, at once."""

    places: tuple[int, ...]
    final: bool = False


@dataclass(frozen=True, slots=True)
class Late:
    """A button of a question that is not the current one any more."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Nothing that answers: a picture, a sticker, an empty message, or the edit of an earlier one."""

    changed: bool = False


Intent = Say | Do | Pick | Late | Unreadable

COMMANDS: dict[str, Command] = {command: command for command in get_args(Command)}
ALWAYS = {"start", "stop", "help"}
"""Commands whose buttons work however old they are."""


def button_id(session: Session, code: str) -> str:
    """The opaque id of a button: which conversation, which step of it, and what it does. Under 64 bytes."""
    return f"{session.id[:12]}.{session.step}.{code}"


def understand(session: Session, incoming: Incoming) -> Intent:
    """What `incoming` means at this point of the conversation."""
    if incoming.button is not None:
        return _pressed(session, incoming.button.split())
    if incoming.start is not None:
        return Do("start")
    if incoming.unsupported is not None:
        return Unreadable(changed=incoming.unsupported == "edit")
    return _typed(session, (incoming.text or "").strip())


def _typed(session: Session, text: str) -> Intent:
    """A command in plain words, or one with a slash whatever follows it, or an answer."""
    if not text:
        return Unreadable()
    words = text.split()[0] if text.startswith("/") else text
    command = wording.commands(session.language).get(words.casefold().rstrip(".!"))
    return Do(COMMANDS[command]) if command else Say(text)


def _pressed(session: Session, ids: list[str]) -> Intent:
    """One button, or, from a form with boxes to tick, those ticked and then the one that sends them."""
    current = button_id(session, "")
    command = COMMANDS.get(ids[-1].rpartition(".")[2]) if ids else None
    if command in ALWAYS:
        return Do(command)
    codes = [one.removeprefix(current) for one in ids if one.startswith(current)]
    places = tuple(int(code) for code in codes if code.isascii() and code.isdecimal())
    if not codes or len(codes) != len(ids) or len(places) + bool(command) != len(ids):
        return Late()
    if command:
        return Pick(places, final=True) if places else Do(command)
    return Pick(places) if len(places) == 1 else Late()
