"""The small decisions of the Telegram channel: settings, outcomes, pauses, what stays out of the logs."""

import dataclasses
import logging

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TimedOut
from telegram.error import RetryAfter as FloodLimit

from bot.messages import Button, Message
from bot.outcome import Blocked, Failed, RetryAfter
from bot.telegram.polling import Pauses
from bot.telegram.quiet import Redaction
from bot.telegram.receiving import described
from bot.telegram.sending import Chat, outcome_of
from bot.telegram.settings import TelegramSettings, check
from bot.telegram.standing import Standing
from bot.telegram.webhook import parsed
from consultations.errors import FaultyInput

TOKEN = "4200:TEST-not-a-real-token-0123456789ABCDEF"
GOOD = TelegramSettings(TOKEN)


def test_settings_keep_token_and_secret_to_themselves() -> None:
    shown = repr(dataclasses.replace(GOOD, webhook_secret="0123456789-secret"))
    assert TOKEN not in shown
    assert "0123456789-secret" not in shown


def test_all_faults_of_the_settings_are_told_at_once() -> None:
    with pytest.raises(FaultyInput) as error:
        check(
            TelegramSettings(
                "nonsense", mode="webhook", public_url="http://example.org", webhook_secret="short"
            )
        )
    codes = [fault.code for fault in error.value.faults]
    assert codes == ["telegram-token-form", "telegram-public-url", "telegram-secret-form"]


def test_the_webhook_needs_a_public_address_and_polling_does_not() -> None:
    check(GOOD)
    check(TelegramSettings(TOKEN, mode="webhook", public_url="https://together.example.org"))
    with pytest.raises(FaultyInput):
        check(TelegramSettings(TOKEN, mode="webhook"))


def test_processes_with_one_token_agree_on_a_secret() -> None:
    assert GOOD.secret == TelegramSettings(TOKEN).secret
    assert GOOD.secret != TelegramSettings(TOKEN + "x").secret
    assert TOKEN not in GOOD.secret
    assert TelegramSettings(TOKEN, webhook_secret="chosen-by-the-trust").secret == "chosen-by-the-trust"


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (FloodLimit(7), RetryAfter(7)),
        (Forbidden("Forbidden: bot was blocked by the user"), Blocked()),
        (ChatMigrated(-1005), Blocked()),
        (BadRequest("Chat not found"), Failed("Chat not found", permanent=True)),
        (TimedOut(), Failed("Timed out", permanent=False)),
        (NetworkError("Bad Gateway"), Failed("Bad Gateway", permanent=False)),
        (InvalidToken("Unauthorized"), Failed("Unauthorized", permanent=False)),
    ],
)
def test_each_refusal_says_what_to_do_next(error: Exception, outcome: object) -> None:
    assert outcome_of(error) == outcome


def test_after_a_limit_nothing_goes_to_that_chat_too_early() -> None:
    assert Chat(not_before=107.0).wait(100.0) == 7


def test_only_a_choose_many_question_is_redrawn() -> None:
    chat = Chat(question="hobbies", question_id=3)
    many = (Button("1", "Sport", selected=True), Button("d", "Done", role="done"))
    assert chat.shows(Message("question", "?", many, question="hobbies"))
    assert not chat.shows(Message("question", "?", many, question="age"))
    assert not chat.shows(Message("question", "?", many[:1], question="hobbies"))
    assert not Chat().shows(Message("note", "?", many))


def test_pauses_double_up_to_the_longest() -> None:
    assert [Pauses(first=1, most=10).after(n) for n in (1, 2, 3, 4, 5, 5000)] == [1, 2, 4, 8, 10, 10]


def test_one_that_has_polled_for_a_while_asks_again_soon_and_a_newcomer_stands_by() -> None:
    old, new = Standing(soon=1, by=30), Standing(soon=1, by=30)
    old.asks(0)
    old.hears(50)
    new.asks(50)
    new.hears(50.2)
    assert (old.is_interrupted(), new.is_interrupted()) == (1, 30)
    assert (old.leads, new.leads) == (True, False)


def test_one_that_stands_by_takes_over_once_nobody_interrupts() -> None:
    new = Standing(soon=1, by=30)
    new.asks(0)
    new.is_interrupted()
    new.asks(30)
    new.hears(32)
    assert not new.leads
    new.hears(80)
    assert new.leads


def test_nobody_insists_for_ever() -> None:
    old = Standing(soon=1, by=30, leads=True)
    assert [old.is_interrupted() for _ in range(6)] == [1, 1, 1, 1, 1, 30]
    assert not old.leads


def test_the_token_is_taken_out_of_a_log_line() -> None:
    record = logging.LogRecord("httpx", logging.INFO, "", 1, "POST %s", (f"http://t/bot{TOKEN}/getMe",), None)
    assert Redaction(TOKEN).filter(record)
    assert record.getMessage() == "POST http://t/bot<token>/getMe"


def test_an_error_is_described_without_its_words() -> None:
    with pytest.raises(ValueError, match="something a child wrote") as caught:
        int_of("something a child wrote")
    shown = described(caught.value)
    assert shown["error"] == "ValueError"
    assert shown["where"].startswith("test_telegram_parts.py:")
    assert "child" not in str(shown)


def int_of(words: str) -> int:
    return int(words)


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"[]", b"{}", b'{"update_id": "7"}', b'{"update_id": true}', b"[" * 99999]
)
def test_a_body_that_is_no_update(body: bytes) -> None:
    assert parsed(body) is None


def test_a_body_that_is_one() -> None:
    assert parsed(b'{"update_id": 7}') == {"update_id": 7}
