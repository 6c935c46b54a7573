"""Staff look at what people sent: safely, each look noted, and never at what a concern holds."""

import re
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from sqlalchemy import update

from bot.files import FileStore
from bot.messages import Incoming
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from consultations.storage.tables import answer
from tests.builders import Ids, launch, question, questionnaire
from tests.staff_site import StaffSite, may_look

KINDS = ("image", "audio", "file")
FORM = questionnaire(
    *(question(kind, kind, f"Send {kind}") for kind in KINDS), question("words", label="What else?")
)
WORDS = "<script>alert(1)</script> The park is dark."


class Album:
    """A site with a store of files, and one person who has sent one of each kind."""

    def __init__(self, database: Database, folder) -> None:
        ids = Ids()
        self.store = FileStore(folder, dict.fromkeys(KINDS, 10_000), lambda: f"{int(ids()[3:]):032x}")
        self.site = StaffSite(database, open_file=self.store.open)
        self.database = database
        launch(database, FORM)
        self.turns = 0
        self.send(start="safe")
        for kind, content in zip(KINDS, (picture(), sound(), WORDS.encode()), strict=True):
            self.send(attachment=self.store.keep(content, kind))

    def send(self, **what) -> None:
        self.turns += 1
        self.site.conversation.take(Incoming("telegram", "7", str(self.turns), **what))

    def audit(self) -> list[tuple[str, str]]:
        with self.database.read() as connection:
            entries = list(AuditLog(connection).newest(20, 1_000_000))
        return [(one.action, one.target) for one in entries if one.action.startswith("file.")]


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "PNG")
    return out.getvalue()


def sound() -> bytes:
    data = b"\x80" * 800
    chunk = b"fmt " + (16).to_bytes(4, "little") + b"\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0"
    body = b"WAVE" + chunk + b"data" + len(data).to_bytes(4, "little") + data
    return b"RIFF" + len(body).to_bytes(4, "little") + body


@pytest.fixture
def album(database: Database, tmp_path) -> Album:
    return Album(database, tmp_path / "files")


def links(browser: TestClient) -> list[str]:
    return re.findall(r'href="(/staff/files/\d+)"', browser.get("/staff/files").text)


def test_an_officer_looks_at_each_kind_and_the_log_says_so(album: Album):
    officer = may_look(album.site.signed_in())
    file, audio, image = links(officer)

    assert "&lt;script&gt;alert(1)&lt;/script&gt; The park is dark." in officer.get(file).text
    assert (
        f'<audio class="staff-sent" controls preload="none" src="{audio}/content">' in officer.get(audio).text
    )
    assert f'src="{image}/content"' in officer.get(image).text
    got = officer.get(f"{image}/content")

    number = image.rpartition("/")[2]
    assert album.audit()[:2] == [("file.fetched", f"answer:{number}"), ("file.opened", f"answer:{number}")]
    assert got.headers["content-type"] == "image/jpeg"
    assert got.headers["content-disposition"] == f'attachment; filename="answer-{number}.jpg"'
    assert got.headers["x-content-type-options"] == "nosniff"
    assert Image.open(BytesIO(got.content)).size == (40, 30)


def test_before_the_end_nobody_sees_a_file_who_has_not_said_why(album: Album):
    officer = album.site.signed_in()
    assert links(officer) == []
    seen = links(may_look(album.site.signed_in("other@trust.example")))
    assert [officer.get(f"{one}{end}").status_code for one in seen for end in ("", "/content")] == [404] * 6


def test_what_a_concern_holds_is_for_the_safeguarding_lead_alone(album: Album):
    officer, lead = may_look(album.site.signed_in()), album.site.signed_in("dsl@trust.example", "DSL")
    seen = links(officer)
    assert links(lead) == []

    album.send(text="he hits me")

    assert links(officer) == []
    assert officer.get(f"{seen[0]}/content").status_code == 404
    assert links(lead) == seen
    assert lead.get(f"{seen[0]}/content").status_code == 200


def test_bytes_that_are_something_else_by_now_are_not_sent(album: Album):
    officer = may_look(album.site.signed_in())
    image = links(officer)[-1]
    stored = next(one for one in album.store.older_than(float("inf")) if one.endswith("jpg"))
    album.store._path(stored).write_bytes(b"<html><script>alert(1)</script>")

    assert officer.get(f"{image}/content").status_code == 404


def test_words_that_only_look_like_a_file_open_none(album: Album):
    stored = next(iter(album.store.older_than(float("inf"))))
    album.send(text=stored)
    officer = may_look(album.site.signed_in())
    assert len(links(officer)) == 3

    with album.database.write() as connection:
        connection.execute(update(answer).where(answer.c.question == "image").values(value="../together.db"))
    assert officer.get(f"{links(officer)[-1]}/content").status_code == 404
