"""A report as PDF, by the machine's own Chromium or Chrome: it prints the page that `html` makes.

`CHROME` names another browser than the first on PATH. Nothing is downloaded. A browser needs hundreds of
megabytes, so that few may print at once.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore

from admin_api.reports.document import Document
from admin_api.reports.html import as_html
from consultations.errors import Refused

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 120
"""Seconds."""
PRINTING = BoundedSemaphore(2)


def as_pdf(document: Document, environment: Mapping[str, str]) -> bytes:
    """The PDF, tagged for screen readers. Raises `Refused` where no browser is found, it fails, or too many
    print.
    """
    browser = find_browser(environment)
    if not PRINTING.acquire(blocking=False):
        raise Refused("pdf_busy", "Other reports are being printed just now.", "Try again in a minute.")
    try:
        return _printed(document, browser)
    finally:
        PRINTING.release()


def _printed(document: Document, browser: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_bytes(as_html(document))
        _run(browser, folder, page, printed)
        if not printed.exists():
            raise Refused("pdf_failed", "The browser printed nothing.", "Write the report as .html instead.")
        return printed.read_bytes()


def find_browser(environment: Mapping[str, str]) -> str:
    named = environment.get("CHROME")
    found = [named] if named else [shutil.which(one, path=environment.get("PATH")) for one in BROWSERS]
    browser = next((one for one in found if one and Path(one).exists()), None)
    if browser is None:
        raise Refused(
            "no_pdf",
            "There is no browser that could print a PDF.",
            "Install Chromium (Debian: apt install chromium), name one in CHROME, or write .html or .docx.",
        )
    return browser


def _run(browser: str, folder: str, page: Path, printed: Path) -> None:
    command = [
        browser,
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        f"--user-data-dir={folder}/profile",
        "--no-pdf-header-footer",
        "--export-tagged-pdf",
        f"--print-to-pdf={printed}",
        page.as_uri(),
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # the browser's own sandbox does not work for root
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603 - our own words
    except (OSError, subprocess.SubprocessError) as error:
        raise Refused(
            "pdf_failed", "The browser could not print the report.", "Write it as .html or .docx instead."
        ) from error
