"""What stands in the `type` column: a question with its list, the edge of a group, or metadata."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pyxform import aliases
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

Kind = Literal["question", "begin", "end", "metadata", "setting", "unknown"]

SPELLINGS: Mapping[str, str] = {
    "string": "text",
    "q string": "text",
    "add text prompt": "text",
    "int": "integer",
    "q int": "integer",
    "add integer prompt": "integer",
    "q decimal": "decimal",
    "add decimal prompt": "decimal",
    "q date": "date",
    "add date prompt": "date",
    "q note": "note",
    "add note prompt": "note",
    "trigger": "acknowledge",
    "q acknowledge": "acknowledge",
    "add acknowledge prompt": "acknowledge",
    "q calculate": "calculate",
    "add calculate prompt": "calculate",
    "photo": "image",
    "q picture": "image",
    "q image": "image",
    "add image prompt": "image",
    "add photo prompt": "image",
    "q audio": "audio",
    "add audio prompt": "audio",
    "q video": "video",
    "add video prompt": "video",
    "add file prompt": "file",
    "q geopoint": "geopoint",
    "q location": "geopoint",
    "location": "geopoint",
    "gps": "geopoint",
    "add location prompt": "geopoint",
    "q geotrace": "geotrace",
    "q geoshape": "geoshape",
    "q barcode": "barcode",
    "add barcode prompt": "barcode",
    "datetime": "dateTime",
    "date time": "dateTime",
    "q date time": "dateTime",
    "q dateTime": "dateTime",
    "add dateTime prompt": "dateTime",
    "add date time prompt": "dateTime",
}
TIMES: Mapping[str, str] = {
    "start": "start",
    "start time": "start",
    "get start time": "start",
    "end": "end",
    "end time": "end",
    "get end time": "end",
    "today": "today",
    "get today": "today",
}
ABOUT_THE_PERSON: Mapping[str, str] = {
    spelling: name
    for name, spellings in {
        "deviceid": ("deviceid", "device id", "get device id", "imei", "uri:deviceid"),
        "phonenumber": ("phonenumber", "get phone number", "uri:phonenumber"),
        "username": ("username", "uri:username"),
        "email": ("email", "uri:email"),
        "simserial": ("simserial", "sim id", "get sim id", "uri:simserial"),
        "subscriberid": ("subscriberid", "subscriber id", "get subscriber id", "uri:subscriberid"),
    }.items()
    for spelling in spellings
}
OLD_TYPES: Mapping[str, tuple[str, str]] = {
    "percentage": ("integer", "0 <= . and . <= 100"),
    "number of days in last month": ("integer", "0 <= . and . <= 31"),
    "number of days in last six months": ("integer", "0 <= . and . <= 183"),
    "number of days in last year": ("integer", "0 <= . and . <= 365"),
    "phone number": ("text", "regex(., '^\\d*$')"),
}
"""Types of the first years of ODK: what they are now, and the constraint that comes with them."""
METADATA: Mapping[str, str] = {**TIMES, **ABOUT_THE_PERSON}
SELECTS: Mapping[str, str] = {
    "select one": "select_one",
    "select all that apply": "select_multiple",
    "select one external": "select_one_external",
    "rank": "rank",
}


@dataclass(frozen=True, slots=True)
class TypeCell:
    """The meaning of one cell of the `type` column. `name` is the standard's name for the type."""

    kind: Kind
    name: str
    choices: str | None = None
    or_other: bool = False
    constraint: str = ""


def read_type(text: str) -> TypeCell:
    """What `text` means; kind "unknown" for what the XLSForm standard does not know either."""
    text = re.sub(r"\s+", " ", text.strip())
    edge = RE_BEGIN_CONTROL.search(text) or RE_END_CONTROL.search(text)
    if edge:
        kind: Kind = "begin" if text.startswith("begin") else "end"
        return TypeCell(kind, aliases.control[edge["type"]], edge.groupdict().get("list_name"))
    select = RE_SELECT.search(text)
    if select:
        return _select(select)
    if text in METADATA:
        return TypeCell("metadata", METADATA[text])
    if text in aliases.settings_header:
        return TypeCell("setting", aliases.settings_header[text])
    if text in OLD_TYPES:
        name, constraint = OLD_TYPES[text]
        return TypeCell("question", name, constraint=constraint)
    name = SPELLINGS.get(text, text)
    known = name in QUESTION_TYPE_DICT or name.split(" ")[0] in ("osm", "audit")
    without_list = name.startswith("select") or name == "rank"
    return TypeCell("question" if known and not without_list else "unknown", name)


def in_small_letters(text: str) -> str | None:
    """A type that is written with capitals as ODK would take it (`Select One Towns` as `select one Towns`).

    None where its letters are not what is wrong with it.
    """
    words = text.split()
    tried = (" ".join([*map(str.lower, words[:count]), *words[count:]]) for count in range(1, len(words) + 1))
    return next((written for written in tried if read_type(written).kind != "unknown"), None)


def _select(found: re.Match[str]) -> TypeCell:
    command = found["select_command"]
    if command in aliases.select_from_file:
        return TypeCell("question", command.replace(" ", "_"), found["list_name"])
    name = SELECTS[aliases.select[command]]
    return TypeCell("question", name, found["list_name"], found["specify_other"] is not None)
