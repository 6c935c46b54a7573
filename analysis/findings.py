"""Answers read by themselves, summed up for people to read: one `Findings`, whatever renders it.

`sum_up` takes rows (one a person) and gives what was asked, who answered, what they said (themes by kind,
with quotes), how they felt (four labels, no average), how groups differ, what could not be read and why, and
a paragraph in plain English, made by rules. Each of its sentences names the numbers that it is made of.

Every number is a `disclosure_control.Count` of one publication. Differences between groups are taken between
groups of at least `Rule.minimum_base` people, from rounded counts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.disclosure_control import Count, Publication, Rule, share
from analysis.groups import Difference, Interval, Part, consensus, differences, in_words, wilson
from analysis.quotes import Candidate, choose
from analysis.readings import Feeling, Kind
from analysis.taxonomy import NO_REASON_GIVEN, OTHER

ALL = "Everybody"
FEELINGS = tuple(str(feeling) for feeling in Feeling)
KINDS = tuple(str(kind) for kind in Kind if kind is not Kind.NONE)
UNREAD = {"empty": "said nothing", "not_english": "not in English", "not read": "could not be read"}
MOST_DIFFERENCES = 10


@dataclass(frozen=True, slots=True)
class Said:
    """One person's answer as it was read. `quote` is None where it must not be quoted."""

    group: str
    status: str
    label: str
    kind: str
    themes: tuple[str, ...]
    quote: str | None = None
    likely: float = 1.0


@dataclass(frozen=True, slots=True)
class Felt:
    """One label of a group: how many, whole per cent of those read, and its interval."""

    label: str
    people: Count
    share: int | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class GroupFelt:
    """How a group felt; `base` are its people whose answers were read."""

    group: str
    base: Count
    felt: tuple[Felt, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: how many people said it, per cent of those read, as what kinds, and what some of them said.

    `consensus` is the group-informed consensus, None without two groups that are large enough.
    """

    code: str
    label: str
    people: Count
    share: int | None
    kinds: Mapping[str, Count]
    consensus: float | None
    quotes: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the numbers that it is made of, by name."""

    words: str
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Findings:
    """See the module. `accuracy` says how often themes are right, "" where nobody coded."""

    asked: tuple[str, ...]
    people: Count
    read: Count
    unread: Mapping[str, Count]
    groups: tuple[GroupFelt, ...]
    themes: tuple[Theme, ...]
    differences: tuple[Difference, ...]
    compared: int
    paragraph: tuple[Sentence, ...]
    accuracy: str = ""


class _Tally:
    """Raw counts. Nothing outside this module sees one."""

    def __init__(self) -> None:
        self.people = 0
        self.read: Counter[str] = Counter()
        self.status: Counter[str] = Counter()
        self.felt: Counter[tuple[str, str]] = Counter()
        self.themed: Counter[tuple[str, str]] = Counter()
        self.kinds: Counter[tuple[str, str]] = Counter()
        self.quotable: dict[str, list[Candidate]] = {}

    def add(self, number: int, said: Said) -> None:
        self.people += 1
        if said.status != "read":
            self.status[said.status] += 1
            return
        self.read[said.group] += 1
        self.felt[said.group, said.label] += 1
        for theme in dict.fromkeys(said.themes):
            self.themed[said.group, theme] += 1
            self.kinds[theme, said.kind] += 1
            self._quote(number, theme, said)

    def _quote(self, number: int, theme: str, said: Said) -> None:
        """The likeliest are kept, and never more than can be looked at."""
        if said.quote is None or theme in (OTHER, NO_REASON_GIVEN):
            return
        kept = self.quotable.setdefault(theme, [])
        kept.append(Candidate(number, said.quote, said.group, said.likely))
        if len(kept) >= 2_000:
            kept.sort(key=lambda one: -one.likely)
            del kept[500:]


def sum_up(
    rows: Iterable[Said],
    themes: Mapping[str, str],
    asked: Sequence[str] = (),
    rule: Rule | None = None,
    accuracy: str = "",
) -> Findings:
    """Sum up `rows`; `themes` is code → label (`Taxonomy.labels`) in the order to show."""
    tally = _Tally()
    for number, said in enumerate(rows, start=1):
        tally.add(number, said)
    return _Publishing(tally, themes, rule or Rule()).findings(tuple(asked), accuracy)


class _Publishing:
    """Enters all counts in one publication and reads back what may be seen."""

    def __init__(self, tally: _Tally, themes: Mapping[str, str], rule: Rule) -> None:
        self._tally, self._rule = tally, rule
        self._themes = {code: label for code, label in themes.items() if code != NO_REASON_GIVEN}
        self._groups = sorted(tally.read)
        self._seen = self._published()
        self._large = [
            group for group in self._groups if (self._seen["read", group].value or 0) >= rule.minimum_base
        ]

    def _published(self) -> Mapping[object, Count]:
        entered, tally = Publication(self._rule), self._tally
        entered.add("people", tally.people)
        entered.add("read", tally.read.total())
        unread = entered.add_all("unread", ((name, tally.status[name]) for name in UNREAD))
        entered.partition("people", ["read", *unread])
        bases = entered.add_all("read", ((group, tally.read[group]) for group in self._groups))
        if bases:
            entered.partition("read", bases)
        for label in FEELINGS:
            entered.add(("felt", ALL, label), sum(tally.felt[group, label] for group in self._groups))
            parts = [("felt", group, label) for group in self._groups]
            for group in self._groups:
                entered.add(("felt", group, label), tally.felt[group, label])
            if parts:
                entered.partition(("felt", ALL, label), parts)
        for group, whole in [(ALL, "read"), *((group, ("read", group)) for group in self._groups)]:
            entered.partition(whole, [("felt", group, label) for label in FEELINGS])
        for theme in self._themes:
            self._enter_theme(entered, theme)
        return entered.close()

    def _enter_theme(self, entered: Publication, theme: str) -> None:
        tally = self._tally
        entered.add(("theme", ALL, theme), sum(tally.themed[group, theme] for group in self._groups))
        by_kind = [(kind, tally.kinds[theme, kind]) for kind in (*KINDS, "none")]
        kinds = entered.add_all(("kind", theme), by_kind)
        entered.partition(("theme", ALL, theme), kinds)
        for group in self._groups:
            entered.add(("theme", group, theme), tally.themed[group, theme])
        if self._groups:
            entered.partition(("theme", ALL, theme), [("theme", group, theme) for group in self._groups])

    def findings(self, asked: tuple[str, ...], accuracy: str) -> Findings:
        found = differences(self._compared(), self._rule.minimum_base)
        several = self._groups if len(self._groups) > 1 else []
        groups = tuple(map(self._group, [ALL, *several]))
        themes = tuple(sorted(map(self._theme, self._themes), key=lambda one: -(one.people.value or 0)))
        unread = {name: self._seen["unread", name] for name in UNREAD}
        return Findings(
            asked=asked,
            people=self._seen["people"],
            read=self._seen["read"],
            unread=unread,
            groups=groups,
            themes=themes,
            differences=tuple(one for one in found if one.reliable)[:MOST_DIFFERENCES],
            compared=len(found),
            paragraph=tuple(_paragraph(self._seen["people"], self._seen["read"], groups[0], themes, found)),
            accuracy=accuracy,
        )

    def _base(self, group: str) -> Count:
        return self._seen["read"] if group == ALL else self._seen["read", group]

    def _group(self, group: str) -> GroupFelt:
        base = self._base(group)
        return GroupFelt(group, base, tuple(self._felt(group, label, base) for label in FEELINGS))

    def _felt(self, group: str, label: str, base: Count) -> Felt:
        count = self._seen["felt", group, label]
        part = share(count, base, self._rule)
        interval = wilson(_part(count, base)) if part is not None else None
        return Felt(label, count, part, interval)

    def _theme(self, code: str) -> Theme:
        count, base = self._seen["theme", ALL, code], self._seen["read"]
        kinds = {kind: self._seen[("kind", code), kind] for kind in KINDS}
        agree = [_part(self._seen["theme", group, code], self._base(group)) for group in self._large]
        shown = all(self._seen["theme", group, code].shown for group in self._large)
        quotes = choose(self._tally.quotable.get(code, ()), self._large) if count.shown else ()
        return Theme(
            code=code,
            label=self._themes[code],
            people=count,
            share=share(count, base, self._rule),
            kinds=kinds,
            consensus=consensus(agree) if shown and len(agree) > 1 else None,
            quotes=quotes,
        )

    def _compared(self) -> dict[str, dict[str, Part]]:
        named = {("felt", label): label.capitalize() for label in FEELINGS}
        named |= {("theme", code): f"“{label}”" for code, label in self._themes.items() if code != OTHER}
        return {
            what: {
                group: _part(self._seen[kind, group, name], self._base(group))
                for group in self._large
                if self._seen[kind, group, name].shown
            }
            for (kind, name), what in named.items()
        }


def _part(count: Count, base: Count) -> Part:
    """From shown, rounded numbers: a part may have been rounded above its base."""
    whole = base.value or 0
    return Part(min(count.value or 0, whole), whole)


def _paragraph(
    people: Count, read: Count, felt: GroupFelt, themes: Sequence[Theme], found: Sequence[Difference]
) -> Iterable[Sentence]:
    yield Sentence(
        f"{people} people answered, and the words of {read} could be read.".capitalize(),
        {"people": str(people), "read": str(read)},
    )
    shown = [one for one in felt.felt if one.share is not None]
    if shown:
        parts = [f"{one.share} % {one.label}" for one in shown]
        yield Sentence(
            f"By how they felt: {', '.join(parts)}.", {one.label: f"{one.people} of {read}" for one in shown}
        )
    most = [one for one in themes if one.share and one.code != OTHER][:3]
    if most:
        named = "; ".join(f"{one.label} ({one.share} %)" for one in most)
        numbers = {one.code: f"{one.people} of {read}" for one in most}
        yield Sentence(f"Spoken of most: {named}.", numbers)
    if found:
        yield _about_groups(found)


def _about_groups(found: Sequence[Difference]) -> Sentence:
    reliable = [one for one in found if one.reliable]
    numbers = {"comparisons": str(len(found)), "reliable": str(len(reliable))}
    if not reliable:
        said = f"Of {len(found)} comparisons between groups, none is a reliable difference."
        return Sentence(said, numbers)
    said = f"Groups differ reliably in {len(reliable)} of {len(found)} comparisons."
    return Sentence(f"{said} {in_words(reliable[0])}", numbers)
