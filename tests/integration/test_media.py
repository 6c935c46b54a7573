"""Pictures of a questionnaire in the database, and the command that brings them there."""

from pathlib import Path

import pytest

from consultations.errors import NotFound, Refused
from consultations.media import MediaFile
from consultations.storage.database import Database
from consultations.storage.media import MediaFiles
from tests.builders import launch
from together.commands.media_folder import in_folder

PARK = MediaFile("park.png", "image/png", b"\x89PNG\r\n\x1a\n\0\xff")


def test_a_file_comes_back_as_it_was(database: Database) -> None:
    version = launch(database).questionnaire_id
    with database.write() as connection:
        MediaFiles(connection).keep(version, [PARK])
        MediaFiles(connection).keep(version, [PARK])
    with database.read() as connection:
        assert MediaFiles(connection).get(version, "park.png") == PARK


def test_a_live_version_s_picture_never_changes(database: Database) -> None:
    version = launch(database).questionnaire_id
    with database.write() as connection:
        MediaFiles(connection).keep(version, [PARK])
        with pytest.raises(Refused, match="another file called"):
            MediaFiles(connection).keep(version, [MediaFile("park.png", "image/png", b"other")])


@pytest.mark.parametrize(("version", "name"), [("none", "park.png"), ("\0", "\0")])
def test_what_is_not_there_is_not_found(database: Database, version: str, name: str) -> None:
    with database.read() as connection, pytest.raises(NotFound):
        MediaFiles(connection).get(version, name)


def test_a_folder_gives_its_files_and_no_folders(tmp_path: Path) -> None:
    (tmp_path / "park.png").write_bytes(PARK.content)
    (tmp_path / "inner").mkdir()
    find = in_folder(tmp_path)
    assert (find("park.png"), find("inner"), find("none.png")) == (PARK.content, None, None)
