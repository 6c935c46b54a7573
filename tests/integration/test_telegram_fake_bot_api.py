"""The fake Bot API is no use unless it bites: here a real python-telegram-bot `Bot` gets bitten."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api.served import served


def with_bot(fake: FakeBotApi, story: Callable[[Bot], Awaitable[Any]], token: str | None = None) -> Any:
    async def run() -> Any:
        async with Bot(token or fake.token, base_url=f"{fake.url}/bot") as bot:
            return await story(bot)

    return asyncio.run(run())


def keyboard(*labels: str, data: str = "x") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)] for label in labels])


def test_a_bot_introduces_itself_and_talks(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story(bot: Bot) -> None:
        assert bot.username == "together_test_bot"
        await bot.set_my_commands([BotCommand("stop", "Stop")])
        await bot.send_chat_action(ada.chat_id, "typing")
        await bot.send_message(ada.chat_id, "Ready?", reply_markup=keyboard("Yes", "No"))

    with_bot(fake, story)
    [seen] = ada.sees()
    assert (seen.text, seen.labels) == ("Ready?", ("Yes", "No"))
    assert fake.world.menus == {("default", ""): [{"command": "stop", "description": "Stop"}]}


def test_updates_stay_until_a_higher_offset_is_asked_for(fake: FakeBotApi) -> None:
    ada = fake.person()
    first, second = ada.says("one"), ada.says("two")

    async def story(bot: Bot) -> None:
        assert [u.message.text for u in await bot.get_updates()] == ["one", "two"]
        assert [u.message.text for u in await bot.get_updates(limit=1)] == ["one"]
        assert len(fake.pending) == 2
        [rest] = await bot.get_updates(offset=first["update_id"] + 1)
        assert rest.update_id == second["update_id"]
        assert fake.pending == [second]
        assert await bot.get_updates(offset=second["update_id"] + 1) == ()
        assert fake.pending == []

    with_bot(fake, story)


def test_a_long_poll_answers_as_soon_as_somebody_writes(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story(bot: Bot) -> None:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await fake.until(lambda: fake.calls_of("getUpdates"))
        ada.says("hello")
        [update] = await poll
        assert update.message.text == "hello"
        assert len(fake.calls_of("getUpdates")) == 1

    with_bot(fake, story)


def test_only_what_was_asked_for_is_delivered(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story(bot: Bot) -> None:
        await bot.get_updates(allowed_updates=["message"])
        ada.blocks_the_bot()
        ada.says("hello")
        [update] = await bot.get_updates()
        assert update.message is not None

    with_bot(fake, story)


def test_a_second_poller_and_a_webhook_are_conflicts(fake: FakeBotApi) -> None:
    async def story(bot: Bot) -> None:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await fake.until(lambda: fake.calls_of("getUpdates"))
        async with Bot(fake.token, base_url=f"{fake.url}/bot") as other:
            await other.get_updates()
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await poll
        await bot.set_webhook("https://example.org/hook")
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()

    with_bot(fake, story)


def test_a_press_is_a_callback_query_that_can_be_answered(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story(bot: Bot) -> None:
        await bot.send_message(ada.chat_id, "Ready?", reply_markup=keyboard("Yes", data="answer-1"))
        press = ada.presses("Yes")
        [update] = await bot.get_updates()
        assert (update.callback_query.data, update.callback_query.message.text) == ("answer-1", "Ready?")
        assert ada.is_waiting(press)
        await update.callback_query.answer()
        assert not ada.is_waiting(press)
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query("never asked")

    with_bot(fake, story)


def test_a_person_cannot_press_a_button_that_is_not_there(fake: FakeBotApi) -> None:
    with pytest.raises(AssertionError, match="No button says 'Yes'"):
        fake.person().presses("Yes")


@pytest.mark.parametrize(
    ("text", "options", "why"),
    [
        ("", {}, "text is empty"),
        ("   ", {}, "text is empty"),
        ("a" * 4097, {}, "message is too long"),
        ("😀" * 2049, {}, "message is too long"),
        ("a < b", {"parse_mode": "HTML"}, "can't parse entities: unclosed start tag"),
        ("<b>bold", {"parse_mode": "HTML"}, "can't find end tag corresponding to start tag"),
        ("<b><i>x</b></i>", {"parse_mode": "HTML"}, "unmatched end tag"),
        ("<blink>x</blink>", {"parse_mode": "HTML"}, "unsupported start tag"),
        ("x</b>", {"parse_mode": "HTML"}, "unexpected end tag"),
        ("x", {"reply_markup": keyboard("Yes", data="ä" * 33)}, "button_data_invalid"),
        ("x", {"reply_markup": keyboard("Yes", data="")}, "button_data_invalid"),
    ],
)
def test_what_the_real_server_refuses(fake: FakeBotApi, text: str, options: dict[str, Any], why: str) -> None:
    ada = fake.person()

    async def story(bot: Bot) -> None:
        with pytest.raises(BadRequest, match=f"(?i){why}"):
            await bot.send_message(ada.chat_id, text, **options)

    with_bot(fake, story)
    assert ada.sees() == []


def test_the_limits_themselves_are_allowed(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story(bot: Bot) -> None:
        await bot.send_message(ada.chat_id, "😀" * 2048, reply_markup=keyboard("Yes", data="x" * 64))
        await bot.send_message(ada.chat_id, "<b>" + "&lt;" * 4096 + "</b>", parse_mode="HTML")

    with_bot(fake, story)
    assert ada.sees()[1].text == "<" * 4096


def test_an_edit_takes_the_keyboard_away_unless_it_is_given_again(fake: FakeBotApi) -> None:
    ada = fake.person()

    async def story(bot: Bot) -> None:
        sent = await bot.send_message(ada.chat_id, "Ready?", reply_markup=keyboard("Yes"))
        await sent.edit_text("Steady?", reply_markup=keyboard("Yes"))
        with pytest.raises(BadRequest, match="not modified"):
            await sent.edit_text("Steady?", reply_markup=keyboard("Yes"))
        assert ada.sees()[0].labels == ("Yes",)
        await sent.edit_text("Go")
        assert ada.sees()[0].labels == ()
        await sent.edit_reply_markup(keyboard("Run"))
        assert ada.sees()[0].labels == ("Run",)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("x", ada.chat_id, 999)

    with_bot(fake, story)


def test_somebody_who_blocked_the_bot_gets_nothing(fake: FakeBotApi) -> None:
    ada, ben = fake.person(1), fake.person(2)

    async def story(bot: Bot) -> None:
        ada.blocks_the_bot()
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(ada.chat_id, "hello")
        await bot.send_message(ben.chat_id, "hello")
        ada.unblocks_the_bot()
        await bot.send_message(ada.chat_id, "welcome back")
        changes = [u.my_chat_member.new_chat_member.status for u in await bot.get_updates()]
        assert changes == ["kicked", "member"]
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(3, "who are you?")

    with_bot(fake, story)
    assert [len(p.sees()) for p in (ada, ben)] == [1, 1]


def test_too_many_requests_and_server_errors_on_demand(fake: FakeBotApi) -> None:
    ada, ben = fake.person(1), fake.person(2)
    fake.limits(retry_after=7, chat_id=ada.chat_id)
    fake.fails(502, chat_id=ben.chat_id)

    async def story(bot: Bot) -> None:
        with pytest.raises(RetryAfter) as limit:
            await bot.send_message(ada.chat_id, "hello")
        assert limit.value.retry_after.total_seconds() == 7
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(ben.chat_id, "hello")
        await bot.send_message(ada.chat_id, "hello")
        await bot.send_message(ben.chat_id, "hello")

    with_bot(fake, story)


@pytest.mark.parametrize("token", ["4200:another-token-of-the-right-form-0123", "nonsense"])
def test_a_wrong_token_is_refused(fake: FakeBotApi, token: str) -> None:
    async def story(bot: Bot) -> None: ...

    with pytest.raises(InvalidToken):
        with_bot(fake, story, token=token)


def test_an_unknown_method_is_not_found(fake: FakeBotApi) -> None:
    answer = httpx.get(f"{fake.url}/bot{fake.token}/sendPigeon", trust_env=False)
    assert answer.json()["description"] == "Not Found: method not found"


def test_a_webhook_is_called_until_it_accepts(fake: FakeBotApi) -> None:
    ada = fake.person()
    arrived: list[tuple[str, str]] = []
    statuses = [500, 403, 200]
    app = FastAPI()

    @app.post("/hook")
    async def hook(request: Request) -> Response:
        update = await request.json()
        arrived.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], update["message"]["text"]))
        return Response(status_code=statuses.pop(0))

    async def story(bot: Bot) -> None:
        await bot.set_webhook(f"{url}/hook", secret_token="s3cret")
        ada.says("hello")
        await fake.until(lambda: not fake.pending)
        info = await bot.get_webhook_info()
        assert "403" in info.last_error_message
        assert info.pending_update_count == 0
        await bot.delete_webhook()
        ada.says("unheard")
        assert (await bot.get_webhook_info()).pending_update_count == 1

    with served(app) as url:
        with_bot(fake, story)
    assert arrived == [("s3cret", "hello")] * 3


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("http://example.org/hook", "fine", "HTTPS URL"),
        ("https://example.org", "no spaces", "unallowed characters"),
    ],
)
def test_a_webhook_needs_https_and_a_plain_secret(fake: FakeBotApi, url: str, secret: str, why: str) -> None:
    async def story(bot: Bot) -> None:
        with pytest.raises(BadRequest, match=f"(?i){why}"):
            await bot.set_webhook(url, secret_token=secret)

    with_bot(fake, story)


def test_an_update_can_come_twice(fake: FakeBotApi) -> None:
    update = fake.person().says("hello")

    async def story(bot: Bot) -> None:
        await bot.get_updates()
        await bot.get_updates(offset=update["update_id"] + 1)
        fake.redeliver(update)
        [again] = await bot.get_updates(offset=update["update_id"] + 1)
        assert again.update_id == update["update_id"]
        assert fake.pending == []

    with_bot(fake, story)
