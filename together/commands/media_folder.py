"""Finds the pictures and sounds of a questionnaire in a folder."""

from collections.abc import Callable
from pathlib import Path

from consultations.media import LARGEST


def in_folder(folder: Path) -> Callable[[str], bytes | None]:
    """What gives a file's bytes by its name, or None; no more of a large one than shows that it is."""

    def find(name: str) -> bytes | None:
        path = folder / name
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(LARGEST + 1)

    return find
