"""The files that people sent, as staff's pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from admin_api.access import Audience
from admin_api.early_looks import left_out
from admin_api.parts import Parts
from admin_api.translation.speaking import message
from admin_api.views_concerns import moment
from consultations.errors import NotFound
from consultations.forms.questionnaire import Questionnaire
from consultations.media import media_type
from consultations.staff import Account
from consultations.storage.consultations import Consultations
from consultations.storage.sent_files import Questions, SentFile, SentFiles

ON_A_PAGE = 100
KINDS = {"image": message("Picture"), "audio": message("Sound"), "file": message("File of words")}
OFFICERS = {Audience.OFFICER, Audience.LEAD}
WORDS = "text/plain; charset=utf-8"
ENDS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    WORDS: "txt",
}
"""What staff's browsers are given, and how such a file's name ends."""


@dataclass(frozen=True, slots=True)
class FileView:
    """One file: what it answers, and which kind of question asked for it."""

    one: SentFile
    label: str
    kind: str

    @property
    def what(self) -> str:
        return KINDS[self.kind]

    @property
    def came(self) -> str:
        return moment(self.one.came_at)


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file, and what they are by their own word, which a name could not make them."""

    data: bytes
    media_type: str

    @property
    def words(self) -> str:
        return self.data.decode(errors="replace") if self.media_type == WORDS else ""


def files_page(parts: Parts, account: Account) -> Sequence[FileView]:
    """The newest files that this member of staff may look at."""
    with parts.database.read() as connection:
        asked = _asked(connection)
        found = _files(connection, parts, asked, account)
        return [_view(one, asked) for one in found.newest(ON_A_PAGE)]


def one_file(connection: Connection, parts: Parts, number: int, account: Account) -> FileView:
    """The file that is the answer `number`. Raises `NotFound`, also where it is not for this reader."""
    asked = _asked(connection)
    found = _files(connection, parts, asked, account).find(number)
    if found is None:
        raise NotFound("no_file", "There is no such file, or not any more.")
    return _view(found, asked)


def content(parts: Parts, stored: str) -> Content:
    """What a file holds. Raises `NotFound`, also for one whose bytes are none of the kinds that we keep."""
    data, kept_as = parts.open_file(stored)
    found = WORDS if kept_as.startswith("text/") else media_type(data)
    if found is None or found not in ENDS:
        raise NotFound("no_file", "This file is not one that can be shown.")
    return Content(data, found)


Asked = dict[int, Questionnaire]
"""Everything that a consultation ever asked, by its number."""


def _asked(connection: Connection) -> Asked:
    store = Consultations(connection)
    return {one.id: store.over_versions(one) for one in store.all()}


def _files(connection: Connection, parts: Parts, asked: Asked, account: Account) -> SentFiles:
    """Of what people still answer, an officer sees nothing; what a concern holds cannot wait for the end."""
    questions: Questions = {number: _of_files(form) for number, form in asked.items()}
    return SentFiles(
        connection,
        questions,
        officer=bool(OFFICERS & set(account.roles)),
        lead=Audience.DSL in account.roles,
        left_out=[one.id for one in left_out(connection, parts, account)],
    )


def _of_files(form: Questionnaire) -> list[str]:
    return [one.name for one in form.questions() if one.type in KINDS]


def asks_files(form: Questionnaire) -> bool:
    return bool(_of_files(form))


def _view(one: SentFile, asked: Asked) -> FileView:
    form = asked[one.consultation_id]
    question = next(found for found in form.questions() if found.name == one.question)
    label = question.label.get(form.default_language) or next(iter(question.label.values()), one.question)
    return FileView(one, label, question.type)
