"""What the shape of a plan cannot say: codes met twice, dates that run backwards, references to nothing.

These checks read the source, not the finished plan, so that they also speak when something else is wrong:
a person who mends a file should see all of its faults at once.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from consultations.errors import Fault, Place
from consultations.plan.validation import bad_date, day
from consultations.plan.yaml_source import Data, Path, Source

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

Entry = tuple[Path, dict[str, Data]]


def faults(source: Source) -> list[Fault]:
    return [fault for check in CHECKS for fault in check(source)]


def _entries(source: Source, *sections: str) -> Iterator[Entry]:
    """Each group of keys in the list at plan → section → section …, with its path."""
    found: list[tuple[Path, Data]] = [((), source.data)]
    for section in sections:
        found = [item for path, data in found for item in _items(path, data, section)]
    yield from ((path, data) for path, data in found if isinstance(data, dict))


def _items(path: Path, data: Data, section: str) -> list[tuple[Path, Data]]:
    listed = data.get(section) if isinstance(data, dict) else None
    if not isinstance(listed, list):
        return []
    return [((*path, section, number), item) for number, item in enumerate(listed)]


def _texts(path: Path, data: dict[str, Data], *keys: str) -> Iterator[tuple[Path, str]]:
    """The texts under `keys`, whether one text stands there or a list of them."""
    for key in keys:
        value = data.get(key)
        if isinstance(value, str):
            yield (*path, key), value
        elif isinstance(value, list):
            yield from (((*path, key, n), item) for n, item in enumerate(value) if isinstance(item, str))


def _codes(path: Path, data: Data) -> Iterator[tuple[Path, str]]:
    """Every `code` in the file, at any depth, in the order of the file."""
    if isinstance(data, dict):
        yield from _texts(path, data, "code")
        for key, value in data.items():
            yield from _codes((*path, key), value)
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _codes((*path, number), item)


def _met_twice(
    names: Iterator[tuple[Path, str]], source: Source, say: Callable[[str, Place, Place], Fault]
) -> Iterator[Fault]:
    """A fault for each name that an earlier one equals, upper and lower case being alike."""
    first: dict[str, Place] = {}
    for path, name in names:
        key = " ".join(name.casefold().split())
        if key in first:
            yield say(name, first[key], source.place(path))
        first.setdefault(key, source.place(path))


def _codes_are_well_formed(source: Source) -> Iterator[Fault]:
    for path, code in _codes((), source.data):
        if not CODE.fullmatch(code):
            fix = "Use letters, digits, “-”, “_” and “.”, with no spaces, starting with a letter or digit."
            yield Fault("bad-code", f"“{code}” cannot be a code.", fix, source.place(path))


def _codes_are_unique(source: Source) -> Iterator[Fault]:
    def say(code: str, first: Place, again: Place) -> Fault:
        message = f"The code “{code}” is already used on line {first.line}."
        return Fault("duplicate-code", message, "Give each part of the plan its own code.", again)

    return _met_twice(_codes((), source.data), source, say)


def _terms_are_unique(source: Source) -> Iterator[Fault]:
    def say(jargon: str, first: Place, again: Place) -> Fault:
        message = f"The term “{jargon}” is already explained on line {first.line}."
        return Fault("duplicate-term", message, "Keep one of the two lines.", again)

    names = (
        name for path, term in _entries(source, "terms") for name in _texts(path, term, "jargon", "aliases")
    )
    return _met_twice(names, source, say)


def _titles_are_unique(source: Source) -> Iterator[Fault]:
    def say(title: str, first: Place, again: Place) -> Fault:
        message = f"“{title}” is already a title or alias of an outcome on line {first.line}."
        return Fault("duplicate-title", message, "A title may name one outcome only, and only once.", again)

    entries = _entries(source, "outcomes")
    names = (
        name for path, entry in entries for name in _texts(path, entry, "title", "short_title", "aliases")
    )
    return _met_twice(names, source, say)


def _period_runs_forward(source: Source) -> Iterator[Fault]:
    if not isinstance(source.data, dict):
        return
    days = {key: text for key in ("starts", "ends") if isinstance(text := source.data.get(key), str)}
    for key, text in days.items():
        if day(text) is None:
            yield bad_date(key, text, source.place((key,)))
    starts, ends = day(days.get("starts", "")), day(days.get("ends", ""))
    if starts and ends and ends < starts:
        message = f"The plan ends on {ends}, before it starts on {starts}."
        yield Fault("period-backwards", message, "Check both dates.", source.place(("ends",)))


def _there_are_outcomes(source: Source) -> Iterator[Fault]:
    if isinstance(source.data, dict) and source.data.get("outcomes") == []:
        fix = "Write at least one outcome: questions and answers are tied to outcomes."
        yield Fault("missing", "“outcomes” is empty.", fix, source.place(("outcomes",)))


def _references_lead_somewhere(source: Source) -> Iterator[Fault]:
    for reference in REFERENCES:
        known = {
            code
            for sections in reference.known
            for path, entry in _entries(source, *sections)
            for _, code in _texts(path, entry, "code")
        }
        for path, entry in _entries(source, *reference.sections):
            for place, code in _texts(path, entry, reference.key):
                if code not in known:
                    yield _leads_nowhere(reference, code, known, source.place(place))


@dataclass(frozen=True, slots=True)
class _Reference:
    """Under `key` in each entry of `sections` stands the code of a `what`, an entry of one of `known`."""

    sections: tuple[str, ...]
    key: str
    what: str
    known: tuple[tuple[str, ...], ...]


OUTCOMES = (("outcomes",),)
REFERENCES = (
    _Reference(("outcomes", "asked_us"), "led_to", "outcome", OUTCOMES),
    _Reference(("services",), "outcomes", "outcome", OUTCOMES),
    _Reference(("documents",), "outcomes", "outcome", OUTCOMES),
    _Reference(("reviews", "entries"), "outcome", "outcome", OUTCOMES),
    _Reference(("outcomes",), "rights", "right", (("rights",),)),
    _Reference(("outcomes", "actions"), "priority", "priority", (("outcomes", "priorities"),)),
    _Reference(("promise_boxes",), "promise", "promise", (("promises",),)),
)


def _leads_nowhere(reference: _Reference, code: str, known: set[str], place: Place) -> Fault:
    codes = ", ".join(sorted(known)) or "there are none yet"
    article = "an" if reference.what == "outcome" else "a"
    fix = f"Write the code of {article} {reference.what} of this plan: {codes}."
    return Fault(f"unknown-{reference.what}", f"There is no {reference.what} “{code}”.", fix, place)


def _series_that_are_named_exist(source: Source) -> Iterator[Fault]:
    """A gap and a claim name series of their own indicator; a series is named once."""
    for path, indicator in _entries(source, "outcomes", "indicators"):
        listed = _items(path, indicator, "series")
        names = [str(each.get("name")) for _, each in listed if isinstance(each, dict)]
        for place, name in _named_series(path, indicator):
            if name not in names:
                fix = f"Write the name of a series of this indicator: {', '.join(names) or 'it has none'}."
                yield Fault("unknown-series", f"There is no series “{name}”.", fix, source.place(place))
        for number, name in enumerate(names):
            if name in names[:number]:
                message = f"Two series of this indicator are called “{name}”."
                where = source.place((*path, "series", number))
                yield Fault("duplicate-series", message, "Give each series its own name.", where)


def _named_series(path: Path, indicator: dict[str, Data]) -> Iterator[tuple[Path, str]]:
    gap = indicator.get("gap")
    if isinstance(gap, dict):
        yield from _texts((*path, "gap"), gap, "of", "less")
    for place, claim in _items(path, indicator, "claims"):
        if isinstance(claim, dict):
            yield from _texts(place, claim, "series", "against")


def _a_point_has_a_value_or_a_reason(source: Source) -> Iterator[Fault]:
    for path, point in _entries(source, "outcomes", "indicators", "series", "points"):
        if ("value" in point) is ("missing" in point):
            message = f"The point “{point.get('period', '')}” needs a value, or the reason why there is none."
            fix = "Write “value: 12.8” or “missing: not published”. Never write 0 for a figure you lack."
            yield Fault("missing", message, fix, source.place(path))


def _words_to_avoid_have_a_better_one(source: Source) -> Iterator[Fault]:
    for path, term in _entries(source, "terms"):
        avoided = str(term.get("avoid", "")).casefold() in ("yes", "true", "y", "on", "1")
        if avoided and not term.get("instead"):
            message = f"“{term.get('jargon', 'This term')}” is to be avoided, but nothing says what to use."
            yield Fault(
                "missing", message, "Add a line “instead: …” with the better words.", source.place(path)
            )


CHECKS: tuple[Callable[[Source], Iterator[Fault]], ...] = (
    _codes_are_well_formed,
    _codes_are_unique,
    _terms_are_unique,
    _titles_are_unique,
    _period_runs_forward,
    _there_are_outcomes,
    _references_lead_somewhere,
    _series_that_are_named_exist,
    _a_point_has_a_value_or_a_reason,
    _words_to_avoid_have_a_better_one,
)
