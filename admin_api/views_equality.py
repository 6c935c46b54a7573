"""Who took part: what equality questions a consultation asks, and what may be shown of the answers.

While a consultation is open only the choice of questions is shown: who looks before and after somebody
answers would read their answer from the difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from admin_api.parts import Parts
from admin_api.spreadsheets import Row
from admin_api.translation.speaking import message
from analysis.disclosure_control import Count
from analysis.equality import protected
from consultations.consultation import Consultation
from consultations.equality import Asked, EqualityQuestion, Shown, version
from consultations.storage.consultations import Consultations
from consultations.storage.equality import EqualityAsked, EqualityCounts

HEADINGS: Row = ("consultation", "question", "version", "choice", "label", "people")
EVERYBODY = message("Everybody who answered")


@dataclass(frozen=True, slots=True)
class Line:
    """A choice as staff read it, and what may be shown of how many chose it."""

    choice: str
    label: str
    count: Count


@dataclass(frozen=True, slots=True)
class EqualityTable:
    """One question: its title, of which version and source, the base, and the choices."""

    question: str
    title: str
    version: str
    source: str
    base: Count
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Option:
    """A question that can be asked, and whether it is."""

    question: EqualityQuestion
    asked: bool
    under_13: bool


@dataclass(frozen=True, slots=True)
class WhoTookPart:
    """The page. `options` may be changed while the consultation is open; `tables` come when it is closed."""

    consultation: Consultation
    options: Sequence[Option]
    tables: Sequence[EqualityTable]
    minimum_base: int


def who_took_part(parts: Parts, code: str) -> WhoTookPart:
    """Raises `NotFound`."""
    with parts.database.read() as connection:
        consultation = Consultations(connection).get(code)
        asked = {one.question: one for one in EqualityAsked(connection).of(consultation.id)}
        shown = shown_of(connection, parts, consultation)
    options = [option(one, asked.get(one.key)) for one in version().questions]
    return WhoTookPart(consultation, options, tables(shown), parts.rule.minimum_base)


def option(question: EqualityQuestion, asked: Asked | None) -> Option:
    return Option(question, asked is not None, asked is not None and asked.under_13)


def shown_of(connection: Connection, parts: Parts, consultation: Consultation) -> Sequence[Shown]:
    """What may be shown: nothing while it is open; what was kept where the answers have gone."""
    if consultation.state == "open":
        return ()
    counts = EqualityCounts(connection)
    return counts.shown(consultation.id) or protected(counts.tally(consultation.id), parts.rule)


def tables(shown: Sequence[Shown]) -> list[EqualityTable]:
    bases = [one for one in shown if not one.choice]
    found = [table(base, shown) for base in bases]
    places = {one.key: place for place, one in enumerate(version().questions)}
    return sorted(found, key=lambda one: (places.get(one.question, len(places)), one.version))


def table(base: Shown, shown: Sequence[Shown]) -> EqualityTable:
    own = {one.choice: one for one in shown if (one.question, one.version) == (base.question, base.version)}
    question = version(base.version).get(base.question)
    choices = question.offered if question else tuple(filter(None, own))
    lines = [
        Line(one, question.label(one) if question else one, count(own[one])) for one in choices if one in own
    ]
    title, source = (question.title, question.source) if question else (base.question, "")
    return EqualityTable(base.question, title, base.version, source, count(base), lines)


def count(one: Shown) -> Count:
    return Count(one.people, one.below)


def rows(page: WhoTookPart) -> Iterator[Row]:
    """The page as a table: a number, or `c` where it is not shown."""
    yield HEADINGS
    for one in page.tables:
        start = (page.consultation.code, one.question, one.version)
        yield (*start, "", EVERYBODY, one.base.code)
        yield from ((*start, line.choice, line.label, line.count.code) for line in one.lines)
