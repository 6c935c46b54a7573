"""Long lists by parts: each part says where the next one begins, whatever is added meanwhile."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from consultations.errors import Fault, FaultyInput, Place

Item = TypeVar("Item")
LONGEST_CURSOR = 200
MOST = 200
USUAL = 50
LONGEST_NUMBER = 10

Cursor = Annotated[str, StringConstraints(max_length=LONGEST_CURSOR)]


class Paged(BaseModel):
    """How much of a list is wanted, and from where."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(USUAL, ge=1, le=MOST, description="How many at most.")
    cursor: Cursor | None = Field(None, description="The `next` of the part before.")


class Page(BaseModel, Generic[Item]):
    """A part of a list. `next` is the cursor of the part after it, null at the end."""

    model_config = ConfigDict(frozen=True)

    items: list[Item]
    next: str | None = Field(description="Send it as `cursor` for what follows; null at the end.")


def write_cursor(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> str:
    """Raises `FaultyInput` for one that we never gave."""
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise bad_cursor() from None


def bad_cursor() -> FaultyInput:
    fault = Fault(
        "bad_cursor", "There is no such place in the list.", "Begin without a cursor.", Place(column="cursor")
    )
    return FaultyInput("bad_cursor", "The list cannot be read from there.", [fault])


def part(
    items: Sequence[Item], key: Callable[[Item], str], wanted: Paged
) -> tuple[Sequence[Item], str | None]:
    """The part of `items` that is wanted, and the cursor of the next. `key` tells the items apart."""
    begin = 0 if wanted.cursor is None else place_after(items, key, read_cursor(wanted.cursor))
    found = items[begin : begin + wanted.limit]
    more = begin + wanted.limit < len(items)
    return found, write_cursor(key(found[-1])) if more else None


def after_key(wanted: Paged) -> str:
    """The key of the last item of the part before, "" at the beginning. Raises `FaultyInput`."""
    return "" if wanted.cursor is None else read_cursor(wanted.cursor)


def after_number(wanted: Paged) -> int:
    """The number of the last item of the part before, 0 at the beginning. Raises `FaultyInput`."""
    key = after_key(wanted) or "0"
    if not (key.isascii() and key.isdecimal() and len(key) <= LONGEST_NUMBER):
        raise bad_cursor()
    return int(key)


def begun(
    items: Sequence[Item], key: Callable[[Item], str], wanted: Paged
) -> tuple[Sequence[Item], str | None]:
    """As `part`, of items that begin where the part does; one more than is wanted shows that more follow."""
    found = items[: wanted.limit]
    return found, write_cursor(key(found[-1])) if len(items) > wanted.limit else None


def place_after(items: Sequence[Item], key: Callable[[Item], str], last: str) -> int:
    for place, item in enumerate(items, start=1):
        if key(item) == last:
            return place
    raise bad_cursor()
