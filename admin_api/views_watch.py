"""How a consultation is getting on, as staff may see it while it runs: people, never what they said.

How many were asked a question that depends on an answer tells what was answered. So such questions have no
numbers before the consultation is over, and whoever left there counts at the question before.

Numbers of people are one publication (`watch_counts`). Numbers of messages and of words to read are exact:
they are work, and whoever does it sees each.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from threading import Thread
from time import monotonic

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from admin_api.launch_fields import AGES, CHANNELS
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.translation.speaking import message, translate
from admin_api.watch_counts import Shown, Watched, shown
from analysis.disclosure_control import Count, Rule, share
from analysis.pipeline import free_text
from consultations.consultation import Consultation
from consultations.errors import TogetherError
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Group, Questionnaire, walk
from consultations.launching import Intent
from consultations.storage.consultations import Consultations
from consultations.storage.drafts import Drafts
from consultations.storage.outbox import Outbox
from consultations.storage.reading_queue import ReadingQueue
from consultations.storage.watching import AtQuestion, Deliveries, People, Watching
from consultations.working_days import due_before

CHANNEL_NAMES: Mapping[str, str] = {
    **dict(CHANNELS),
    "web": message("Web chat"),
    "telegram": message("Telegram"),
    "sample": message("Invented answers"),
}
AGE_NAMES: Mapping[str, str] = {**dict(AGES), "": message("They have not said")}
NOBODY = AtQuestion()
HALF_WAY = 0.5
FRESH_SECONDS = 10.0
QUICK_SECONDS = 0.1
OLDEST_SECONDS = 60.0
MOST_KNOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    """People of one age or on one channel. `target` is how many were hoped for, 0 where nobody said."""

    name: str
    people: Count
    target: int = 0

    @property
    def reached(self) -> str:
        """How much of the target is reached, as far as may be said."""
        if self.target and self.people.below:
            return translate("{people} of {target}", people=self.people, target=self.target)
        return (
            ""
            if self.part is None
            else translate("{value}% of {target}", value=round(100 * self.part), target=self.target)
        )

    @property
    def part(self) -> float | None:
        """Which part of the target is reached, at most; None where there is none, or it may not be said."""
        most = self.people.below if self.people.value is None else self.people.value
        return most / self.target if self.target and most is not None else None


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question. Its numbers are None where they would tell what people answered to another."""

    label: str
    answered: Count | None
    skipped: Count | None
    left: Count | None
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What waits to be read by a person, and how much of it for more than a working day."""

    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class Watch:
    """One consultation at the moment `at`. `least_heard`: what was said before about whom we hear least."""

    consultation: Consultation
    at: datetime
    began: Count
    finished: Count
    completion: int | None
    questions: Sequence[QuestionLine]
    channels: Sequence[Line]
    ages: Sequence[Line]
    reading: Reading
    deliveries: Deliveries
    blocked: Count
    dead_letters: int
    days_left: int | None
    least_heard: str = ""

    @property
    def behind(self) -> Sequence[Line]:
        """Ages and ways that have not reached half of their targets, the furthest behind first."""
        lines = [(line.part, line) for line in (*self.ages, *self.channels)]
        late = [(part, line) for part, line in lines if part is not None and part < HALF_WAY]
        return [line for _, line in sorted(late, key=lambda each: each[0])]


@dataclass(frozen=True, slots=True)
class _Known:
    """`at`: when it was counted, `cost`: the seconds that it took."""

    at: float
    cost: float
    watch: Watch


class Fresh:
    """Figures that are at most `FRESH_SECONDS` old: counting people again for every page would take long.

    Where it takes longer than `QUICK_SECONDS`, those from before are shown, for a minute at most, while the
    next are counted beside the requests.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._known: dict[str, _Known] = {}
        self._counting: set[str] = set()

    def watch(self, code: str) -> Watch:
        """Raises `NotFound`."""
        known = self._known.get(code)
        age = monotonic() - known.at if known else inf
        if known and age < FRESH_SECONDS:
            return known.watch
        if known and known.cost > QUICK_SECONDS and age < OLDEST_SECONDS:
            if code not in self._counting:
                self._counting.add(code)
                Thread(target=self._beside, args=(code,), name="watch", daemon=True).start()
            return known.watch
        return self._counted(code)

    def _beside(self, code: str) -> None:
        try:
            with suppress(TogetherError, SQLAlchemyError):  # who asks a minute later hears of it
                self._counted(code)
        finally:
            self._counting.discard(code)

    def _counted(self, code: str) -> Watch:
        began = monotonic()
        found = watch(self._parts, code)
        others = [each for each in self._known.items() if each[0] != code]
        self._known = {code: _Known(monotonic(), monotonic() - began, found), **dict(others[:MOST_KNOWN])}
        return found


def watch(parts: Parts, code: str) -> Watch:
    """Raises `NotFound`."""
    now = parts.clock()
    with parts.database.read() as connection:
        consultations = Consultations(connection)
        one = consultations.get(code)
        form = consultations.over_versions(one)
        watching = Watching(connection, one.id)
        draft = Drafts(connection).of(one.id)
        intent = draft.intent if draft else Intent()
        order, found = _asked(form, watching.by_question(), over=one.state == "closed")
        deliveries = watching.deliveries()
        watched = Watched(
            people=watching.people(),
            channels=cells_of(watching.by_channel(), CHANNEL_NAMES, intent.channel_targets),
            ages=cells_of(watching.by_age(), AGE_NAMES, intent.targets),
            questions=found,
            blocked=deliveries.blocked,
        )
        seen = shown(watched, parts.rule)
        today = now.astimezone(parts.launching.zone).date()
        return Watch(
            consultation=one,
            at=now,
            began=seen.began,
            finished=seen.finished,
            completion=share(seen.finished, seen.began, parts.rule),
            questions=_questions(order, seen, parts.rule),
            channels=lines_of(seen.channels, CHANNEL_NAMES, intent.channel_targets),
            ages=lines_of(seen.ages, AGE_NAMES, intent.targets),
            reading=_reading(connection, one, form, now),
            deliveries=deliveries,
            blocked=seen.blocked,
            dead_letters=Outbox(connection).count_dead(),
            days_left=max((one.closes_on - today).days, 0) if one.closes_on and one.state == "open" else None,
            least_heard=intent.least_heard,
        )


def cells_of(
    found: Mapping[str, People], names: Mapping[str, str], targets: Mapping[str, int]
) -> Mapping[str, int]:
    """Who began, for each that somebody used or that there is a target for; the rest are nobody."""
    keys = [key for key in names if key in found or key in targets]
    keys += [key for key in found if key not in names]
    return {key: found[key].began if key in found else 0 for key in keys}


def lines_of(counts: Mapping[str, Count], names: Mapping[str, str], targets: Mapping[str, int]) -> list[Line]:
    return [Line(names.get(key, key), count, targets.get(key, 0)) for key, count in counts.items()]


Asked = Sequence[tuple[str, bool]]
"""The labels of the questions in their order, and whether their numbers may be seen."""


def _asked(
    form: Questionnaire, found: Mapping[str, AtQuestion], *, over: bool
) -> tuple[Asked, list[AtQuestion]]:
    """The questions, and who was at those that may be seen, with who left at the others folded into them."""
    order = [one for one in form.questions() if type_of(one.type).asks and not one.read_only]
    always = _unconditional(form)
    visible = [over or one.name in always for one in order]
    here = [found.get(one.name, NOBODY) for one in order]
    left = _folded(here, visible)
    seen = [at for at, may in zip(here, visible, strict=True) if may]
    labels = [one.label.get(form.default_language) or one.name for one in order]
    counted = [replace(at, left_after=gone) for at, gone in zip(seen, left, strict=True)]
    return list(zip(labels, visible, strict=True)), counted


def _questions(order: Asked, seen: Shown, rule: Rule) -> list[QuestionLine]:
    counts = iter(seen.questions)
    return [
        _line(label, *next(counts), seen.began, rule) if may else QuestionLine(label, None, None, None)
        for label, may in order
    ]


def _line(label: str, answered: Count, skipped: Count, left: Count, base: Count, rule: Rule) -> QuestionLine:
    return QuestionLine(label, answered, skipped, left, share(answered, base, rule))


def _folded(found: Sequence[AtQuestion], shown: Sequence[bool]) -> list[int]:
    """Who left after each shown question, those who left after hidden ones that follow it included."""
    cells: list[int] = []
    for at, visible in zip(found, shown, strict=True):
        if visible:
            cells.append(at.left_after)
        elif cells:
            cells[-1] += at.left_after
    return cells


def _unconditional(form: Questionnaire) -> frozenset[str]:
    return frozenset(
        item.name
        for item, inside in walk(form.items)
        if not isinstance(item, Group) and not item.relevant and not any(group.relevant for group in inside)
    )


def _reading(connection: Connection, one: Consultation, form: Questionnaire, now: datetime) -> Reading:
    queue = ReadingQueue(connection, {one.id: tuple(free_text(form))})
    return Reading(*queue.counts(due_before(now, TRUST_TIME)))
