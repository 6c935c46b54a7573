"""Keeps the pictures, sounds and files that people send: cleaned, named by us, outside the database.

What is kept tells nothing of its maker beside what it shows or says (`bot.cleaning`). Whoever opens the
folder sees names made by chance.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from bot import wording
from bot.cleaning import MEDIA_TYPES, Clean, Unreadable
from bot.cleaning.documents import clean_document
from bot.cleaning.images import clean_image
from bot.cleaning.sounds import clean_sound
from bot.messages import Attachment
from consultations.errors import NotFound, TogetherError

FileKind = Literal["image", "audio", "file"]
CLEANERS: Mapping[FileKind, Callable[[bytes], Clean]] = {
    "image": clean_image,
    "audio": clean_sound,
    "file": clean_document,
}
NAME = re.compile(r"[0-9a-f]{32}\.(" + "|".join(MEDIA_TYPES) + ")")
"""What we call a file. What is called otherwise in the folder is not ours, and is never touched."""


class FileRefused(TogetherError):
    """A file is not taken. `code` is the key of the sentence that says why, for a channel that knows the
    person's language; `message` is the English.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code, wording.say(code, wording.DEFAULT))


class FileStore:
    """A folder of files. `most` are the kinds that are taken, each with the most bytes that one may have; of
    no others anything is kept. `new_id` makes names that nobody can guess: 32 of 0–9 and a–f.
    """

    def __init__(self, folder: Path, most: Mapping[FileKind, int], new_id: Callable[[], str]) -> None:
        self._folder = folder
        self._most = most
        self._new_id = new_id

    def most_bytes(self, kind: FileKind) -> int:
        """How large a file of this kind may be; 0 where none is taken."""
        return self._most.get(kind, 0)

    def keep(self, content: bytes, kind: FileKind) -> Attachment:
        """Clean it and keep it. Raises `FileRefused` for one that is not taken."""
        self.check_size(len(content), kind)
        try:
            clean = CLEANERS[kind](content)
        except Unreadable:
            raise FileRefused(f"file.not_{kind}") from None
        stored = f"{self._new_id()}.{clean.suffix}"
        self._write(self._path(stored), clean.content)
        return Attachment(kind, stored, MEDIA_TYPES[clean.suffix])

    def check_size(self, size: int, kind: FileKind) -> None:
        """Raises `FileRefused` for a file of so many bytes, before anybody fetches it."""
        if kind not in self._most:
            raise FileRefused("cannot_keep_file")
        if size > self._most[kind]:
            raise FileRefused("file.too_large")

    def open(self, stored: str) -> tuple[bytes, str]:
        """The content and the media type of a file. Raises `NotFound`."""
        try:
            return self._path(stored).read_bytes(), MEDIA_TYPES[stored.rpartition(".")[2]]
        except FileNotFoundError:
            raise NotFound("no_file", "There is no such file, or not any more.") from None

    def words(self, attachment: Attachment) -> str:
        """What a file of words says, to be screened like anything else that is written; "" for others."""
        if not attachment.media_type.startswith("text/"):
            return ""
        return self.open(attachment.stored)[0].decode()

    def delete(self, stored: str) -> None:
        """Delete a file. One that is gone already is no fault."""
        self._path(stored).unlink(missing_ok=True)

    def older_than(self, moment: float) -> Iterator[str]:
        """The names of the files written before `moment`, in seconds of the file system's clock."""
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            with suppress(FileNotFoundError):  # another process deletes too
                if NAME.fullmatch(path.name) and path.stat().st_mtime < moment:
                    yield path.name

    def _path(self, stored: str) -> Path:
        if not NAME.fullmatch(stored):
            raise NotFound("no_file", "There is no such file, or not any more.")
        return self._folder / stored

    def _write(self, path: Path, content: bytes) -> None:
        """All of it or nothing, for nobody else's eyes, and on the disk before we say that it is kept."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = path.with_suffix(path.suffix + ".part")
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
