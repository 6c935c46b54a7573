"""Keeps the pictures and sounds of a questionnaire's version, and finds them for its pages."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from consultations.errors import NotFound, Refused, worded
from consultations.media import MediaFile
from consultations.storage.media_tables import media


class MediaFiles:
    """The files of questionnaires' versions. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, questionnaire: str, files: Iterable[MediaFile]) -> None:
        """Keep `files` with a version. Keeping the same again changes nothing.

        Raises `Refused` where one is there with another content: people under way have seen it.
        """
        for file in files:
            known = self._find(questionnaire, file.name)
            if known is None:
                self._connection.execute(media.insert().values(questionnaire_id=questionnaire, **_row(file)))
            elif known != file:
                raise Refused(
                    "media_changed",
                    worded(
                        "This version of the questionnaire has another file called “{name}” already.",
                        name=file.name,
                    ),
                    "Give the new file a name of its own, and write that into the questionnaire.",
                )

    def get(self, questionnaire: str, name: str) -> MediaFile:
        """The file called `name`. Raises `NotFound`."""
        found = self._find(questionnaire, name)
        if found is None:
            raise NotFound("no_media", "There is no such picture or sound.")
        return found

    def _find(self, questionnaire: str, name: str) -> MediaFile | None:
        if "\0" in questionnaire + name:  # PostgreSQL cannot even be asked
            return None
        columns = (media.c.name, media.c.media_type, media.c.content)
        own = (media.c.questionnaire_id == questionnaire, media.c.name == name)
        row = self._connection.execute(select(*columns).where(*own)).one_or_none()
        return None if row is None else MediaFile(*row)


def _row(file: MediaFile) -> dict[str, object]:
    return {"name": file.name, "media_type": file.media_type, "content": file.content}
