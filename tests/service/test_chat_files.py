"""A picture sent in the web chat, to the whole service with its file store."""

from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image
from sqlalchemy import select

from bot import wording
from consultations.storage.tables import answer
from tests.builders import launch, question, questionnaire
from tests.fake_bot_api.served import served
from together.settings import Settings
from together.wiring import Service

SECRET = "12 Some Road"


def photo_of_home() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    out = BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def service(sqlite_url: str, tmp_path: Path) -> Service:
    service = Service(Settings(database_url=sqlite_url, data_folder=tmp_path, files=("images",)))
    launch(service.database, questionnaire(question("place", "image", "Show us your place.")))
    return service


def test_a_picture_is_kept_without_what_it_tells_and_others_are_refused_kindly(
    service: Service, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    with (
        served(service.app()) as site,
        httpx.Client(
            base_url=site, trust_env=False, timeout=60, headers={"Sec-Fetch-Site": "same-origin"}
        ) as browser,
    ):

        def send(form_id: str, content: bytes) -> httpx.Response:
            file = {"file": (f"{SECRET}.jpg", content, "image/jpeg")}
            return browser.post("/chat/safe/file", data={"form_id": form_id}, files=file)

        browser.post("/chat/safe", data={"form_id": "begin", "start": "true"})
        browser.post("/chat/safe", data={"form_id": "age", "text": "18"})
        browser.post("/chat/safe", data={"form_id": "agree", "text": "yes"})
        refused = send("first", b"%PDF-1.7")
        assert refused.status_code == 422
        assert wording.say("file.not_image", "en") in refused.text
        assert not folder.exists()
        assert send("second", photo_of_home()).status_code == 303
        assert send("second", photo_of_home()).status_code == 303  # the browser's Back and Send: no answer

        with service.database.read() as connection:
            stored = connection.execute(select(answer.c.value)).scalars().all()
        assert [path.name for path in folder.iterdir()] == stored
    assert SECRET.encode() not in (folder / stored[0]).read_bytes()
