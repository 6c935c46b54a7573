"""Every report as a file, opened by readers that did not write it, and holding every word of its document."""

import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from playwright.sync_api import Page
from pypdf import PdfReader

from admin_api.reports import NAMES, written
from admin_api.reports.condensed import fitting
from admin_api.reports.document import Bullets, Document, Figure, Heading, Paragraph, Point, Table, drawings
from admin_api.reports.html import as_html
from admin_api.reports.record import Record
from tests.browser.chromium import find_browser
from tests.builders import NOW
from tests.reported import crowded, made

Files = Callable[[str, str], bytes]
EMBEDDED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
SOFFICE = shutil.which("soffice")
PATIENCE = 120
"""Seconds, for a word processor to open every report."""


@pytest.fixture(scope="module")
def file(record: Record) -> Files:
    """`file(name, ending)`: each is made once, by the quickest browser of the machine."""
    environment = {"CHROME": str(find_browser())}
    return cache(lambda name, ending: written(made(name, record), Path(f"a.{ending}"), NOW, environment))


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_holds_every_word(name: str, record: Record, file: Files) -> None:
    document, reader = made(name, record), PdfReader(io.BytesIO(file(name, "pdf")))
    assert reader.metadata.title == document.title
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert missing(document, " ".join(one.extract_text() for one in reader.pages)) == []


def missing(document: Document, text: str) -> list[str]:
    """What of a document's words is not in `text`, however that breaks its lines and joins its letters."""
    shown = squeezed(text)
    return [said for said in said_in(document) if squeezed(said) not in shown]


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def said_in(document: Document) -> Iterator[str]:
    yield from (document.title, document.made)
    for block in document.blocks:
        match block:
            case Heading() | Paragraph() | Point():
                yield block.text
            case Bullets():
                yield from block.items
            case Figure():
                yield block.caption
            case Table():
                yield from (block.caption, *block.header)
                yield from (cell for row in block.rows for cell in row)
        yield getattr(block, "source", "")


def test_highlights_are_one_page_for_each_outcome(record: Record, file: Files) -> None:
    assert_one_page_each(file("highlight", "pdf"), record)


def test_highlights_stay_one_page_for_each_outcome_however_much_there_is(record: Record, page: Page) -> None:
    full = crowded(record)
    printed = printed_by(page, made("highlight", full))
    assert_one_page_each(printed, full)
    for one, outcome in zip(PdfReader(io.BytesIO(printed)).pages, full.plan.outcomes, strict=True):
        more = re.findall(rf"(\d+) more: in the spotlight report on {outcome.code}\.", one.extract_text())
        assert len(more) == 3  # asks, figures and what is late


def printed_by(page: Page, document: Document) -> bytes:
    """As the product prints, in a browser that is open already."""
    page.set_content(as_html(document).decode())
    return page.pdf(prefer_css_page_size=True)


def test_the_plan_is_on_a_page_however_much_there_is(record: Record, file: Files, page: Page) -> None:
    crowd = printed_by(page, made("one-page", crowded(record)))
    for printed in (file("one-page", "pdf"), crowd):
        assert len(PdfReader(io.BytesIO(printed)).pages) == 1


def assert_one_page_each(printed: bytes, record: Record) -> None:
    pages = [squeezed(one.extract_text()) for one in PdfReader(io.BytesIO(printed)).pages]
    for text, outcome in zip(pages, record.plan.outcomes, strict=True):
        assert squeezed(f"{outcome.code}: {outcome.label} Lead partnership:") in text


def test_what_does_not_fit_is_left_out_but_for_the_first() -> None:
    assert fitting(["a", "b", "c"], 2) == (["a", "b"], 0)
    assert fitting(["a", "b"], 5) == (["a", "b"], 3)
    assert fitting(["long " * 100, "b"], 2) == (["long " * 100], 0)


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file_has_real_headings_header_rows_and_words_for_pictures(
    name: str, record: Record, file: Files
) -> None:
    document, word = made(name, record), docx.Document(io.BytesIO(file(name, "docx")))
    assert word.core_properties.title == document.title
    assert word.core_properties.language == "en-GB"
    headings = [one.text for one in word.paragraphs if one.style.name.startswith("Heading")]
    assert headings == [one.text for one in document.blocks if isinstance(one, Heading)]
    pictures = word.element.body.iter(qn("wp:docPr"))
    assert [one.get("descr") for one in pictures] == [one.alt for one in drawings(document)]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in word.tables)


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file_is_sound_for_a_reader_of_its_parts(name: str, file: Files) -> None:
    body = body_of(file(name, "docx"))
    with zipfile.ZipFile(io.BytesIO(file(name, "docx"))) as parts:
        styles = etree.fromstring(parts.read("word/styles.xml"))
        related = etree.fromstring(parts.read("word/_rels/document.xml.rels"))
        held = set(parts.namelist())
    levels = [int(style[-1]) for style, text in headings_of(body) if text]
    assert len(levels) == len(list(headings_of(body)))
    assert all(after <= before + 1 for before, after in pairwise(levels))
    known = {one.get(qn("w:styleId")) for one in styles.iter(qn("w:style"))}
    assert {one.get(qn("w:val")) for one in body.iter(qn("w:pStyle"))} <= known
    targets = {one.get("Id"): f"word/{PurePosixPath(one.get('Target'))}" for one in related}
    assert {targets[one.get(EMBEDDED)] for one in body.iter(qn("a:blip"))} <= held
    assert all((one.get("descr") or "").strip() for one in body.iter(qn("wp:docPr")))


def headings_of(body: etree._Element) -> Iterator[tuple[str, str]]:
    """The style and the words of each heading."""
    for one in body.iter(qn("w:p")):
        style = one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")).startswith("Heading"):
            yield style.get(qn("w:val")), "".join(one.itertext()).strip()


def test_every_word_file_holds_every_word(record: Record, file: Files, tmp_path: Path) -> None:
    """As LibreOffice prints it where that is installed, else as it stands in the file."""
    for name in NAMES:
        (tmp_path / f"{name}.docx").write_bytes(file(name, "docx"))
    texts = by_libreoffice(tmp_path, SOFFICE) if SOFFICE else in_files(tmp_path)
    assert [missing(made(name, record), texts[name]) for name in NAMES] == [[]] * len(NAMES)


def by_libreoffice(folder: Path, program: str) -> dict[str, str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(folder.glob("*.docx"))
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    readers = {one.stem: PdfReader(one.with_suffix(".pdf")) for one in files}
    return {name: " ".join(one.extract_text() for one in each.pages) for name, each in readers.items()}


def in_files(folder: Path) -> dict[str, str]:
    return {one.stem: " ".join(body_of(one.read_bytes()).itertext()) for one in folder.glob("*.docx")}


def body_of(word: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        return etree.fromstring(parts.read("word/document.xml"))
