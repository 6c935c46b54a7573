"""`format-date` and `format-date-time`: the letters of https://getodk.github.io/xforms-spec/#fn:format-date."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_LETTERS: Final[Mapping[str, Callable[[datetime], str]]] = {
    "%": lambda _: "%",
    "Y": lambda t: f"{t.year:04d}",
    "y": lambda t: f"{t.year:04d}"[2:],
    "m": lambda t: f"{t.month:02d}",
    "n": lambda t: str(t.month),
    "b": lambda t: _MONTHS[t.month - 1][:3],
    "B": lambda t: _MONTHS[t.month - 1],
    "d": lambda t: f"{t.day:02d}",
    "e": lambda t: str(t.day),
    "H": lambda t: f"{t.hour:02d}",
    "h": lambda t: str(t.hour),
    "M": lambda t: f"{t.minute:02d}",
    "S": lambda t: f"{t.second:02d}",
    "3": lambda t: f"{t.microsecond // 1000:03d}",
    "a": lambda t: _DAYS[t.weekday()][:3],
    "A": lambda t: _DAYS[t.weekday()],
}


def unknown_letter(pattern: str) -> str | None:
    """The first `%` code that means nothing here, or None. A `%` at the end counts as one."""
    position = pattern.find("%")
    while position >= 0:
        if pattern[position + 1 : position + 2] not in _LETTERS:
            return pattern[position : position + 2]
        position = pattern.find("%", position + 2)
    return None


def formatted(moment: datetime, pattern: str) -> str:
    """Write `moment` as `pattern` says, in English; codes that mean nothing stay as they are."""
    parts = pattern.split("%")
    written = [parts[0]]
    skip = False
    for index, part in enumerate(parts[1:], start=1):
        if skip:
            skip = False
            written.append(part)
        elif part:
            letter = _LETTERS.get(part[0])
            written.append(letter(moment) + part[1:] if letter else f"%{part}")
        else:
            written.append("%")
            skip = index < len(parts) - 1
    return "".join(written)
