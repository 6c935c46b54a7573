"""One message to many people: a statement for all who read the same words, not one for each person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, String, cast, literal, select

from consultations.storage.statements import among, insert_new
from consultations.storage.tables import outbox, participant


@dataclass(frozen=True, slots=True)
class Circular:
    """A notice that many people get, as JSON. Each copy has the key `KEY:PARTICIPANT`, so nobody gets two."""

    key: str
    body: str
    broadcast_id: int | None = None


def by_language(people: Iterable[tuple[str, int]]) -> Iterable[tuple[str, list[int]]]:
    """The numbers of people who read the same language, for each language, from pairs of both."""
    readers: dict[str, list[int]] = {}
    for language, number in people:
        readers.setdefault(language, []).append(number)
    return readers.items()


def key_of_copy(key: str, person: ColumnElement[int]) -> ColumnElement[str]:
    """The key of the copy that this person has of the circular `key`."""
    return literal(f"{key}:") + cast(person, String)


def circulate(connection: Connection, one: Circular, people: Collection[int], now: datetime) -> None:
    """Put a copy for each of `people` into the outbox, in their own channel; who has one gets no other."""
    values: dict[str, object] = {"kind": "notice", "broadcast_id": one.broadcast_id, "body": one.body}
    values |= {"created_at": now, "due_at": now, "attempts": 0}
    own = {"key": key_of_copy(one.key, participant.c.id)}
    own |= {"participant_id": participant.c.id, "channel": participant.c.channel}
    same = [literal(value, outbox.c[name].type) for name, value in values.items()]
    copies = (
        select(*own.values(), *same)
        .where(among(connection, participant.c.id, people))
        .order_by(participant.c.id)
    )
    connection.execute(insert_new(connection, outbox).from_select([*own, *values], copies))
