"""What the conversation says arrives on Telegram, over real HTTP."""

import pytest

from bot.messages import Button, Message
from bot.outcome import Failed, RetryAfter, Sent
from tests.fake_bot_api import FakeBotApi
from tests.telegram_running import QUESTION, Recorder, running, ticked, told


def test_a_question_arrives_with_its_buttons(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story() -> None:
        async with running(fake, Recorder()) as channel:
            assert await channel.sender.send("100", QUESTION) == Sent("1")

    told(story)
    [seen] = ada.sees()
    assert seen.text == "What do you like?\n\nPress as many as you like.\n\n3 of about 8"
    assert seen.buttons == (("Sport", "Music"), ("Done",))


def test_a_tick_is_drawn_where_it_was_pressed_until_the_person_writes(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder()

    async def story() -> None:
        async with running(fake, recorder) as channel:
            send = channel.sender.send
            await send("100", QUESTION)
            assert await send("100", ticked("Sport")) == Sent("1")
            assert await send("100", ticked("Sport")) == Sent("1")  # nothing new to draw: no failure
            assert [seen.labels for seen in ada.sees()] == [("✓ Sport", "Music", "Done")]
            ada.says("and music")
            await fake.until(lambda: recorder.heard)
            await send("100", ticked("Sport", "Music"))
            assert len(ada.sees()) == 2

    told(story)
    assert ada.sees()[1].labels == ("✓ Sport", "✓ Music", "Done")


def test_when_the_old_message_is_gone_the_question_comes_again(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story() -> None:
        async with running(fake, Recorder()) as channel:
            await channel.sender.send("100", QUESTION)
            fake.world.posted.clear()
            assert await channel.sender.send("100", ticked("Sport")) == Sent("2")

    told(story)
    assert ada.sees()[0].labels == ("✓ Sport", "Music", "Done")


def test_a_text_too_long_for_one_message_comes_in_parts_with_the_buttons_last(fake: FakeBotApi) -> None:
    ada = fake.person()
    paragraphs = "\n\n".join("😀 word " * 300 for _ in range(2))

    async def story() -> None:
        async with running(fake, Recorder()) as channel:
            await channel.sender.send("100", Message("note", paragraphs, (Button("1", "Go on"),)))

    told(story)
    first, last = ada.sees()
    assert (first.labels, last.labels) == ((), ("Go on",))
    assert f"{first.text} {last.text}".split() == paragraphs.split()


def test_a_limit_comes_back_as_seconds_and_then_the_message_goes(fake: FakeBotApi) -> None:
    ada, now = fake.person(), [100.0]
    fake.limits(retry_after=7, method="sendMessage")

    async def story() -> None:
        async with running(fake, Recorder(), clock=lambda: now[0]) as channel:
            reply = Message("reply", "Thank you.")
            assert await channel.sender.send("100", reply) == RetryAfter(7)
            assert await channel.sender.send("100", reply) == RetryAfter(7)
            assert len(fake.calls_of("sendMessage")) == 1
            now[0] += 7
            assert isinstance(await channel.sender.send("100", reply), Sent)

    told(story)
    assert [seen.text for seen in ada.sees()] == ["Thank you."]


@pytest.mark.parametrize(
    ("status", "description", "permanent"),
    [
        (502, "Bad Gateway", False),
        (500, "Internal Server Error", False),
        (400, "Bad Request: chat not found", True),
    ],
)
def test_failures_say_whether_to_try_again(
    fake: FakeBotApi, status: int, description: str, permanent: bool
) -> None:
    fake.person()
    fake.fails(status, method="sendMessage", description=description)

    async def story() -> None:
        async with running(fake, Recorder()) as channel:
            result = await channel.sender.send("100", QUESTION)
            assert isinstance(result, Failed)
            assert result.permanent is permanent
            assert result.reason

    told(story)


def test_words_that_look_like_markup_arrive_as_they_are(fake: FakeBotApi) -> None:
    ada = fake.person()
    words = "under_score *star <b> & [link](x)"

    async def story() -> None:
        async with running(fake, Recorder()) as channel:
            assert await channel.sender.send("100", Message("note", words)) == Sent("1")
            assert isinstance(await channel.sender.send("100", Message("note", " ")), Failed)

    told(story)
    assert [seen.text for seen in ada.sees()] == [words]
