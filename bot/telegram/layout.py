"""How a message looks on Telegram: its whole text, cut into parts that fit, and the rows of its keyboard.

Pure. The text is plain: Telegram is told of no markup, so nothing a person or an officer wrote can break it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Button, Message

# core.telegram.org/bots/api#sendmessage: 1–4096 characters, which Telegram counts in UTF-16 code units.
MOST_UNITS = 4096
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


def lay_out(message: Message) -> Layout:
    return Layout(split_text(full_text(message)), keyboard(message.buttons))


def full_text(message: Message) -> str:
    """The words, the answers whose labels no button can hold, the hint and the progress, each a paragraph."""
    pieces = (message.text, _answer_list(message.buttons), message.hint, message.progress)
    return "\n\n".join(piece.strip() for piece in pieces if piece.strip())


def _answer_list(buttons: Sequence[Button]) -> str:
    if not numbered(buttons):
        return ""
    return "\n".join(f"{number}. {button.label}" for number, button in enumerate(_answers(buttons), start=1))


def numbered(buttons: Sequence[Button]) -> bool:
    """Whether the answers stand in the text and the buttons carry only their numbers."""
    return any(len(button.label) > LONGEST_LABEL for button in _answers(buttons))


def _answers(buttons: Sequence[Button]) -> list[Button]:
    return [button for button in buttons if button.role == "answer"]


def keyboard(buttons: Sequence[Button]) -> Rows:
    """Answers first; then Done on its own; then Back, Skip, Stop and Get help, always last."""
    answers = _answers(buttons)
    labels = [str(n) for n in range(1, len(answers) + 1)] if numbered(buttons) else [b.label for b in answers]
    done = [_key(button, button.label) for button in buttons if button.role == "done"]
    others = [_key(button, button.label) for button in buttons if button.role not in ("answer", "done")]
    answer_keys = [_key(button, label) for button, label in zip(answers, labels, strict=True)]
    return (*_rows(answer_keys), *_rows(done), *_rows(others))


def _key(button: Button, label: str) -> Key:
    return Key(TICK + label if button.selected else label, button.id)


def _rows(keys: Sequence[Key]) -> Rows:
    """As few rows as their longest label allows, as even as can be."""
    if not keys:
        return ()
    longest = max(len(key.label) for key in keys)
    beside = next((count for length, count in BESIDE if longest <= length), 1)
    size = math.ceil(len(keys) / math.ceil(len(keys) / beside))
    return tuple(tuple(keys[start : start + size]) for start in range(0, len(keys), size))


def units(text: str) -> int:
    """The length of `text` as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def split_text(text: str, limit: int = MOST_UNITS) -> tuple[str, ...]:
    """`text` in parts of at most `limit` units, cut between paragraphs, else lines, else words."""
    parts = []
    rest = text.strip()
    while units(rest) > limit:
        cut = _border(rest, _fitting(rest, limit))
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*parts, rest) if rest else tuple(parts)


def _fitting(text: str, limit: int) -> int:
    """How many characters of `text` fit: never half of one that takes two units."""
    return len(text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore"))


def _border(text: str, end: int) -> int:
    """The last paragraph, line or word border up to `end`, unless it would waste half of the room."""
    for border in ("\n\n", "\n", " "):
        at = text.rfind(border, 0, end + len(border))
        if at > end // 2:
            return at
    return end
