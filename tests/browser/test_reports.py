"""Every report, opened by a real reader: Chromium with axe, python-docx, and a reader of PDF."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from playwright.sync_api import Page
from pypdf import PdfReader

from admin_api.reports import NAMES, hard_to_read, record_of, report, written
from admin_api.reports.document import Document, Heading, drawings
from admin_api.reports.record import Record
from consultations.errors import NotFound, Refused
from consultations.storage.database import Database
from tests.browser.axe import axe_violations
from tests.browser.soundness import assert_readable
from tests.builders import KEYS, NOW
from tests.heard_site import BUSES, HeardSite

NO_BROWSER = {"PATH": "/nowhere"}
PHONE = {"width": 360, "height": 640}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Fifty people, a refusal with its reason, a promise with its day, and an ask that waits."""
    folder = tmp_path_factory.mktemp("reports")
    database = Database(f"sqlite:///{folder / 'together.db'}", KEYS)
    database.upgrade()
    site = HeardSite(database, folder)
    site.consult()
    site.answer(30)
    site.answer(20, age_band="10-14", safe="no", better=BUSES)
    refused, promised = site.promote(), site.promote("buses", "A later bus")
    site.decide(refused, "cant", "the road is not ours.")
    site.publish(refused)
    site.decide(promised, "will_do", "run a bus at ten.")
    site.publish(promised)
    with database.read() as connection:
        yield record_of(connection, None, site.parts.rule, site.clock(), by_group=True)
    database.close()


def made(name: str, record: Record) -> Document:
    return report(name, record, "CE2" if name == "spotlight" else "")


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_a_sound_page_and_a_sound_file(
    name: str, record: Record, page: Page, tmp_path: Path
) -> None:
    document = made(name, record)
    file = tmp_path / f"{name}.html"
    file.write_bytes(written(document, file, NOW, {}))
    page.goto(file.as_uri())
    assert page.title() == document.title
    assert axe_violations(page) == []
    assert_readable(page, name)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [one.alt for one in drawings(document) if not one.alt] == []

    word = docx.Document(io.BytesIO(written(document, Path("a.docx"), NOW, {})))
    assert word.core_properties.title == document.title
    assert word.core_properties.language == "en-GB"
    assert headings(word) == [one.text for one in document.blocks if isinstance(one, Heading)]
    assert all(text.strip() for text in headings(word))
    pictures = word.element.body.iter(qn("wp:docPr"))
    assert [one.get("descr") for one in pictures] == [one.alt for one in drawings(document)]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in word.tables)


def headings(word: WordFile) -> list[str]:
    return [one.text for one in word.paragraphs if one.style.name.startswith("Heading")]


def test_the_newsletter_says_what_was_said_done_and_refused_with_base_and_source(record: Record) -> None:
    page = written(made("newsletter", record), Path("n.html"), NOW, {}).decode()
    assert "30 people asked for this." in page
    assert "We cannot do this, because: the road is not ours." in page
    assert "We will do this: run a bus at ten." in page
    assert "Answers: safe/better/lights, ask 1" in page
    assert hard_to_read(made("newsletter", record)) == []


def test_the_village_draws_as_many_children_as_it_says(record: Record) -> None:
    page = written(made("village", record), Path("v.html"), NOW, {}).decode()
    assert "60 of 100 chose “Yes”." in page
    assert 'aria-label="A hundred children. 60 of them are dark: they chose “Yes”."' in page


def test_needs_evidence_tells_groups_apart_and_its_limits(record: Record) -> None:
    page = written(made("needs-evidence", record), Path("e.html"), NOW, {}).decode()
    assert "What would make it better?: themes by How old are you?" in page
    assert '<th scope="row">Street lights</th><td>30</td><td>0</td>' in page
    assert "No number of fewer than 5 people is shown" in page


@pytest.mark.parametrize("name", ["newsletter", "highlight"])
def test_a_pdf_can_be_read_page_by_page(name: str, record: Record) -> None:
    document = made(name, record)
    reader = PdfReader(io.BytesIO(written(document, Path("a.pdf"), NOW, os.environ)))
    text = "\n".join(one.extract_text() for one in reader.pages)
    assert "road is not ours" in " ".join(text.split())
    assert reader.metadata.title == document.title
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    if name == "highlight":
        assert len(reader.pages) >= len(record.plan.outcomes)


def test_what_cannot_be_written_is_said(record: Record) -> None:
    document = made("newsletter", record)
    with pytest.raises(Refused, match="no browser") as refused:
        written(document, Path("a.pdf"), NOW, NO_BROWSER)
    assert "apt install chromium" in str(refused.value)
    with pytest.raises(Refused, match="cannot be written"):
        written(document, Path("a.odt"), NOW, {})
    with pytest.raises(Refused, match="on one outcome"):
        report("spotlight", record)
    with pytest.raises(NotFound, match="CE99"):
        report("spotlight", record, "CE99")
