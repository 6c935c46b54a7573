"""What staff are told of a broadcast before and while it is sent; never a small number of people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from admin_api.parts import Outreach
from admin_api.previews import Counts, Preview, how_far, in_words, preview
from analysis.disclosure_control import Rule
from consultations.audience import Audience
from consultations.broadcast import Broadcast, Progress
from consultations.quiet_hours import NIGHT, read_quiet_hours
from tests.builders import LONDON, NOW

RULE = Rule()
OUTREACH = Outreach(("telegram",), 28, read_quiet_hours(NIGHT, LONDON))
ONE = Broadcast(1, "news", Audience("all"), {"en": "Hello."}, "", "draft", NOW, "me", None, None)


def seen(counts: Counts, hour: int = 9) -> Preview:
    return preview(ONE, counts, OUTREACH, RULE, NOW.replace(hour=hour))


def test_it_says_how_many_how_long_and_when_it_is_done() -> None:
    found = seen({("telegram", "en"): 8000, ("telegram", "pl"): 2000})
    assert (found.people, found.needed) == ("10,000 people", "about 6 minutes")
    assert [cell.people for cell in found.cells] == ["8,000 people", "2,000 people"]
    assert f"{found.done_at:%d %H:%M}" == "23 09:05"


def test_at_night_it_would_be_done_in_the_morning() -> None:
    found = seen({("telegram", ""): 28 * 60}, hour=22)
    assert found.resting
    assert f"{found.done_at:%d %H:%M}" == "24 08:01"


def test_a_few_people_are_not_counted_out_nor_given_away_by_a_difference() -> None:
    assert seen({("telegram", "en"): 3}).people == "fewer than 5 people"
    found = seen({("telegram", "en"): 30, ("telegram", "pl"): 12, ("telegram", "uk"): 2})
    assert found.people == "45 people"
    assert [cell.people for cell in found.cells] == ["30 people", "10 people", "fewer than 5 people"]


def test_where_all_are_alike_the_total_says_it() -> None:
    assert seen({("telegram", "en"): 30}).cells == []


def test_warnings_speak_of_the_languages_that_are_there() -> None:
    heard: list[object] = []
    outreach = replace(OUTREACH, warnings=lambda texts, languages: heard.append((texts, languages)) or ["!"])
    counts = {("telegram", ""): 9, ("telegram", "pl"): 9}
    assert preview(ONE, counts, outreach, RULE, NOW).warnings == ["!"]
    assert heard == [({"en": "Hello."}, ["pl"])]


def test_how_far_it_is() -> None:
    assert how_far(Progress(30, 20, 9, 1), RULE).words == "20 of 30 sent, fewer than 5 could not be delivered"
    far = how_far(Progress(3, 1, 2, 0), RULE)
    assert (far.words, far.done, far.total) == ("Fewer than 5 people. Not done yet.", 0, 1)
    assert how_far(Progress(3, 2, 0, 1), RULE).done == 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3, "less than a minute"), (61, "about a minute"), (360, "about 6 minutes"), (7300, "about 2 hours")],
)
def test_spans_are_said_as_people_say_them(seconds: int, words: str) -> None:
    assert in_words(timedelta(seconds=seconds)) == words
