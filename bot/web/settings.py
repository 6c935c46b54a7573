"""What a deployment chooses about the web chat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.files import FileKind
from bot.messages import Attachment


class FileStore(Protocol):
    """Where a picture, a sound or a file that somebody sends is checked and kept."""

    def keep(self, content: bytes, kind: FileKind) -> Attachment:
        """Keep it. Raises `TogetherError`, in words for the sender, for one that is not taken."""
        ...

    def words(self, attachment: Attachment) -> str:
        """What a file of words says; "" for others."""
        ...


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """`secret` signs the cookies; `secure` says that people come over https. `exit_url` is the harmless page
    that the quick exit leads to. `kiosk_minutes` is how long a shared tablet waits for a person who has gone
    quiet. `embed_origins` are the sites that may show the chat. `files` is None where nobody may send any.
    `locations`: whether the Trust lets people send where they are.
    """

    secret: str
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    secure: bool = False
    exit_url: str = "https://www.bbc.co.uk/weather"
    kiosk_minutes: int = 2
    embed_origins: Sequence[str] = ()
    files: FileStore | None = None
    locations: bool = False
