"""What is said of groups: by numbers that may be shown, never more than they support."""

from analysis.disclosure_control import HIDDEN, Count, Rule
from analysis.protected import NOT_SAID
from analysis.summary import Row, Voice
from analysis.voices import Agreed, compare

RULE = Rule()


def voice(label: str, people: int, positive: int, lights: Count, group: str = "") -> Voice:
    felt = (Row("positive", "Positive", Count(positive), None),)
    return Voice(group or label, label, Count(people), felt, (Row("lights", "Lights", lights, None),))


def test_a_large_difference_is_one_and_a_small_one_is_none():
    found = compare([voice("A", 100, 80, Count(50)), voice("B", 100, 40, Count(45))], RULE)
    assert (found.groups, found.comparisons) == (("A", "B"), 2)
    (apart,) = found.apart
    assert (apart.kind, apart.name, apart.more, apart.less) == ("feeling", "positive", "A", "B")
    assert 0 < apart.low < 40 < apart.high < 60


def test_those_who_did_not_say_and_small_groups_are_not_compared():
    voices = [voice("A", 100, 80, Count(50)), voice("Did not say", 100, 10, Count(0), NOT_SAID)]
    voices.append(Voice("C", "C", Count(10), (Row("positive", "Positive", HIDDEN, None),), voices[0].themes))
    found = compare(voices, RULE)
    assert (found.groups, found.comparisons, found.agreed) == (("A",), 0, ())


def test_a_theme_that_one_small_group_does_not_name_is_not_said_in_all():
    loud = voice("A", 500, 250, Count(450))
    both = compare([loud, voice("B", 20, 10, Count(5))], RULE)
    assert both.agreed == (Agreed("lights", "Lights", 25, 90, 451 / 502 * 6 / 22),)
    assert compare([loud, voice("B", 20, 10, Count(0))], RULE).agreed == ()
    assert compare([loud, voice("B", 20, 10, Count(None, below=5))], RULE).agreed == ()
