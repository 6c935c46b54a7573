"""The pictures and sounds that a questionnaire names: found, looked at, refused with their row when unfit.

What a file is, its first bytes say; its name says nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from consultations.errors import Fault, FaultyInput, Place
from consultations.forms.questionnaire import Questionnaire, Text

Kind = Literal["image", "audio"]
LARGEST = 2_000_000
"""Bytes of one file: on a phone with a weak signal that is some ten seconds already."""
KINDS = {"image": "a picture", "audio": "a sound"}
FITTING = {"image": "PNG, JPEG, WebP or GIF", "audio": "MP3, OGG, WAV or M4A"}


@dataclass(frozen=True, slots=True)
class MediaFile:
    """One file of a questionnaire. `media_type` is what its bytes are (`image/png`)."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Named:
    """Where a questionnaire names a file: the sheet, its row, the column, and what is to be in it."""

    name: str
    kind: Kind
    sheet: str
    row: int

    def fault(self, code: str, message: str, fix: str) -> Fault:
        return Fault(code, message, fix, Place(sheet=self.sheet, row=self.row, column=f"media::{self.kind}"))


def media_type(content: bytes) -> str | None:
    """What the bytes are, or None for anything but the kinds that we show. (No SVG: it can hold programs.)"""
    start = content[:12]
    if start[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(start[8:12])
    if start[4:8] == b"ftyp":
        return "audio/mp4" if start[8:11] in (b"M4A", b"M4B") else None
    if start[:1] == b"\xff" and len(start) > 1 and start[1] & 0xE6 == 0xE2:  # MPEG audio, layer 3
        return "audio/mpeg"
    return next((found for sign, found in SIGNS if start.startswith(sign)), None)


SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
)


def named_files(questionnaire: Questionnaire) -> Iterator[Named]:
    """Every place where the questionnaire names a picture or a sound."""
    for question in questionnaire.questions():
        yield from _named(question.media.items(), "survey", question.row)
    for choices in questionnaire.choice_lists.values():
        for choice in choices:
            yield from _named(choice.media.items(), "choices", choice.row)


def _named(media: Iterable[tuple[str, Text]], sheet: str, row: int) -> Iterator[Named]:
    known: dict[str, Kind] = {"image": "image", "audio": "audio"}
    for column, files in media:
        if kind := known.get(column):
            for name in dict.fromkeys(filter(None, files.values())):
                yield Named(name, kind, sheet, row)


def gather(questionnaire: Questionnaire, find: Callable[[str], bytes | None]) -> tuple[MediaFile, ...]:
    """All the files that the questionnaire names, each once. `find` gives a file's bytes by its name.

    Raises `FaultyInput` with a fault for every row whose file is missing, too large or of another kind.
    """
    files: dict[str, MediaFile] = {}
    faults: list[Fault] = []
    for named in named_files(questionnaire):
        found = _look_at(named, find)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            files[named.name] = found
    if faults:
        raise FaultyInput("bad_media", "Some pictures or sounds do not fit.", faults)
    return tuple(files.values())


def _look_at(named: Named, find: Callable[[str], bytes | None]) -> MediaFile | Fault:
    content = None if set("/\\") & set(named.name) else find(named.name)
    if content is None:
        return named.fault(
            "media.missing",
            f"There is no file “{named.name}”.",
            "Put it into the folder of pictures and sounds, with this very name.",
        )
    if len(content) > LARGEST:
        return named.fault(
            "media.too_large",
            f"“{named.name}” is larger than {LARGEST / 1e6:.0f} MB.",
            "Save it smaller: for a phone, 1,000 pixels are wide enough.",
        )
    found = media_type(content)
    if found is None or not found.startswith(named.kind):
        return named.fault(
            "media.other_kind",
            f"“{named.name}” is not {KINDS[named.kind]} that every browser shows.",
            f"Save it as {FITTING[named.kind]}.",
        )
    return MediaFile(named.name, found, content)
