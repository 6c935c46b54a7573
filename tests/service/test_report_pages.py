"""The reports on the staff pages: each as a file, for those who may see it, without holding others up."""

import io
import os
import shutil
from asyncio import iscoroutinefunction

import docx
import pytest
from fastapi.routing import iter_route_contexts
from pypdf import PdfReader

from admin_api.reports import NAMES, WHOLE
from admin_api.reports.printed import BROWSERS, PRINTING
from admin_api.views_reports import OFFERED
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from tests.builders import NOW
from tests.service.test_fair_answers import an_ask
from tests.staff_site import StaffSite

DATABASES = ["sqlite"]
CURVE = "/staff/plans/cheshire/indicators/CE2.I1"
NO_BROWSER = {"PATH": "/nowhere"}
TODAY = f"{NOW:%Y-%m-%d}"
CHROMIUM = any(map(shutil.which, BROWSERS))


def test_each_report_comes_as_a_file_and_the_log_says_who_made_it(database: Database) -> None:
    assert set(OFFERED) == set(NAMES)
    an_ask(database)
    site = StaffSite(database, environment=NO_BROWSER)
    officer = site.signed_in()
    page = officer.get("/staff/reports").text
    assert "There is no PDF here." in page
    assert "Install Chromium" in page
    for name in WHOLE:
        assert f'href="/staff/reports/{name}.docx"' in page
        assert f'href="/staff/reports/{name}.pdf"' not in page
        made = officer.get(f"/staff/reports/{name}.html")
        assert made.headers["content-disposition"] == f'attachment; filename="{name}-{TODAY}.html"'
        assert "<h1>" in made.text
    word = officer.get("/staff/reports/spotlight.docx?outcome=CE2")
    assert f'filename="spotlight-CE2-{TODAY}.docx"' in word.headers["content-disposition"]
    assert docx.Document(io.BytesIO(word.content)).core_properties.title.startswith("Spotlight report")
    assert officer.get("/staff/reports/annual.pdf").status_code == 409
    with database.read() as connection:
        assert AuditLog(connection).last().target == f"report:spotlight-CE2-{TODAY}.docx"


def test_what_an_officer_writes_about_a_curve_stands_in_the_reports_until_it_is_taken_away(
    database: Database,
) -> None:
    an_ask(database)
    officer = StaffSite(database).signed_in()
    written = {"kind": "story", "words": "Lamps came in June."}
    assert officer.post(f"{CURVE}/story", data=written).status_code == 303
    spotlight = "/staff/reports/spotlight.html?outcome=CE2"
    assert "<p>Lamps came in June.</p>" in officer.get(spotlight).text
    assert officer.post(f"{CURVE}/story", data={**written, "words": "Lamps came in May."}).status_code == 303
    assert "Lamps came in June." not in (page := officer.get(spotlight).text)
    assert "<p>Lamps came in May.</p>" in page
    assert "Lamps came in May." in officer.get("/staff/reports/highlight.html").text
    assert officer.post(f"{CURVE}/notes/2/withdraw").status_code == 303
    assert "Lamps came in May." not in officer.get(spotlight).text


def test_the_board_gets_six_and_no_numbers_by_place_and_group(database: Database) -> None:
    an_ask(database)
    member = StaffSite(database).signed_in("board@trust.example", "board")
    assert "/staff/reports/village.html" in (page := member.get("/staff/reports").text)
    assert "needs-evidence" not in page
    assert member.get("/staff/reports/needs-evidence.html").status_code == 403
    assert member.get("/staff/reports/spotlight.html").status_code == 409
    assert member.get("/staff/reports/spotlight.html?outcome=CE99").status_code == 404


@pytest.mark.skipif(not CHROMIUM, reason="prints with the machine's own Chromium")
def test_a_pdf_is_printed_and_a_third_at_once_is_asked_to_wait(database: Database) -> None:
    an_ask(database)
    officer = StaffSite(database, environment=os.environ).signed_in()
    assert "/staff/reports/annual.pdf" in officer.get("/staff/reports").text
    made = officer.get("/staff/reports/one-page.pdf")
    assert PdfReader(io.BytesIO(made.content)).metadata.title == "Our plan on a page"
    with PRINTING, PRINTING:
        assert officer.get("/staff/reports/one-page.pdf").status_code == 503


def test_no_report_is_made_in_the_event_loop(database: Database) -> None:
    routes = iter_route_contexts(StaffSite(database).app.routes)
    made = [one.endpoint for one in routes if (one.path or "").startswith("/staff/reports")]
    assert len(made) == 3
    assert not any(map(iscoroutinefunction, made))
