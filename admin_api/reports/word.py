"""A report as a file for word processors (DOCX): real headings, real tables, words for every picture."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime

import docx
from docx.document import Document as File
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from admin_api.reports.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Point,
    Table,
    source_line,
)
from admin_api.reports.drawings import Drawing, png

FONT = "Arial"
PLAIN, LARGE, SMALL = Pt(12), Pt(16), Pt(10)
"""12 points are the least in print for everybody, 16 for easy-read
(UK Association for Accessible Formats)."""
SIGN, WIDE = Cm(2.2), Cm(15)
NARROW = Cm(1.5)


def as_word(document: Document, now: datetime) -> bytes:
    file = docx.Document()
    _set_up(file, document, now)
    file.add_heading(document.title, 0)
    file.add_paragraph(document.made)
    for one in document.blocks:
        _BLOCKS[type(one)](file, one)
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _set_up(file: File, document: Document, now: datetime) -> None:
    """Title, language and type: what a screen reader and a word processor ask a file for first."""
    about = file.core_properties
    about.title, about.subject, about.language = document.title, document.subject, document.language
    about.author, about.comments = "", ""
    about.created = about.modified = now.replace(tzinfo=None)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, LARGE if document.easy else PLAIN
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), document.language)
    normal.element.get_or_add_rPr().append(spoken)
    if document.dense:
        _tighten(file)
    for level in range(4):
        style = file.styles["Title" if level == 0 else f"Heading {level}"]
        style.font.name, style.font.size = FONT, Pt((24, 20, 16, 14)[level] + (4 if document.easy else 0))
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), FONT)


def _tighten(file: File) -> None:
    """Narrow margins, and little space between: for pages that are to hold much."""
    for page in file.sections:
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = NARROW
    for name in ("Normal", "List Bullet", "Title", "Heading 1", "Heading 2"):
        space = file.styles[name].paragraph_format
        space.space_before, space.space_after, space.line_spacing = Pt(4), Pt(2), 1.0


def _source(file: File, source: str) -> None:
    if source:
        file.add_paragraph().add_run(source_line(source)).font.size = SMALL


def _picture(file: File, drawing: Drawing, width: Cm) -> None:
    """A picture with what it shows in words, where word processors look for them."""
    shape = file.add_picture(io.BytesIO(png(drawing)), width=width)
    shape._inline.docPr.set("descr", drawing.alt)


def _heading(file: File, one: Heading) -> None:
    file.add_heading(one.text, one.level)


def _paragraph(file: File, one: Paragraph) -> None:
    file.add_paragraph(one.text)
    _source(file, one.source)


def _point(file: File, one: Point) -> None:
    _picture(file, one.picture, SIGN)
    file.paragraphs[-1].paragraph_format.keep_with_next = True
    file.add_paragraph(one.text)
    _source(file, one.source)


def _bullets(file: File, one: Bullets) -> None:
    for item in one.items:
        file.add_paragraph(item, style="List Bullet")
    _source(file, one.source)


def _table(file: File, one: Table) -> None:
    caption = file.add_paragraph()
    caption.add_run(one.caption).bold = True
    caption.paragraph_format.keep_with_next = True
    table = file.add_table(1, len(one.header), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, one.header, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    for row in one.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    _source(file, one.source)


def _figure(file: File, one: Figure) -> None:
    _picture(file, one.drawing, WIDE)
    file.add_paragraph(one.caption)
    _source(file, one.source)


def _break(file: File, _: PageBreak) -> None:
    file.add_page_break()  # type: ignore[no-untyped-call] # python-docx says nothing of it


_BLOCKS: Mapping[type[Block], Callable[..., None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Point: _point,
    Bullets: _bullets,
    Table: _table,
    Figure: _figure,
    PageBreak: _break,
}
