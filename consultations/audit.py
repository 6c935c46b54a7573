"""The audit log's entries, each chained to the one before: a change to any of them shows.

The hash of an entry covers its every field and the hash of the entry before it (SHA-256 over canonical
JSON), so nobody can alter, remove or slip in an entry without making every later hash wrong.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

FIRST = "0" * 64
"""What stands for the hash before the first entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody did something. Ids and codes only: never what a participant wrote, nor who they are.

    `actor`: the account's name, or what did it by itself (`timer`, `command`). `action`: a word with a dot,
    like `concern.viewed`. `target`: what it was done to, like `concern:12`. `details`: what else an auditor
    must know.
    """

    number: int
    at: datetime
    actor: str
    action: str
    target: str
    details: str
    previous: str
    hash: str = ""

    def right_hash(self) -> str:
        """The hash that this entry must have."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        said = [self.number, at, self.actor, self.action, self.target, self.details, self.previous]
        text = json.dumps(said, ensure_ascii=False)
        # Bytes that are no text come from tampering; they must be hashed, not trip us.
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def broken(entries: Iterable[Entry]) -> Iterator[str]:
    """What is wrong with the log, in words, one for each entry that does not follow from the one before."""
    number, previous = 1, FIRST
    for entry in entries:
        if entry.number != number:
            yield f"entry {number} is missing: entry {entry.number} stands in its place"
        elif entry.previous != previous:
            yield f"entry {entry.number} does not follow the entry before it"
        elif entry.hash != entry.right_hash():
            yield f"entry {entry.number} was changed after it was written"
        number, previous = entry.number + 1, entry.hash
