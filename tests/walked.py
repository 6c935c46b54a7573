"""Numbers on a page, and the people behind them: what the link beside each leads to, counted again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import Connection, select

from analysis.disclosure_control import Rule
from analysis.walking import answers_behind
from consultations.storage.tables import answer
from consultations.storage.walks import About, Address, Number, read_address

HOLDS_A_NUMBER = ("p", "td", "th", "li", "dd", "tr", "div")
ROUNDED = 2
"""A number of people is rounded to 5; a share is made of two such numbers."""
SHARE = re.compile(r"(\d+) ?%")
PEOPLE = re.compile(r"(?<![\d.])(\d[\d,]*)(?! ?%)(?![\d,.]*\d)")


@dataclass(frozen=True)
class Linked:
    """A link from a number, its own words, and those beside it in the elements around, innermost first."""

    way: str
    words: list[str]
    around: Sequence[list[str]]

    def numbers(self) -> set[float]:
        """What the number beside the link may be, in people: of a share, that part of a number around it."""
        words = [" ".join(one) for one in self.around]
        inner = next(one for one in words if re.search(r"\d", one))
        bases = [int(one.replace(",", "")) for one in PEOPLE.findall(" ".join(words))]
        if shares := [int(one) for one in SHARE.findall(inner)]:
            return {share * base / 100 for share in shares[:1] for base in bases}
        return {float(one.replace(",", "")) for one in PEOPLE.findall(inner)}


@dataclass
class _Element:
    tag: str
    words: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[_Element] = []
        self.found: list[Linked] = []
        self._link: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HOLDS_A_NUMBER:
            self.open.append(_Element(tag))
        way = dict(attrs).get("href") or ""
        if tag == "a":
            self._link = []
        if tag == "a" and re.match(r"/staff/(behind\?|explore\?|walks/(?!answers/))", way):
            self.found.append(Linked(way, self._link, [one.words for one in reversed(self.open)]))

    def handle_endtag(self, tag: str) -> None:
        self._link = None if tag == "a" else self._link
        if tag in HOLDS_A_NUMBER:
            while self.open and self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._link is not None:
            self._link.append(data)
            return
        for one in self.open:
            one.words.append(data)


def linked_numbers(page: str) -> list[Linked]:
    """Every link of a page that leads from a number to its answers."""
    return _Reader(page).found


def address_of(way: str, plan: str) -> Number:
    """The number that a link leads from; those to *Make sense of it* name it by their filters."""
    parts, asked = urlsplit(way), parse_qs(urlsplit(way).query)
    if "number" in asked:
        return read_address(asked["number"][0])
    if parts.path == "/staff/explore":
        read_so = (asked.get("theme") or asked["feeling"])[0]
        if "question" in asked:
            return Address(*asked["question"][0].split("/"), read_so)
        return About(plan, asked["outcome"][0], read_so, staff=asked["audience"] == ["staff"])
    return Address(*map(unquote, parts.path.split("/")[3:]), asked["part"][0])


def people_behind(connection: Connection, *numbers: Number) -> int:
    """How many people gave the answers behind these numbers together."""
    ids = ids_behind(connection, *numbers)
    people = select(answer.c.participant_id).where(answer.c.id.in_(ids)).distinct()
    return len(connection.execute(people).all())


def ids_behind(connection: Connection, *numbers: Number) -> set[int]:
    return {one for number in numbers for one in answers_behind(connection, number, Rule())}


def astray(connection: Connection, page: str, plan: str = "CE-2022") -> Iterator[tuple[Linked, int]]:
    """The links of a page that do not lead to as many people, or answers, as the number beside them says."""
    for one in linked_numbers(page):
        number = address_of(one.way, plan)
        answers = "Answers" in one.words
        behind = len(ids_behind(connection, number)) if answers else people_behind(connection, number)
        if not any(abs(behind - shown) <= ROUNDED for shown in one.numbers()):
            yield one, behind
