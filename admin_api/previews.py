"""What staff see of a broadcast: whom it would reach, how long it takes, how hard it reads, how far it is.

Small numbers of people are not told, nor numbers from which one could be worked out: an audience may be made
of what somebody answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from admin_api.parts import Outreach
from admin_api.sentences import people, sentence
from admin_api.translation.speaking import counted, translate
from analysis.disclosure_control import STEP, Count, Rule, protect_count, protect_partition
from consultations.broadcast import Broadcast, Progress, time_needed

Counts = Mapping[tuple[str, str], int]
"""People by channel and language ("" where theirs is not known)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of an audience are on a channel and chose a language."""

    channel: str
    language: str
    people: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Before a broadcast is sent. `done_at`: when it would be done, sent now, on the Trust's clock.

    `resting`: the quiet hours hold now, so that it begins when they end. `fetched`: some are on the web,
    where it waits until they come back.
    """

    people: str
    cells: Sequence[Cell]
    needed: str
    done_at: datetime
    resting: bool
    warnings: Sequence[str]
    fetched: bool = False


@dataclass(frozen=True, slots=True)
class HowFar:
    """Where a broadcast is: in words, and for a bar of `total` parts of which `done` are done."""

    words: str
    done: int
    total: int


def preview(one: Broadcast, counts: Counts, outreach: Outreach, rule: Rule, now: datetime) -> Preview:
    pushed = [number for (channel, _), number in counts.items() if channel != "web"]
    needed = time_needed(sum(pushed), outreach.rate)
    return Preview(
        people=in_people(protect_count(sum(counts.values()), rule)),
        cells=_cells(counts, rule),
        needed=in_words(needed),
        done_at=outreach.quiet.done_at(now, needed).astimezone(outreach.quiet.zone),
        resting=outreach.quiet.hold(now),
        warnings=outreach.warnings(one.texts, sorted({language for _, language in counts if language})),
        fetched=any(channel == "web" for channel, _ in counts),
    )


def _cells(counts: Counts, rule: Rule) -> list[Cell]:
    """None where all are alike: the total says it."""
    places = sorted(counts)
    if len(places) < 2:
        return []
    shown = protect_partition([counts[place] for place in places], rule)
    return [
        Cell(channel, language or translate("not known"), in_people(people))
        for (channel, language), people in zip(places, shown, strict=True)
    ]


def how_far(progress: Progress, rule: Rule) -> HowFar:
    """Rounded, in words and on the bar: an audience may be made of what somebody answered."""
    sent, total, failed = (
        protect_count(people, rule) for people in (progress.sent, progress.total, progress.failed)
    )
    over = progress.done == progress.total
    if total.below:
        how_far = translate("Done.") if over else translate("Not done yet.")
        return HowFar(f"{sentence(in_people(total))} {how_far}", int(over), 1)
    words = translate("{sent} of {total} sent", sent=sent, total=total)
    if progress.failed:
        words = translate("{sent}, {failed} could not be delivered", sent=words, failed=failed)
    steps = max(progress.total // STEP, 1)
    done = steps if over else min(progress.done // STEP, steps - 1)
    return HowFar(words, done, steps)


def in_people(count: Count) -> str:
    if count.value is None and count.below is None:
        return translate("hidden to protect privacy")
    return counted("{number} person", "{number} people", 0) if count.value == 0 else people(count)


def in_words(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes < 1:
        return translate("less than a minute")
    if minutes < 90:
        one = translate("about a minute")
        return one if minutes == 1 else counted("about {number} minute", "about {number} minutes", minutes)
    return counted("about {number} hour", "about {number} hours", round(minutes / 60))
