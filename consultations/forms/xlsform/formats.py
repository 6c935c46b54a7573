"""Which kind of file the bytes are, whatever its name says, and a clear word when they are none we read."""

import csv
import io
import zipfile
from collections.abc import Callable
from typing import NoReturn

from consultations.errors import Fault, FaultyInput
from consultations.forms.xlsform.commas import read_commas, separator_of
from consultations.forms.xlsform.excel import read_xls, read_xlsx
from consultations.forms.xlsform.markdown import looks_like_tables, read_markdown
from consultations.forms.xlsform.workbook import Workbook

MOST_BYTES = 10_000_000
MOST_UNPACKED_BYTES = 100_000_000
"""An .xlsx file is a zip archive; one that unpacks to more than this is an attack or not a form."""

DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "Open it in Excel or LibreOffice and save it as “Excel Workbook (.xlsx)”."


def read_workbook(content: bytes | str) -> Workbook:
    """The sheets of an .xlsx or .xls file, of Markdown tables or of CSV, decided by what `content` is.

    Raises FaultyInput with one fault for anything else: empty, damaged, locked, too large, another format.
    """
    if len(content) > MOST_BYTES:
        refuse("file_too_large", "The file is larger than 10 MB.", "Take the pictures out of it.")
    if isinstance(content, str):
        return _read_text(content)
    if content.startswith(ZIP):
        return _read_zip(content)
    if content.startswith(OLE):
        return _read_ole(content)
    return _read_text(_decoded(content))


def refuse(code: str, message: str, fix: str) -> NoReturn:
    """Raise FaultyInput for a file that cannot be read at all."""
    raise FaultyInput(code, message, [Fault(code, message, fix)])


def _read_zip(content: bytes) -> Workbook:
    names = _zip_names(content)
    if any(name.startswith("xl/") for name in names):
        return _guarded(_read_sound_xlsx, content)
    kind = "an OpenDocument file" if "mimetype" in names else "a zip archive of something else"
    refuse("not_a_spreadsheet", f"This is {kind}, not an Excel file.", SAVE_AS)


def _read_sound_xlsx(content: bytes) -> Workbook:
    if _declares_types(content):
        refuse_damaged()
    return read_xlsx(content)


def _zip_names(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        refuse_damaged()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES or len(entries) > 10_000:
        refuse(
            "file_too_large",
            "The file unpacks to more than 100 MB.",
            "Copy the survey, choices and settings sheets into a new workbook.",
        )
    return [entry.filename for entry in entries]


def _declares_types(content: bytes) -> bool:
    """Whether a part of the workbook has a document type declaration.

    It is where XML names other files and multiplies itself. No workbook has one: the format forbids them
    (ECMA-376, part 2). What reads the parts may or may not mind; so nothing reads them.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = (archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels")))
        return any(mark in part for part in parts for mark in DOCTYPES)


def _read_ole(content: bytes) -> Workbook:
    if "EncryptedPackage".encode("utf-16-le") in content:
        refuse_locked()
    return _guarded(read_xls, content)


def _guarded(read: Callable[[bytes], Workbook], content: bytes) -> Workbook:
    try:
        return read(content)
    except Exception as problem:  # noqa: BLE001 - the readers raise nearly anything for a damaged file
        if "encrypted" in str(problem).casefold():
            refuse_locked()
        refuse_damaged()


def refuse_damaged() -> NoReturn:
    """Raise FaultyInput for a spreadsheet that is broken or cut short."""
    refuse("damaged_file", "The file is damaged and cannot be opened as a spreadsheet.", SAVE_AS)


def refuse_locked() -> NoReturn:
    """Raise FaultyInput for a spreadsheet behind a password."""
    refuse(
        "locked_file",
        "The file is locked with a password.",
        "Open it in Excel, take the password off (File, Info, Protect Workbook), and save it again.",
    )


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse("not_a_spreadsheet", "The file is neither a spreadsheet nor text in UTF-8.", SAVE_AS)


def _read_text(text: str) -> Workbook:
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        refuse("empty_file", "The file is empty.", "Choose the file that holds your questionnaire.")
    if start.startswith("<"):
        refuse(
            "not_a_spreadsheet",
            "This is a web page or XML text under a spreadsheet's name.",
            SAVE_AS,
        )
    if separator := separator_of(text):
        return _separated(text, separator)
    if looks_like_tables(text):
        return read_markdown(text)
    refuse(
        "not_a_spreadsheet",
        "This is plain text (perhaps CSV of one sheet), which does not say what its sheets are.",
        "Put the survey, choices and settings sheets into one Excel workbook and save it as .xlsx.",
    )


def _separated(text: str, separator: str) -> Workbook:
    try:
        return read_commas(text, separator)
    except csv.Error:
        refuse_damaged()
