"""Make the .xlsx of each example questionnaire from its Markdown: `python examples/make_xlsx.py`.

The same Markdown gives the same bytes whenever it is run, so a changed file means a changed form.
"""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pyxform.xls2json_backends import md_table_to_workbook

QUESTIONNAIRES = Path(__file__).parent / "questionnaires"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip archive can hold
DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
NO_DATE = datetime(*EARLIEST, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()


def workbook_of(markdown: str) -> bytes:
    """An .xlsx with one sheet for each table of the Markdown."""
    made = BytesIO()
    md_table_to_workbook(markdown).save(made)
    return without_dates(made.getvalue())


def without_dates(xlsx: bytes) -> bytes:
    """openpyxl notes the time in the archive and in the properties: take it out of both."""
    clean = BytesIO()
    with ZipFile(BytesIO(xlsx)) as dated, ZipFile(clean, "w", ZIP_DEFLATED) as archive:
        for part in dated.infolist():
            content = DATES.sub(rb"\g<1>" + NO_DATE + rb"\g<2>", dated.read(part))
            archive.writestr(ZipInfo(part.filename, EARLIEST), content, ZIP_DEFLATED)
    return clean.getvalue()


def main() -> None:
    for source in sorted(QUESTIONNAIRES.glob("*.md")):
        source.with_suffix(".xlsx").write_bytes(workbook_of(source.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
