"""What people send on Telegram reaches the conversation: polling, over real HTTP."""

import asyncio
from itertools import count
from typing import Any

import pytest

from bot import wording
from bot.messages import Button, Message
from bot.outcome import Blocked, Sent
from bot.telegram.sending import Latest
from tests.fake_bot_api import FakeBotApi
from tests.telegram_running import QUESTION, Recorder, channel_for, running, ticked, told


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
