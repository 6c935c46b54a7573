"""Pictures and sounds of a questionnaire on Telegram, over real HTTP, against the fake Bot API."""

import asyncio
import io
from collections.abc import Awaitable, Callable

import pytest
from PIL import Image

from bot.messages import Button, Media, Message
from bot.outcome import Blocked, RetryAfter, Sent
from bot.telegram.channel import TelegramChannel
from bot.telegram.receiving import Ports
from bot.telegram.settings import TelegramSettings
from consultations.media import MediaFile
from tests.fake_bot_api import FakeBotApi


def picture(format_: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "green").save(drawn, format_)
    return drawn.getvalue()


FILES = {
    "park.png": MediaFile("park.png", "image/png", picture()),
    "long.png": MediaFile("long.png", "image/png", picture(size=(900, 20))),
    "move.gif": MediaFile("move.gif", "image/gif", picture("GIF")),
    "word.mp3": MediaFile("word.mp3", "audio/mpeg", b"ID3" + bytes(40)),
    "word.ogg": MediaFile("word.ogg", "audio/ogg", b"OggS" + bytes(24) + b"OpusHead" + bytes(8)),
    "tune.ogg": MediaFile("tune.ogg", "audio/ogg", b"OggS" + bytes(24) + b"\x01vorbis"),
    "word.wav": MediaFile("word.wav", "audio/wav", b"RIFF" + bytes(4) + b"WAVE"),
}


def question(*names: str, alt: str = "A park with swings.", text: str = "Do you like it?") -> Message:
    media = tuple(Media("image", "version", name, alt) for name in names)
    return Message("question", text, (Button("1", "Yes"),), question="park", media=media)


def with_sender(fake: FakeBotApi, story: Callable[[TelegramChannel], Awaitable[None]]) -> None:
    """Run `story` with a channel whose clock stands still until `fake.passes(seconds)`."""
    now = [100.0]

    async def find(_: str, name: str) -> MediaFile | None:
        return FILES.get(name)

    async def nothing(_: object) -> None: ...

    async def run() -> None:
        settings = TelegramSettings(fake.token, base_url=fake.url, poll_timeout=5)
        channel = TelegramChannel(settings, Ports(nothing, nothing, media=find), lambda: now[0])
        fake.passes = lambda seconds: now.__setitem__(0, now[0] + seconds)
        await channel.start()
        try:
            await story(channel)
        finally:
            await channel.stop()

    asyncio.run(run())


def test_a_picture_stands_before_the_question_with_its_description(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story(channel: TelegramChannel) -> None:
        assert await channel.sender.send("100", question("park.png")) == Sent("2")

    with_sender(fake, story)
    assert [(seen.media, seen.text, seen.labels) for seen in ada.sees()] == [
        ("photo", "A park with swings.", ()),
        ("", "Do you like it?", ("Yes",)),
    ]
    [call] = fake.calls_of("sendPhoto")
    assert call.parameters["photo"].content == FILES["park.png"].content


def test_a_description_that_is_the_question_itself_is_not_said_twice(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story(channel: TelegramChannel) -> None:
        await channel.sender.send("100", question("park.png", alt="Do you like it?"))

    with_sender(fake, story)
    assert [(seen.media, seen.text) for seen in ada.sees()] == [("photo", ""), ("", "Do you like it?")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("move.gif", "animation"),
        ("word.mp3", "audio"),
        ("word.ogg", "voice"),
        ("tune.ogg", "document"),
        ("word.wav", "document"),
        ("long.png", "document"),  # a photo of this shape is refused
    ],
)
def test_each_kind_is_shown_as_telegram_can(fake: FakeBotApi, name: str, shown: str) -> None:
    ada = fake.person()

    async def story(channel: TelegramChannel) -> None:
        await channel.sender.send("100", question(name))
        await channel.sender.send("100", question(name))

    with_sender(fake, story)
    assert [seen.media for seen in ada.sees()] == [shown, "", shown, ""]


def test_a_file_is_uploaded_once_for_everybody(fake: FakeBotApi) -> None:
    people = [fake.person(number) for number in (1, 2, 3)]

    async def story(channel: TelegramChannel) -> None:
        for one in people:
            await channel.sender.send(str(one.chat_id), question("park.png"))

    with_sender(fake, story)
    assert [one.sees()[0].media for one in people] == ["photo"] * 3
    assert len(fake.world.files) == 1


def test_a_file_that_telegram_has_forgotten_is_uploaded_again(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story(channel: TelegramChannel) -> None:
        await channel.sender.send("100", question("park.png"))
        fake.world.files.clear()
        await channel.sender.send("100", question("park.png"))

    with_sender(fake, story)
    assert [seen.media for seen in ada.sees()] == ["photo", "", "photo", ""]


@pytest.mark.parametrize(
    ("alt", "texts"), [("A park.", ["A park.", "Do you like it?"]), ("", ["Do you like it?"])]
)
def test_a_picture_that_is_gone_is_described_and_never_costs_the_question(
    fake: FakeBotApi, alt: str, texts: list[str]
) -> None:
    ada = fake.person()

    async def story(channel: TelegramChannel) -> None:
        assert isinstance(await channel.sender.send("100", question("gone.png", alt=alt)), Sent)

    with_sender(fake, story)
    assert [seen.text for seen in ada.sees()] == texts


def test_a_description_too_long_for_a_caption_is_cut(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story(channel: TelegramChannel) -> None:
        await channel.sender.send("100", question("park.png", alt="A park. " * 200))

    with_sender(fake, story)
    assert ada.sees()[0].media == "photo"
    assert ada.sees()[0].text.endswith("A park.")


def test_a_note_may_be_a_picture_alone(fake: FakeBotApi) -> None:
    ada = fake.person()
    note = Message("note", "", media=question("park.png").media)

    async def story(channel: TelegramChannel) -> None:
        assert await channel.sender.send("100", note) == Sent("1")

    with_sender(fake, story)
    assert [seen.media for seen in ada.sees()] == ["photo"]


def test_what_was_shown_before_a_limit_is_not_shown_again_after_it(fake: FakeBotApi) -> None:
    ada = fake.person()
    fake.limits(retry_after=7, method="sendMessage")

    async def story(channel: TelegramChannel) -> None:
        assert await channel.sender.send("100", question("park.png", "word.mp3")) == RetryAfter(7)
        fake.passes(7)
        assert isinstance(await channel.sender.send("100", question("park.png", "word.mp3")), Sent)

    with_sender(fake, story)
    assert [seen.media for seen in ada.sees()] == ["photo", "audio", ""]


def test_somebody_who_blocked_the_bot_is_noticed_at_the_picture(fake: FakeBotApi) -> None:
    ada = fake.person()
    ada.blocks_the_bot()

    async def story(channel: TelegramChannel) -> None:
        assert await channel.sender.send("100", question("park.png")) == Blocked()

    with_sender(fake, story)
    assert ada.sees() == []
