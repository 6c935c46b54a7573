"""The whole service on Telegram: what people do with their messages there, and what is kept of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pydantic import SecretStr
from sqlalchemy import select, text

from bot import wording
from consultations.equality import choose
from consultations.forms.questionnaire import Questionnaire
from consultations.storage.database import Database
from consultations.storage.equality import EqualityAsked
from consultations.storage.equality_tables import equality_answer
from consultations.storage.metadata import metadata
from consultations.storage.tables import answer
from tests.builders import KEYS, launch, question, questionnaire
from tests.fake_bot_api import FakeBotApi, Person
from tests.fake_bot_api.served import served
from together.settings import Settings
from together.wiring import Service

WORDS = questionnaire(
    question("better", "text", "What would make it better?"), question("else", "text", "Anything else?")
)
SHOWN = questionnaire(
    question("place", "image", "Show us your place."),
    question("voice", "audio", "Say it aloud."),
    question("story", "file", "Send us your story."),
    question("else", "text", "Anything else?"),
)


class Story:
    """A running service with one consultation, and somebody who has begun it."""

    def __init__(self, fake: FakeBotApi, database: Database, folder: Path) -> None:
        self.fake, self.database, self.folder = fake, database, folder
        self.ada: Person = fake.person()

    def comes_in(self) -> None:
        """Says that they are grown up, and agrees to take part."""
        self.sees("How old are you?")
        self.ada.says("18")
        self.sees("Do you want to take part?")
        self.ada.presses("Yes, I want to take part")

    def sees(self, words: str) -> None:
        self.fake.wait_until(lambda: any(words in seen.text for seen in self.ada.sees()))

    def sees_often(self, words: str, times: int) -> None:
        self.fake.wait_until(
            lambda: [words in seen.text for seen in self.ada.sees()].count(True) == times, 30
        )

    def is_quiet(self) -> None:
        """Everything that was sent is handled."""
        self.fake.wait_until(lambda: not self.fake.pending)

    @property
    def answers(self) -> dict[str, str]:
        with self.database.read() as connection:
            rows = connection.execute(select(answer.c.question, answer.c.value))
            return {row.question: row.value for row in rows}

    @property
    def kept(self) -> list[Path]:
        return sorted(self.folder.iterdir()) if self.folder.is_dir() else []

    def everything_stored(self) -> str:
        with self.database.read() as connection:
            tables = [connection.execute(select(table)).all() for table in metadata.sorted_tables]
        return repr(tables)


@contextmanager
def begun(
    fake: FakeBotApi, url: str, folder: Path, form: Questionnaire, **settings: object
) -> Iterator[Story]:
    chosen = Settings(
        database_url=url,
        data_folder=folder,
        telegram_token=SecretStr(fake.token),
        telegram_base_url=fake.url,
        telegram_poll_timeout=1,
        **settings,  # type: ignore[arg-type] # the stories name Settings' fields
    )
    service = Service(chosen)
    launch(service.database, form)
    database = Database(url, KEYS)
    with served(service.app()):
        story = Story(fake, database, folder / "files")
        story.ada.says("/start@together_test_bot safe")
        story.comes_in()
        story.sees(form.questions()[0].label.get("en", ""))
        yield story
    database.close()


def test_equality_questions_come_last_by_button_and_in_words(
    fake: FakeBotApi, sqlite_url: str, tmp_path: Path
) -> None:
    with begun(fake, sqlite_url, tmp_path, WORDS) as story:
        with story.database.write() as connection:
            EqualityAsked(connection).choose(1, choose(["sex", "religion"]))
        story.ada.says("More lights")
        story.sees("Anything else?")
        story.ada.says("No")
        story.sees("What is your sex?")
        story.ada.presses("Female")
        story.sees("What is your religion?")
        story.ada.says("sikh")
        story.sees("That is everything.")
        story.ada.says("/mine")
        story.sees("→ Sikh")
        with story.database.read() as connection:
            kept = connection.execute(select(equality_answer.c.question, equality_answer.c.choice)).all()
        assert {tuple(row) for row in kept} == {("sex", "female"), ("religion", "sikh")}
        assert set(story.answers) == {"better", "else"}
        assert "→ Sikh" not in story.everything_stored()


def test_an_edited_message_offers_to_change_its_answer(
    fake: FakeBotApi, sqlite_url: str, tmp_path: Path
) -> None:
    with begun(fake, sqlite_url, tmp_path, WORDS) as story:
        story.ada.says("More lights in the prak")
        story.sees("Anything else?")
        story.ada.edits("More lights in the parc")
        story.ada.edits("More lights in the park")
        story.sees("“More lights in the park”")
        story.ada.presses("Yes")
        story.fake.wait_until(lambda: story.answers == {"better": "More lights in the park"})
        offers = [seen for seen in story.ada.sees() if "More lights in the par" in seen.text]
    assert len(offers) >= 2


def test_an_album_is_answered_once_and_its_words_are_read(
    fake: FakeBotApi, sqlite_url: str, tmp_path: Path
) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    with begun(fake, sqlite_url, tmp_path, WORDS) as story:
        story.ada.sends(photo=photo, media_group_id="9", caption="This is our park by night")
        for _ in range(3):
            story.ada.sends(photo=photo, media_group_id="9")
        story.is_quiet()
        story.ada.says("lights")
        story.sees("Anything else?")
        answered = [seen.text for seen in story.ada.sees()].count(wording.say("cannot_read", "en"))
        assert "This is our park by night" in story.everything_stored()
    assert answered == 1


def test_a_place_a_contact_and_a_sticker_are_answered_and_not_kept(
    fake: FakeBotApi, sqlite_url: str, tmp_path: Path
) -> None:
    sticker = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "type": "regular"}
    place = {"longitude": -2.43125, "latitude": 53.09875}
    origin = {"type": "hidden_user", "sender_user_name": "Mallory", "date": 1}
    with begun(fake, sqlite_url, tmp_path, WORDS) as story:
        story.ada.sends(location=place)
        story.ada.sends(venue={"location": place, "title": "Home", "address": "12 Some Road"}, location=place)
        story.ada.sends(contact={"phone_number": "07700900123", "first_name": "Mallory"})
        story.ada.sends(sticker=sticker | {"is_animated": False, "is_video": False}, forward_origin=origin)
        story.sees_often(wording.say("cannot_read", "en"), 2)
        story.sees_often(wording.say("no_location", "en"), 2)
        stored = story.everything_stored()
    for private in ("53.09", "2.431", "Some Road", "07700900123", "Mallory"):
        assert private not in stored


def test_where_somebody_is_is_kept_roughly_where_the_trust_allows_it(
    fake: FakeBotApi, sqlite_url: str, tmp_path: Path
) -> None:
    places = questionnaire(
        question("where", "geopoint", "Where is it?"),
        question("venue", "geopoint", "And where else?"),
        question("else", "text", "Anything else?"),
    )
    with begun(fake, sqlite_url, tmp_path, places, locations=True) as story:
        story.sees("Tap the paperclip")
        story.ada.shares_location(53.09875, -2.43125)
        story.sees("And where else?")
        story.ada.shares_location(53.1, -2.5, venue="Home")
        story.sees("Anything else?")
        stored = story.everything_stored()
        assert story.answers == {"where": "53.099 -2.431 0 0", "venue": "53.100 -2.500 0 0"}
    for exact in ("53.0987", "2.4312", "Some Road", "Home"):
        assert exact not in stored


def test_nothing_that_a_group_says_is_stored(fake: FakeBotApi, sqlite_url: str, tmp_path: Path) -> None:
    crowd = fake.group(-100, "supergroup")
    with begun(fake, sqlite_url, tmp_path, WORDS) as story:
        crowd.says("/start safe")
        crowd.says("he hits me")
        story.is_quiet()
        story.fake.wait_until(crowd.sees)
        stored = story.everything_stored()
        with story.database.read() as connection:
            people = connection.execute(text("SELECT count(*) FROM participant")).scalar()
    assert "he hits me" not in stored
    assert (people, len(crowd.sees())) == (1, 1)


def test_who_blocks_us_gets_nothing_until_they_let_us_write_again(
    fake: FakeBotApi, sqlite_url: str, tmp_path: Path
) -> None:
    blocked = text("SELECT count(*) FROM participant WHERE blocked_at IS NOT NULL")

    def unreachable(story: Story) -> int:
        with story.database.read() as connection:
            return int(connection.execute(blocked).scalar_one())

    with begun(fake, sqlite_url, tmp_path, WORDS) as story:
        story.ada.says("lights")
        story.sees("Anything else?")
        story.ada.blocks_the_bot()
        story.fake.wait_until(lambda: unreachable(story) == 1)
        story.ada.unblocks_the_bot()
        story.fake.wait_until(lambda: unreachable(story) == 0)
        assert story.answers == {"better": "lights"}


# Files

ALL = {"files": ("images", "audio", "files")}
SECRET = "12 Some Road"


def photo_of_home() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    out = BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=exif)
    return out.getvalue()


WAV = b"RIFF\x2e\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data\x04\0\0\0abcd"


def test_pictures_sounds_and_words_answer_what_asks_for_them(
    fake: FakeBotApi, sqlite_url: str, tmp_path: Path
) -> None:
    with begun(fake, sqlite_url, tmp_path, SHOWN, **ALL) as story:
        story.ada.sends_file("photo", photo_of_home(), caption="my place")
        story.sees("Say it aloud.")
        story.ada.sends_file("audio", WAV)
        story.sees("Send us your story.")
        story.ada.sends_file("document", b"Once upon a time", about={"file_name": f"{SECRET}.txt"})
        story.sees("Anything else?")
        answers, kept = story.answers, story.kept
        stored = story.everything_stored()
    assert [path.suffix for path in sorted(kept, key=lambda path: path.suffix)] == [".jpg", ".txt", ".wav"]
    assert {path.name for path in kept} == set(answers.values())
    assert all(SECRET.encode() not in path.read_bytes() for path in kept)
    assert SECRET not in stored


def test_what_nobody_asks_for_is_not_even_fetched(fake: FakeBotApi, sqlite_url: str, tmp_path: Path) -> None:
    with begun(fake, sqlite_url, tmp_path, WORDS, **ALL) as story:
        story.ada.sends_file("photo", photo_of_home())
        story.ada.sends_file("document", b"words", about={"file_name": "my story.txt"})
        story.sees_often(wording.say("cannot_read", "en"), 2)
    assert fake.calls_of("getFile") == []
    assert story.kept == []


def test_a_file_of_the_wrong_kind_or_size_is_refused_in_words(
    fake: FakeBotApi, sqlite_url: str, tmp_path: Path
) -> None:
    with begun(fake, sqlite_url, tmp_path, SHOWN, files=("images",), files_images_mb=1) as story:
        story.ada.sends_file("document", b"words", about={"mime_type": "image/heic"})
        story.sees(wording.say("file.not_image", "en"))
        story.ada.sends_file("photo", b"x", about={"file_size": 2_000_000})
        story.sees(wording.say("file.too_large", "en"))
        assert story.kept == []
        story.ada.sends_file("photo", photo_of_home())
        story.sees("Say it aloud.")
        story.ada.sends_file("voice", b"OggS")
        story.sees(wording.say("cannot_keep_file", "en"))
    assert len(fake.world.downloads) == 2
    assert len(story.kept) == 1


def test_an_album_answers_once_and_the_rest_of_it_is_not_kept(
    fake: FakeBotApi, sqlite_url: str, tmp_path: Path
) -> None:
    form = questionnaire(question("a", "image", "One place?"), question("b", "image", "Another place?"))
    with begun(fake, sqlite_url, tmp_path, form, **ALL) as story:
        story.ada.sends_file("photo", photo_of_home(), media_group_id="9", caption="both")
        story.ada.sends_file("photo", photo_of_home(), media_group_id="9")
        story.sees("Another place?")
        story.is_quiet()
        assert list(story.answers) == ["a"]
        story.fake.wait_until(lambda: len(story.kept) == 1)


def test_when_telegram_does_not_give_the_file_we_ask_for_it_again(
    fake: FakeBotApi, sqlite_url: str, tmp_path: Path
) -> None:
    fake.fails(502, method="getFile")
    with begun(fake, sqlite_url, tmp_path, SHOWN, **ALL) as story:
        story.ada.sends_file("photo", photo_of_home())
        story.sees(wording.say("file.not_fetched", "en"))
        story.ada.sends_file("photo", photo_of_home())
        story.sees("Say it aloud.")


def test_files_that_are_no_answers_any_more_are_deleted(
    fake: FakeBotApi, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("together.upkeep.UNUSED_SECONDS", -60)
    settings = Settings(database_url=sqlite_url, data_folder=tmp_path, **ALL)
    service = Service(settings)
    assert service.files is not None
    left_by_a_crash = service.files.keep(photo_of_home(), "image").stored
    (tmp_path / "files" / "notes.txt").write_text("not ours")
    service.upkeep.delete_unused_files()
    assert [path.name for path in (tmp_path / "files").iterdir()] == ["notes.txt"]
    assert left_by_a_crash.endswith(".jpg")
    service.database.close()
