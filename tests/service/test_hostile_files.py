"""A spreadsheet that is an attack is refused as damaged or too large, and nothing beside it is read."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from consultations.errors import FaultyInput
from consultations.forms.xlsform import formats, read_form
from tests.unit.forms.forms import workbook
from tests.unit.forms.xlsform.test_formats import SURVEY

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
TYPES = {
    "a file": '<!DOCTYPE x [<!ENTITY evil SYSTEM "file://{secret}">]>',
    "an address": '<!DOCTYPE x [<!ENTITY evil SYSTEM "http://127.0.0.1:9/{secret}">]>',
    "a parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file://{secret}"> %p; <!ENTITY evil "x">]>',
    "an outer type": '<!DOCTYPE x SYSTEM "file://{secret}" [<!ENTITY evil "x">]>',
    "a billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY evil "&l9;">]>',
    "nothing": "<!DOCTYPE x [<!ENTITY evil 'Well?'>]>",
}
PARTS = ("xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml")


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with one part changed."""
    out = io.BytesIO()
    assert part in zipfile.ZipFile(io.BytesIO(content)).namelist()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def declaring(doctype: str, part: bytes) -> bytes:
    """`part` with a document type, whose entity stands where the label stood."""
    head, rest = part.split(b"?>", 1) if part.startswith(b"<?xml") else (b"<?xml version='1.0'", part)
    return head + b"?>" + doctype.encode() + rest.replace(b"Well?", b"&evil;")


def refused(content: bytes) -> FaultyInput:
    with pytest.raises(FaultyInput) as refusal:
        read_form(content, "form.xlsx")
    return refusal.value


@pytest.fixture
def sound() -> bytes:
    return workbook(survey=SURVEY)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", TYPES)
def test_a_document_type_is_refused_unread(kind: str, part: str, sound: bytes, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("what nobody may read")
    doctype = TYPES[kind].replace("{secret}", str(secret))
    refusal = refused(changed(sound, part, lambda content: declaring(doctype, content)))
    assert [fault.code for fault in refusal.faults] == ["damaged_file"]
    assert "what nobody may read" not in str(refusal.faults)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_does_not_hide_in_another_encoding(encoding: str, sound: bytes) -> None:
    def encoded(part: bytes) -> bytes:
        declared = declaring(TYPES["nothing"], part).decode().replace("UTF-8", "UTF-16")
        return declared.encode(encoding)

    assert refused(changed(sound, PARTS[1], encoded)).code == "damaged_file"


def test_without_the_attack_the_same_file_is_read(sound: bytes) -> None:
    assert read_form(changed(sound, PARTS[0], lambda part: part), "form.xlsx").questionnaire is not None


def test_what_unpacks_to_more_than_a_form_is_refused_unread(sound: bytes) -> None:
    """A hundred thousand times smaller than what it unpacks to."""
    bomb = changed(sound, PARTS[1], lambda part: part + b" " * formats.MOST_UNPACKED_BYTES)
    assert len(bomb) < formats.MOST_BYTES
    assert refused(bomb).code == "file_too_large"


def test_an_archive_that_lies_about_its_size_is_damaged(sound: bytes) -> None:
    """The directory says that the sheet is small; what comes out is cut there, and its sum is wrong."""
    true = len(zipfile.ZipFile(io.BytesIO(sound)).read(PARTS[1]))
    larger = changed(sound, PARTS[1], lambda part: part + b" " * 1_000_000)
    lying = larger.replace((true + 1_000_000).to_bytes(4, "little"), true.to_bytes(4, "little"))
    assert refused(lying).code == "damaged_file"


def test_more_parts_than_a_workbook_has_are_refused(sound: bytes) -> None:
    out = io.BytesIO(sound)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(10_001):
            archive.writestr(f"xl/media/{number}", b"")
    assert refused(out.getvalue()).code == "file_too_large"
