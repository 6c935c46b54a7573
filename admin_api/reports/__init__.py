"""Reports: one record, written in seven ways.

docs/reports.md says what each is for. Each is a `document.Document`, which `html`, `word` and `printed`
write as a file.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import PurePath

from admin_api.reports.annual import annual
from admin_api.reports.document import Document
from admin_api.reports.highlight import highlight
from admin_api.reports.html import as_html
from admin_api.reports.needs_evidence import needs_evidence
from admin_api.reports.newsletter import hard_to_read, newsletter
from admin_api.reports.one_page import one_page
from admin_api.reports.printed import as_pdf
from admin_api.reports.record import Record, record_of
from admin_api.reports.spotlight import spotlight
from admin_api.reports.village import village_of_100
from admin_api.reports.word import as_word
from admin_api.translation.speaking import translate
from consultations.errors import Refused

__all__ = ["BY_GROUP", "NAMES", "WHOLE", "Record", "hard_to_read", "record_of", "report", "written"]

WHOLE: Mapping[str, Callable[[Record], Document]] = {
    "newsletter": newsletter,
    "village": village_of_100,
    "highlight": highlight,
    "annual": annual,
    "one-page": one_page,
    "needs-evidence": needs_evidence,
}
"""Reports about a whole plan."""
NAMES = (*WHOLE, "spotlight")
BY_GROUP = ("needs-evidence",)
"""Reports that want a record with what groups need."""
SUFFIXES = (".html", ".docx", ".pdf")


def report(name: str, record: Record, outcome: str = "") -> Document:
    """The report called `name`; a spotlight is on one outcome. Raises `Refused`, `NotFound`."""
    if name == "spotlight":
        if not outcome:
            codes = ", ".join(one.code for one in record.plan.outcomes)
            raise Refused(
                "no_outcome",
                "A spotlight is on one outcome.",
                translate("Name it: --outcome, one of {codes}.", codes=codes),
            )
        return spotlight(record, record.outcome(outcome))
    if name not in WHOLE:
        raise Refused(
            "no_report",
            translate("There is no report “{name}”.", name=name),
            translate("Choose one of {names}.", names=", ".join(NAMES)),
        )
    return WHOLE[name](record)


def written(document: Document, file: PurePath, now: datetime, environment: Mapping[str, str]) -> bytes:
    """The document as the kind of file that the ending of `file` names. Raises `Refused`."""
    match file.suffix.lower():
        case ".html":
            return as_html(document)
        case ".docx":
            return as_word(document, now)
        case ".pdf":
            return as_pdf(document, environment)
    raise Refused(
        "bad_suffix",
        translate("A report cannot be written as “{name}”.", name=file.name),
        translate("End it in {endings}.", endings=", ".join(SUFFIXES)),
    )
