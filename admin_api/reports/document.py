"""A report before it is a file: headings, paragraphs, points with their pictures, tables and figures.

`html`, `word` and `printed` each write it as one kind of file; what a report says is made once, by the
modules named after the reports. Every number carries its base and source, in `source` of the
block that holds it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from admin_api.reports.drawings import Drawing
from admin_api.translation.speaking import translate


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the title of a part; 2 and 3 stand below it. The document's own title is no block."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A short sentence or two, with a picture beside it; the words say all, so the picture only helps."""

    text: str
    picture: Drawing
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`header` names the columns; the first cell of a row names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that says something by itself: its `alt` says the same in words."""

    drawing: Drawing
    caption: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page where there are pages."""


Block = Heading | Paragraph | Point | Bullets | Table | Figure | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """`easy`: short sentences in large type; `dense`: little space between, for pages that are to hold much.
    `made` is the day it was made, in words.
    """

    title: str
    subject: str
    made: str
    blocks: tuple[Block, ...]
    easy: bool = False
    dense: bool = False
    language: str = "en-GB"

    @property
    def look(self) -> str:
        """A class of `report.css`; "" for the plain one."""
        return "easy" if self.easy else "dense" if self.dense else ""


def drawings(document: Document) -> Iterator[Drawing]:
    """Every picture of a document."""
    for block in document.blocks:
        if isinstance(block, Point):
            yield block.picture
        elif isinstance(block, Figure):
            yield block.drawing


def source_line(source: str) -> str:
    return translate("Base and source: {source}", source=source)


def bullets(items: Sequence[str], source: str = "", nothing: str = "") -> list[Block]:
    """The items as a list, or a sentence where there are none."""
    if items:
        return [Bullets(tuple(items), source)]
    return [Paragraph(nothing)] if nothing else []
