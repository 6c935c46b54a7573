"""How a message looks on Telegram: its whole text, cut into parts that fit, and the rows of its keyboard.

Pure. The text is plain: Telegram is told of no markup, so nothing a person or an officer wrote can break it.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot import wording
from bot.messages import Button, Message
from bot.telegram.splitting import split_text

# Telegram refuses a keyboard of more buttons than this ("reply markup is too long").
MOST_BUTTONS = 100
# Answers on one page of a longer keyboard: full rows, whether two, three or five stand beside each other.
PAGE = 60
TURN = "page:"
"""How the data of the button begins that turns to another page; its number follows. Pages count from 0."""
# A full-width button shows about this much before a telephone cuts it off.
LONGEST_LABEL = 60
TICK = "✓ "
# (longest label of the row's group, buttons beside each other): as many as stay easy to read and to hit.
BESIDE = ((4, 5), (10, 3), (18, 2))


@dataclass(frozen=True, slots=True)
class Key:
    """One button as Telegram has it."""

    label: str
    data: str


Rows = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Texts to send one after the other (none when there is nothing to say); `rows` belong to the last."""

    texts: tuple[str, ...]
    rows: Rows


def lay_out(message: Message, page: int = 0) -> Layout:
    more = wording.say("telegram.more_answers", message.language or wording.DEFAULT)
    return Layout(split_text(full_text(message)), keyboard(message.buttons, page, more))


def full_text(message: Message) -> str:
    """The words, the answers whose labels no button can hold, the hint and the progress, each a paragraph."""
    pieces = (
        message.text,
        _answer_list(message.buttons),
        message.hint,
        _how_to_send(message),
        message.progress,
    )
    return "\n\n".join(piece.strip() for piece in pieces if piece.strip())


def _how_to_send(message: Message) -> str:
    """That Telegram can send where somebody is, where that is asked."""
    return "" if message.decimals is None else wording.say("telegram.location", message.language)


def _answer_list(buttons: Sequence[Button]) -> str:
    if not numbered(buttons):
        return ""
    return "\n".join(f"{number}. {button.label}" for number, button in enumerate(_answers(buttons), start=1))


def numbered(buttons: Sequence[Button]) -> bool:
    """Whether the answers stand in the text and the buttons carry only their numbers."""
    return any(len(button.label) > LONGEST_LABEL for button in _answers(buttons))


def _answers(buttons: Sequence[Button]) -> list[Button]:
    return [button for button in buttons if button.role == "answer"]


def keyboard(buttons: Sequence[Button], page: int = 0, more: str = "▾") -> Rows:
    """Answers first; then Done on its own; then Back, Skip, Stop and Get help, always last.

    Where there are too many for one keyboard, the answers come in pages, and `more` turns to the next one.
    """
    answers = _answers(buttons)
    labels = [str(n) for n in range(1, len(answers) + 1)] if numbered(buttons) else [b.label for b in answers]
    keys = [_key(button, label) for button, label in zip(answers, labels, strict=True)]
    done = [_key(button, button.label) for button in buttons if button.role == "done"]
    others = [_key(button, button.label) for button in buttons if button.role not in ("answer", "done")]
    turn: list[Key] = []
    if len(buttons) > MOST_BUTTONS:
        pages = math.ceil(len(keys) / PAGE)
        start = page % pages * PAGE
        keys, turn = keys[start : start + PAGE], [Key(more, f"{TURN}{(page + 1) % pages}")]
    return (*_rows(keys), *_rows(turn), *_rows(done), *_rows(others))


def page_wanted(data: str) -> int | None:
    """The page that a pressed button turns to; None for a button of the conversation's."""
    turned = re.fullmatch(f"{TURN}([0-9]{{1,4}})", data)
    return int(turned[1]) if turned else None


def _key(button: Button, label: str) -> Key:
    """Telegram takes no button without words."""
    return Key((TICK if button.selected else "") + (label.strip() or "–"), button.id)


def _rows(keys: Sequence[Key]) -> Rows:
    """As few rows as their longest label allows, as even as can be."""
    if not keys:
        return ()
    longest = max(len(key.label) for key in keys)
    beside = next((count for length, count in BESIDE if longest <= length), 1)
    size = math.ceil(len(keys) / math.ceil(len(keys) / beside))
    return tuple(tuple(keys[start : start + size]) for start in range(0, len(keys), size))
