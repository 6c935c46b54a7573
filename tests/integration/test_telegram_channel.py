"""The Telegram channel over real HTTP, against the fake Bot API. A recorder stands for the conversation."""

import asyncio
import contextlib
import logging
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot import wording
from bot.messages import Button, Incoming, Message
from bot.outcome import Blocked, Failed, RetryAfter, Sent
from bot.telegram.channel import TelegramChannel
from bot.telegram.polling import Pauses
from bot.telegram.receiving import Ports
from bot.telegram.sending import Latest
from bot.telegram.settings import WEBHOOK_PATH, TelegramSettings
from consultations.errors import TogetherError
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api.served import served

QUICK = Pauses(first=0.01, most=0.05, conflict=0.02)
COMMANDS = {
    "en": (("stop", "Stop"), ("help", "Get help")),
    "en-easy": (("stop", "Stop"),),
    "pl": (("stop", "Stop"), ("help", "Pomoc")),
}


@pytest.fixture(scope="module")
def server():
    with FakeBotApi() as fake:
        yield fake


@pytest.fixture
def fake(server: FakeBotApi):
    server.forget_everything()
    return server


class Recorder:
    """Keeps what arrives, once each, like the conversation; raises what it is told to, first."""

    def __init__(self, *errors: BaseException) -> None:
        self.heard: list[Incoming] = []
        self.deliveries: list[str] = []
        self.gone: list[str] = []
        self.returned: list[str] = []
        self.moves: list[tuple[str, str]] = []
        self.keys: set[str] = set()
        self.shown: Latest | None = None
        self.errors = list(errors)

    async def receive(self, incoming: Incoming) -> None:
        self.deliveries.append(incoming.message_id)
        if self.errors:
            raise self.errors.pop(0)
        if incoming.message_id not in {known.message_id for known in self.heard}:
            self.heard.append(incoming)

    async def blocked(self, address: str) -> None:
        self.gone.append(address)

    async def back(self, address: str) -> None:
        self.returned.append(address)

    async def moved(self, old: str, new: str) -> None:
        self.moves.append((old, new))

    async def first_time(self, key: str) -> bool:
        new = key not in self.keys
        self.keys.add(key)
        return new

    async def latest(self, address: str) -> Latest | None:
        return self.shown

    @property
    def texts(self) -> list[str | None]:
        return [incoming.text for incoming in self.heard]


def channel_for(
    fake: FakeBotApi,
    recorder: Recorder,
    clock: Callable[[], float] = time.monotonic,
    **settings: Any,
) -> TelegramChannel:
    wanted = {"token": fake.token, "base_url": fake.url, "poll_timeout": 5} | settings
    ports = Ports(
        recorder.receive,
        recorder.blocked,
        back=recorder.back,
        moved=recorder.moved,
        first_time=recorder.first_time,
        latest=recorder.latest,
    )
    return TelegramChannel(TelegramSettings(**wanted), ports, clock, COMMANDS, QUICK)


@contextlib.asynccontextmanager
async def running(fake: FakeBotApi, recorder: Recorder, **settings: Any) -> AsyncIterator[TelegramChannel]:
    channel = channel_for(fake, recorder, **settings)
    await channel.start()
    try:
        yield channel
    finally:
        await channel.stop()


def told(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(story())


QUESTION = Message(
    "question",
    "What do you like?",
    (Button("q1:sport", "Sport"), Button("q1:music", "Music"), Button("q1:done", "Done", role="done")),
    hint="Press as many as you like.",
    progress="3 of about 8",
    question="likes",
)


def ticked(*chosen: str) -> Message:
    buttons = tuple(
        Button(button.id, button.label, selected=button.label in chosen, role=button.role)
        for button in QUESTION.buttons
    )
    return Message("question", QUESTION.text, buttons, QUESTION.hint, QUESTION.progress, QUESTION.question)


# Polling


def test_what_people_send_reaches_the_conversation_once_and_in_order(fake: FakeBotApi) -> None:
    ada, ben, recorder = fake.person(1), fake.person(2), Recorder()

    async def story() -> None:
        async with running(fake, recorder):
            ada.says("/start spring")
            ben.says("hello")
            update = ada.says("I like the park")
            await fake.until(lambda: not fake.pending)
            fake.redeliver(update)
            await fake.until(lambda: len(recorder.deliveries) == 4)

    told(story)
    assert [(i.address, i.start, i.text) for i in recorder.heard] == [
        ("1", "spring", None),
        ("2", None, "hello"),
        ("1", None, "I like the park"),
    ]


def test_the_menu_is_set_and_an_old_webhook_removed(fake: FakeBotApi) -> None:
    async def story() -> None:
        async with running(fake, Recorder()):
            await fake.until(lambda: fake.calls_of("getUpdates"))

    told(story)
    menus = {code: [one["description"] for one in menu] for (_, code), menu in fake.world.menus.items()}
    assert menus == {"": ["Stop", "Get help"], "en": ["Stop", "Get help"], "pl": ["Stop", "Pomoc"]}
    assert {scope for scope, _ in fake.world.menus} == {"all_private_chats"}
    assert len(fake.calls_of("deleteWebhook")) == 1


def test_nothing_is_confirmed_before_it_is_stored(fake: FakeBotApi) -> None:
    """The process dies in the middle of a turn; the next one hears the same update again."""
    ada, dying, next_one = fake.person(), Recorder(asyncio.CancelledError()), Recorder()

    async def story() -> None:
        channel = channel_for(fake, dying)
        await channel.start()
        ada.says("before")
        await fake.until(lambda: dying.deliveries)
        await channel.stop()
        assert dying.heard == []
        assert len(fake.pending) == 1
        async with running(fake, next_one):
            await fake.until(lambda: not fake.pending)

    told(story)
    assert next_one.texts == ["before"]


def test_while_the_database_is_away_updates_wait(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder(*[ConnectionError("no database")] * 6)

    async def story() -> None:
        async with running(fake, recorder):
            ada.says("one")
            ada.says("two")
            await fake.until(lambda: not fake.pending)

    told(story)
    assert recorder.texts == ["one", "two"]


def test_one_bad_update_is_given_up_after_three_tries_and_named_by_id(
    fake: FakeBotApi, capsys: pytest.CaptureFixture[str]
) -> None:
    ada, recorder = fake.person(), Recorder(*[ValueError("poison words")] * 3)

    async def story() -> None:
        async with running(fake, recorder):
            updates.append(ada.says("poison words"))
            ada.says("fine")
            await fake.until(lambda: not fake.pending)
            assert recorder.deliveries[:3] == ["100:1"] * 3

    updates: list[Any] = []
    told(story)
    assert recorder.texts == ["fine"]
    output = capsys.readouterr().out
    assert "telegram.update_given_up" in output
    assert str(updates[0]["update_id"]) in output
    assert "poison words" not in output


def test_an_update_that_cannot_even_be_read_does_not_stop_the_others(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder()

    async def story() -> None:
        async with running(fake, recorder):
            fake.world.happens("callback_query", {"id": "no sender, no chat"})
            ada.says("fine")
            await fake.until(lambda: not fake.pending)

    told(story)
    assert recorder.texts == ["fine"]


def test_bad_gateways_limits_and_a_second_poller_pass(
    fake: FakeBotApi, capsys: pytest.CaptureFixture[str]
) -> None:
    ada, recorder = fake.person(), Recorder()
    fake.fails(502, calls=3, method="getUpdates")
    fake.fails(409, calls=2, method="getUpdates", description="Conflict: terminated by other getUpdates")

    async def story() -> None:
        async with running(fake, recorder):
            ada.says("hello")
            await fake.until(lambda: not fake.pending)

    told(story)
    assert recorder.texts == ["hello"]
    assert capsys.readouterr().out.count("telegram.two_pollers") == 1


def test_a_press_is_heard_and_its_spinner_stopped(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder()

    async def story() -> None:
        async with running(fake, recorder) as channel:
            await channel.sender.send("100", QUESTION)
            press = ada.presses("Sport")
            await fake.until(lambda: not ada.is_waiting(press))
            await fake.until(lambda: recorder.heard)

    told(story)
    assert recorder.heard[0].button == "q1:sport"


def test_a_press_counts_even_if_telegram_refuses_the_acknowledgement(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder()
    fake.fails(400, method="answerCallbackQuery", description="Bad Request: query is too old")

    async def story() -> None:
        async with running(fake, recorder) as channel:
            await channel.sender.send("100", QUESTION)
            ada.presses("Sport")
            await fake.until(lambda: not fake.pending and fake.calls_of("answerCallbackQuery"))

    told(story)
    assert recorder.heard[0].button == "q1:sport"


def test_several_edits_in_a_row_are_each_heard_and_name_what_they_change(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder()

    async def story() -> None:
        async with running(fake, recorder):
            ada.says("I like the prak")
            ada.edits("I like the parc")
            again = ada.edits("I like the park")
            await fake.until(lambda: not fake.pending)
            fake.redeliver(again)
            await fake.until(lambda: len(recorder.deliveries) == 4)

    told(story)
    assert [(i.text, i.edits) for i in recorder.heard] == [
        ("I like the prak", None),
        ("I like the parc", "100:1"),
        ("I like the park", "100:1"),
    ]


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_a_group_is_told_once_that_we_talk_to_one_person_at_a_time(fake: FakeBotApi, kind: str) -> None:
    crowd, ada, recorder = fake.group(-100, kind), fake.person(), Recorder()

    async def story() -> None:
        async with running(fake, recorder):
            crowd.adds_the_bot()
            crowd.says("/start spring")
            crowd.says("he hits me")
            ada.says("hello")
            await fake.until(lambda: not fake.pending)

    told(story)
    assert [i.text for i in recorder.heard] == ["hello"]
    assert [seen.text for seen in crowd.sees()] == [wording.say("telegram.only_alone", "en")]


def test_a_group_where_we_may_not_write_stops_nothing(fake: FakeBotApi) -> None:
    crowd, ada, recorder = fake.group(), fake.person(), Recorder()
    fake.fails(403, method="sendMessage", description="Forbidden: bot was kicked from the group chat")

    async def story() -> None:
        async with running(fake, recorder):
            crowd.says("/start spring")
            ada.says("hello")
            await fake.until(lambda: not fake.pending)

    told(story)
    assert (recorder.texts, crowd.sees()) == (["hello"], [])


def test_a_group_that_grows_gets_another_number(fake: FakeBotApi) -> None:
    crowd, recorder = fake.group(-100), Recorder()

    async def story() -> None:
        async with running(fake, recorder):
            crowd.grows_into(-1000100)
            await fake.until(lambda: not fake.pending)

    told(story)
    assert recorder.moves == [("-100", "-1000100")]


def test_a_press_that_makes_no_sense_stops_spinning_too(fake: FakeBotApi) -> None:
    """Malformed data, a turn that fails every time, a press without a sender."""
    ada, recorder = fake.person(), Recorder(*[ValueError()] * 3)

    async def story() -> None:
        async with running(fake, recorder) as channel:
            await channel.sender.send("100", QUESTION)
            failing = ada.presses("Sport")
            await fake.until(lambda: not ada.is_waiting(failing))
            odd = ada.presses("Music", data="\x00 ' OR 1=1 --")
            await fake.until(lambda: not ada.is_waiting(odd))
            fake.world.queries.add("77")
            fake.world.happens("callback_query", {"id": "77", "data": "q1:sport"})
            await fake.until(lambda: "77" in fake.world.answered)
            await fake.until(lambda: not fake.pending)

    told(story)
    assert [i.button for i in recorder.heard] == ["\x00 ' OR 1=1 --"]


def test_the_old_buttons_go_when_the_question_is_answered(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder()
    next_one = Message("question", "How old are you?", (Button("q2:0", "12"),), question="age")

    async def story() -> None:
        async with running(fake, recorder, clock=count(0, 5).__next__) as channel:
            await channel.sender.send("100", QUESTION)
            await channel.sender.send("100", ticked("Sport"))
            await channel.sender.send("100", Message("notice", "You said, we did."))
            assert ada.sees()[0].labels == ("✓ Sport", "Music", "Done")
            await channel.sender.send("100", Message("reply", "Thank you."))
            await channel.sender.send("100", next_one)

    told(story)
    assert [seen.labels for seen in ada.sees()] == [(), (), (), ("12",)]


def test_they_go_even_where_another_process_showed_them(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder()

    async def story() -> None:
        async with running(fake, recorder) as channel:
            await channel.sender.send("100", QUESTION)
        recorder.shown = Latest(1, QUESTION)
        async with running(fake, recorder) as channel:
            await channel.sender.send("100", Message("reply", "Thank you."))

    told(story)
    assert [seen.labels for seen in ada.sees()] == [(), ()]


def test_a_keyboard_that_cannot_be_taken_away_fails_nothing(fake: FakeBotApi) -> None:
    ada = fake.person()
    fake.fails(400, method="editMessageReplyMarkup", description="Bad Request: message can't be edited")

    async def story() -> None:
        async with running(fake, Recorder()) as channel:
            await channel.sender.send("100", QUESTION)
            assert await channel.sender.send("100", Message("reply", "Thank you.")) == Sent("2")

    told(story)
    assert len(ada.sees()) == 2


def test_more_answers_than_telegram_shows_are_leafed_through(fake: FakeBotApi) -> None:
    """The conversation hears nothing of it, until one of them is pressed."""
    ada, recorder = fake.person(), Recorder()

    def asked(*chosen: int) -> Message:
        places = tuple(Button(f"q.1.{n}", f"Place {n}", selected=n in chosen) for n in range(130))
        return Message("question", "Where?", (*places, QUESTION.buttons[-1]), question="where")

    async def story() -> None:
        async with running(fake, recorder) as channel:
            await channel.sender.send("100", asked())
            ada.presses("More answers ▾")
            await fake.until(lambda: "Place 60" in ada.sees()[0].labels)
            ada.presses("Place 70")
            await fake.until(lambda: recorder.heard)
            await channel.sender.send("100", asked(70))
            assert "✓ Place 70" in ada.sees()[0].labels
            ada.presses("More answers ▾")
            await fake.until(lambda: "Place 129" in ada.sees()[0].labels)
            ada.presses("More answers ▾")
            await fake.until(lambda: "Place 0" in ada.sees()[0].labels)

    told(story)
    assert [i.button for i in recorder.heard] == ["q.1.70"]
    assert len(ada.sees()) == 1


def test_leafing_goes_on_after_a_restart_and_stops_at_what_is_over(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder()
    places = tuple(Button(f"q.1.{n}", f"Place {n}") for n in range(130))
    asked = Message("question", "Where?", places, question="where")

    async def story() -> None:
        async with running(fake, recorder) as channel:
            await channel.sender.send("100", asked)
        recorder.shown = Latest(1, asked)
        async with running(fake, recorder):
            ada.presses("More answers ▾")
            await fake.until(lambda: "Place 60" in ada.sees()[0].labels)
            recorder.shown = Latest(2, QUESTION)
            late = ada.presses("More answers ▾")
            await fake.until(lambda: not fake.pending and not ada.is_waiting(late))

    told(story)
    assert "Place 60" in ada.sees()[0].labels


def test_being_blocked_is_passed_on_and_later_messages_say_so(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder()

    async def story() -> None:
        async with running(fake, recorder) as channel:
            ada.blocks_the_bot()
            await fake.until(lambda: recorder.gone)
            assert await channel.sender.send("100", Message("notice", "We did it.")) == Blocked()
            ada.unblocks_the_bot()
            await fake.until(lambda: not fake.pending)

    told(story)
    assert (recorder.gone, recorder.returned) == (["100"], ["100"])


# Sending


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


# Starting


def test_a_wrong_token_says_what_to_do_and_does_not_repeat_the_token(fake: FakeBotApi) -> None:
    wrong = "4200:another-token-of-the-right-form-0123"

    async def story() -> None:
        async with running(fake, Recorder(), token=wrong):
            raise AssertionError("It should not have started.")

    with pytest.raises(TogetherError) as error:
        told(story)
    assert error.value.code == "telegram-token-refused"
    assert "TOGETHER_TELEGRAM_TOKEN" in error.value.message
    assert "@BotFather" in error.value.fix
    assert wrong not in "".join(traceback.format_exception(error.value, chain=True))
    assert error.value.__context__ is None


def test_telegram_out_of_reach_does_not_keep_the_site_down(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder()
    fake.fails(502, calls=3, method="getMe")

    async def story() -> None:
        async with running(fake, recorder):
            ada.says("hello")
            await fake.until(lambda: not fake.pending)

    told(story)
    assert recorder.texts == ["hello"]


def test_neither_token_nor_words_reach_the_log(
    fake: FakeBotApi, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    ada, recorder = fake.person(987654), Recorder()

    async def story() -> None:
        async with running(fake, recorder) as channel:
            logging.getLogger("httpx").setLevel(logging.DEBUG)  # somebody looks for a fault
            await channel.sender.send("987654", Message("note", "outgoing words"))
            ada.says("incoming words")
            await fake.until(lambda: not fake.pending)

    with caplog.at_level(logging.DEBUG):
        told(story)
    logged = caplog.text + capsys.readouterr().out
    assert "/bot<token>/sendMessage" in logged
    for private in (fake.token, "outgoing words", "incoming words", "987654"):
        assert private not in logged


# Webhook


def hooked(
    fake: FakeBotApi, recorder: Recorder, story: Callable[[str, TelegramChannel], Awaitable[None]]
) -> None:
    """Run `story(url, channel)` while a web application with the channel's router serves at `url`."""
    app = FastAPI()

    async def run() -> None:
        with served(app) as url:
            channel = channel_for(fake, recorder, mode="webhook", public_url=url)
            app.include_router(channel.router)
            await channel.start()
            await story(url, channel)
            await channel.stop()

    asyncio.run(run())


def test_telegram_is_given_the_address_and_the_secret(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder()

    async def story(url: str, channel: TelegramChannel) -> None:
        assert fake.world.webhook.url == url + WEBHOOK_PATH
        assert len(fake.world.webhook.secret) == 64
        ada.says("hello")
        await fake.until(lambda: not fake.pending)

    hooked(fake, recorder, story)
    assert recorder.texts == ["hello"]
    assert set(fake.world.allowed) == {"message", "edited_message", "callback_query", "my_chat_member"}
    assert fake.calls_of("getUpdates") == []


def test_what_could_not_be_stored_is_delivered_again(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder(ConnectionError(), ValueError(), ConnectionError())

    async def story(url: str, channel: TelegramChannel) -> None:
        ada.says("hello")
        await fake.until(lambda: not fake.pending)
        assert "500" in fake.world.webhook.last_error

    hooked(fake, recorder, story)
    assert len(recorder.deliveries) == 4
    assert recorder.texts == ["hello"]


def test_a_bad_update_does_not_come_for_ever(fake: FakeBotApi) -> None:
    ada, recorder = fake.person(), Recorder(*[ValueError()] * 3)

    async def story(url: str, channel: TelegramChannel) -> None:
        ada.says("poison")
        ada.says("fine")
        await fake.until(lambda: not fake.pending)

    hooked(fake, recorder, story)
    assert len(recorder.deliveries) == 4
    assert recorder.texts == ["fine"]


def test_the_webhook_is_closed_to_others(fake: FakeBotApi) -> None:
    recorder = Recorder()
    secret = TelegramSettings(fake.token).secret
    right = {"X-Telegram-Bot-Api-Secret-Token": secret}
    letter = {"update_id": 1, "message": {}}

    async def story(url: str, channel: TelegramChannel) -> None:
        async with httpx.AsyncClient(trust_env=False, base_url=url) as client:

            async def status(headers: dict[str, str], **body: Any) -> int:
                return (await client.post(WEBHOOK_PATH, headers=headers, **body)).status_code

            assert await status({}, json=letter) == 403
            assert await status({"X-Telegram-Bot-Api-Secret-Token": "wrong"}, json=letter) == 403
            assert await status({"X-Telegram-Bot-Api-Secret-Token": secret + "x"}, json=letter) == 403
            assert await status(right, content=b"{not json") == 400
            assert await status(right, json=["no update"]) == 400
            assert await status(right, content=b" " * 1_000_001) == 413
            assert await status(right, json={"update_id": 5}) == 200
            assert (await client.get(WEBHOOK_PATH)).status_code == 405

    hooked(fake, recorder, story)
    assert recorder.heard == []


def test_an_address_that_telegram_refuses_is_explained(fake: FakeBotApi) -> None:
    fake.fails(400, method="setWebhook", description="Bad Request: bad webhook: IP address is reserved")

    async def story() -> None:
        async with running(fake, Recorder(), mode="webhook", public_url="https://example.org"):
            raise AssertionError("It should not have started.")

    with pytest.raises(TogetherError, match="TOGETHER_PUBLIC_URL") as error:
        told(story)
    assert error.value.code == "telegram-settings-refused"
