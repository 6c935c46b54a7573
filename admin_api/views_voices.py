"""How groups differ in what they said about an outcome, and what all of them said, in plain words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from admin_api.figures import in_our_words
from admin_api.sentences import listed, people
from admin_api.stacked_bars import Bar, Share, StackedBars, stacked_bars
from admin_api.translation.speaking import message, translate
from analysis.disclosure_control import Count, Rule
from analysis.groups import Part, wilson
from analysis.readings import Feeling
from analysis.summary import Row, Voice
from analysis.voices import FEELING, Agreed, Apart, Compared, compare
from analysis.walking import READ

To = Callable[[Count, str, str], str]
"""From a number of people, what was read in their words and their group, to their answers; "" for no way."""
MOST_AGREED = 3
MOST_APART = 8
DID = {
    Feeling.POSITIVE: message("sounded positive"),
    Feeling.NEEDS_CHANGE: message("said that something needs to change"),
}


@dataclass(frozen=True, slots=True)
class VoicesView:
    """`chart` shows how each group sounded; `apart` and `agreed` say in sentences what follows."""

    chart: StackedBars
    apart: tuple[str, ...]
    agreed: tuple[str, ...]


def no_way(_people: Count, _part: str, _group: str) -> str:
    return ""


def voices_view(
    id: str,  # noqa: A002 - HTML's own word
    voices: Sequence[Voice],
    rule: Rule,
    to: To = no_way,
) -> VoicesView | None:
    """None where no groups are told apart. `id` is unique in its page."""
    if not voices:
        return None
    found = compare(voices, rule)
    bars = [
        Bar(one.label, people(one.people), shares(one, to), to(one.people, READ, one.group)) for one in voices
    ]
    chart = stacked_bars(id, translate("How each group sounded"), bars)
    return VoicesView(chart, tuple(apart(found, rule)), tuple(agreed(found)))


def shares(voice: Voice, to: To) -> list[Share]:
    return [
        share_of(row, voice.people, to(row.people, row.name, voice.group))
        for row in in_our_words(voice.feelings)
    ]


def share_of(row: Row, base: Count, way: str) -> Share:
    if row.share is None:
        return Share(row.label, None, str(row.people))
    interval = wilson(Part(row.people.value or 0, base.value or 0))
    low, high = round(100 * interval.low), round(100 * interval.high)
    return Share(row.label, row.share, str(row.people), low, high, way)


def apart(found: Compared, rule: Rule) -> Iterator[str]:
    """The reliable differences, and what is to be thought of all else."""
    if not found.comparisons:
        yield (
            translate(
                "The groups cannot be compared yet: that takes two groups of at least "
                "{number} people each whose words were read.",
                number=rule.minimum_base,
            )
        )
        return
    yield from map(apart_words, found.apart[:MOST_APART])
    groups = listed([f"“{name}”" for name in found.groups])
    if found.apart:
        yield translate(
            "In everything else that was compared between {groups} there is no reliable difference.",
            groups=groups,
        )
    else:
        yield translate(
            "No reliable difference between {groups}: what differs in the numbers may be chance.",
            groups=groups,
        )


def apart_words(one: Apart) -> str:
    """“Parents sounded positive more often than children: 20 to 35 points apart.”"""
    did = DID[Feeling(one.name)] if one.kind == FEELING else translate("spoke of “{label}”", label=one.label)
    return translate(
        "“{more}” {did} more often than “{less}”: {low} to {high} points apart.",
        more=one.more,
        did=did,
        less=one.less,
        low=one.low,
        high=one.high,
    )


def agreed(found: Compared) -> Iterator[str]:
    if len(found.groups) > 1:
        yield from map(agreed_words, found.agreed[:MOST_AGREED])
        if not found.agreed:
            yield translate("There is no theme of which we can show that every group spoke of it.")


def agreed_words(one: Agreed) -> str:
    if one.least == one.most:
        return translate(
            "Said in all groups: “{label}”, by {least}% of each.", label=one.label, least=one.least
        )
    return translate(
        "Said in all groups: “{label}”, by {least}% to {most}% of each.",
        label=one.label,
        least=one.least,
        most=one.most,
    )
