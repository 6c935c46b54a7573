"""Answers summed up by themselves: nothing small is told, and every sentence stands on its numbers."""

from analysis.disclosure_control import Count
from analysis.findings import Said, sum_up

LABELS = {
    "bus": "Getting about",
    "food": "Food",
    "other": "Something else",
    "no_reason_given": "No reason given",
}


def rows() -> list[Said]:
    children = [
        Said("child", "read", "needs change", "worry", ("bus",), f"the bus is late on day {n}", 0.9)
        for n in range(60)
    ]
    parents = [
        Said("parent", "read", "positive", "praise", ("food",), f"dinner was nice {n}", 0.8)
        for n in range(40)
    ]
    staff = [Said("staff", "read", "mixed", "info", ("bus", "food"), "staff say the bus is fine", 0.99)] * 3
    return [*children, *parents, *staff, *[Said("child", "empty", "", "", ("no_reason_given",))] * 7]


def test_all_parts_of_a_summary_are_there_in_one():
    found = sum_up(rows(), LABELS, ["What could be better?"])
    assert (found.asked, found.people, found.read) == (("What could be better?",), Count(110), Count(105))
    assert found.unread["empty"] == Count(5)
    everybody = {one.label: one.share for one in found.groups[0].felt}
    assert everybody["needs change"] == 57
    assert "average" not in everybody
    bus = found.themes[0]
    assert (bus.code, str(bus.kinds["worry"])) == ("bus", "60")
    assert 0 < bus.consensus < 0.05


def test_nothing_is_said_or_quoted_of_a_group_that_is_too_small():
    found = sum_up(rows(), LABELS)
    small = next(one for one in found.groups if one.group == "staff")
    assert not small.base.shown
    assert all(one.share is None and one.interval is None for one in small.felt)
    assert {quote.group for theme in found.themes for quote in theme.quotes} == {"child", "parent"}
    assert not any("staff" in (one.one, one.other) for one in found.differences)


def test_each_sentence_names_the_numbers_it_is_made_of():
    found = sum_up(rows(), LABELS)
    assert [one.words.partition(" ")[0] for one in found.paragraph] == ["110", "By", "Spoken", "Groups"]
    assert found.paragraph[0].numbers == {"people": "110", "read": "105"}
    assert found.paragraph[1].numbers["needs change"] == "60 of 105"
    assert "points" in found.paragraph[3].words


def test_nobody_and_one_group_are_no_trouble():
    assert sum_up([], LABELS).people == Count(0)
    found = sum_up([Said("", "read", "positive", "praise", ("bus",))] * 30, LABELS)
    assert [one.group for one in found.groups] == ["Everybody"]
    assert found.compared == 0
