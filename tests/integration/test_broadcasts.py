"""Writing to many people: to whom, once each, paused, cancelled, and never at night or after a stop."""

import asyncio

import pytest

from bot.broadcasts import CHANNELS
from bot.outcome import Blocked, Failed, RetryAfter
from consultations.audience import Audience
from consultations.broadcast import Progress
from consultations.errors import FaultyInput, Refused
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.consultations import Consultations
from tests.integration.broadcast_town import PEOPLE, TEXTS, Town


def test_everybody_who_can_be_written_to_is_written_to_once(town: Town) -> None:
    number = town.draft()
    town.step("begin", number)
    for _ in range(3):
        town.work()
    assert sorted(town.post.arrived) == sorted((str(one), TEXTS["en"]) for one in range(PEOPLE))
    assert town.look(number) == ("finished", Progress(PEOPLE, PEOPLE, 0, 0))


def test_on_the_web_it_waits_on_their_page_and_holds_up_nobody(town: Town) -> None:
    assert town.count(channel="") == PEOPLE + 1
    town.rate = 10 / 15  # ten may lie ready, and what waits on the web is none of them
    number = town.draft(channel="")
    town.step("begin", number)
    for _ in range(5):
        town.work()
    assert town.look(number) == ("finished", Progress(PEOPLE + 1, PEOPLE + 1, 0, 0))
    assert [address for address, _ in town.post.arrived if address == "browser"] == []
    assert [one.sent_at for one in town.on_the_web()] == [None]


def test_what_is_paused_cancelled_or_over_is_no_news_on_the_web(town: Town) -> None:
    number = town.draft(channel="")
    town.step("begin", number)
    town.fill()
    town.step("pause", number)
    assert town.on_the_web() == []
    town.step("go_on", number)
    assert len(town.on_the_web()) == 1
    with town.database.write() as connection:
        Consultations(connection).close("safe", town.clock())
    assert town.on_the_web() == [], "its button would lead nowhere"
    town.step("cancel", number)
    assert town.look(number)[1] == Progress(PEOPLE + 1, 0, 0, PEOPLE + 1)


def test_who_stopped_or_blocked_us_is_left_out_also_at_the_last_moment(town: Town) -> None:
    town.says("1", "stop")
    town.conversation.blocked("telegram", "2")
    number = town.draft()
    town.step("begin", number)
    town.says("3", "stop")
    town.fill()
    town.says("4", "stop")
    town.work()
    assert {"1", "2", "3", "4"}.isdisjoint(address for address, _ in town.post.arrived)
    assert len(town.post.arrived) == PEOPLE - 4


def test_each_reads_it_in_their_language(town: Town) -> None:
    town.speaks("7", "pl-PL")
    town.step("begin", town.draft())
    town.work()
    assert ("7", TEXTS["pl"]) in town.post.arrived


def test_a_pause_holds_the_rest_and_a_cancel_drops_it(town: Town) -> None:
    town.rate = 10 / 15
    number = town.draft()
    town.step("begin", number)
    town.work()
    town.step("pause", number)
    assert town.work() == 0
    assert len(town.post.arrived) == 10
    town.step("go_on", number)
    town.work()
    assert len(town.post.arrived) == 20
    town.step("cancel", number)
    town.work()
    assert len(town.post.arrived) == 20
    assert town.look(number)[0] == "cancelled"


def test_what_lies_in_the_outbox_is_paused_and_cancelled_too(town: Town) -> None:
    number = town.draft()
    town.step("begin", number)
    town.fill()
    town.step("pause", number)
    asyncio.run(town.delivery().deliver_bulk())
    assert town.post.arrived == []
    town.step("cancel", number)
    assert town.look(number)[1] == Progress(PEOPLE, 0, 0, PEOPLE)


def test_what_was_being_sent_at_a_pause_and_must_wait_waits_for_the_rest(town: Town) -> None:
    number = town.draft()
    town.step("begin", number)
    town.post.answers = {"3": RetryAfter(5), "5": RetryAfter(5)}
    town.work()
    town.step("pause", number)
    town.post.answers = {}
    town.clock.tick(seconds=6)
    assert town.work() == 0
    assert len(town.post.arrived) == PEOPLE - 2
    town.step("go_on", number)
    town.work()
    assert len(town.post.arrived) == PEOPLE


def test_what_lies_in_the_outbox_at_night_waits_for_the_morning(town: Town) -> None:
    town.step("begin", town.draft())
    town.fill()
    town.clock.now = town.clock.now.replace(hour=20, minute=30)
    assert asyncio.run(town.delivery().deliver_bulk()) == 0
    town.says("3", "help")
    assert asyncio.run(town.delivery().deliver()) == 2, "help, and the question again"
    town.clock.tick(hours=12)
    assert asyncio.run(town.delivery().deliver_bulk()) == PEOPLE


def test_nobody_is_written_to_at_night(town: Town) -> None:
    town.clock.now = town.clock.now.replace(hour=20, minute=30)
    number = town.draft()
    town.step("begin", number)
    assert town.work() == 0
    town.clock.tick(hours=12)
    assert town.work() == PEOPLE


def test_a_failure_does_not_stop_the_rest(town: Town) -> None:
    town.post.answers = {"3": Blocked(), "5": Failed("chat not found", permanent=True)}
    number = town.draft()
    town.step("begin", number)
    town.work()
    town.work()
    assert town.look(number) == ("finished", Progress(PEOPLE, PEOPLE - 2, 0, 2))


@pytest.mark.parametrize(
    ("audience", "people"),
    [
        ({}, PEOPLE),
        ({"consultation": "safe", "took_part": "began"}, PEOPLE),
        ({"consultation": "safe", "took_part": "never"}, 0),
        ({"consultation": "safe", "took_part": "not_finished"}, PEOPLE - 1),
        ({"consultation": "safe", "took_part": "finished"}, 1),
        ({"consultation": "safe", "answered": {"safe": "yes"}}, 1),
        ({"consultation": "safe", "answered": {"where": "bus"}}, 1),
        ({"language": "uk"}, 0),
    ],
)
def test_an_audience_is_who_it_says(town: Town, audience: dict[str, object], people: int) -> None:
    for words in ("yes", "park, bus", "lights"):
        town.says("6", words)
    assert town.count(**audience) == people


def test_a_broadcast_says_something_and_goes_forward_only(town: Town) -> None:
    with pytest.raises(FaultyInput, match="cannot be sent"), town.database.write() as connection:
        Broadcasts(connection, CHANNELS).draft("news", Audience("a"), {"en": " "}, "", "me", town.clock())
    number = town.draft()
    town.step("cancel", number)
    with pytest.raises(Refused):
        town.step("begin", number)


def test_a_broadcast_is_sent_once_and_only_what_is_paused_goes_on(town: Town) -> None:
    number = town.draft()
    with pytest.raises(Refused, match="not sent yet"):
        town.step("go_on", number)
    town.step("begin", number)
    town.step("pause", number)
    with pytest.raises(Refused, match="paused"):
        town.step("begin", number)
