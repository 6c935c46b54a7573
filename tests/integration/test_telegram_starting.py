"""The Telegram channel starts, with polling or with its webhook, over real HTTP."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.messages import Message
from bot.telegram.channel import TelegramChannel
from bot.telegram.settings import WEBHOOK_PATH, TelegramSettings
from consultations.errors import TogetherError
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api.served import served
from tests.telegram_running import Recorder, channel_for, running, told

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
    """Whatever ran before: a process makes its first bot while the libraries may still say everything."""
    logging.getLogger("telegram").setLevel(logging.NOTSET)
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
        async with httpx.AsyncClient(trust_env=False, timeout=60, base_url=url) as client:

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
