"""What the modules of the API share: what stands in their addresses, the audit log, and refusing a field."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import Path, Request
from sqlalchemy import Connection

from admin_api.api_door import key_details
from admin_api.forms import FieldError
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from consultations.errors import Fault, FaultyInput, Place
from consultations.storage.audit import AuditLog

LARGEST = 2**31 - 1
PlanCode = Annotated[str, Path(max_length=64, description="A plan's code.", examples=["CE-2022"])]
Code = Annotated[str, Path(max_length=64, description="A consultation's code.", examples=["feeling-safe"])]
PartCode = Annotated[
    str,
    Path(
        pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$",
        description="The code of a part of the plan.",
        examples=["CE2.I1"],
    ),
]
Number = Annotated[int, Path(ge=1, le=LARGEST, description="Its number.", examples=[3])]


def note(
    connection: Connection, parts: Parts, request: Request, action: str, target: str, details: str = ""
) -> None:
    """Into the audit log: who did it, and with which key."""
    said = " ".join(filter(None, (details, key_details(request))))
    AuditLog(connection).note(me(request).name, action, target, parts.clock(), said)


def check_fields(errors: Iterable[FieldError]) -> None:
    """Raise `FaultyInput` with everything that a page would say beside its fields."""
    faults = [Fault("field.faulty", one.text, "", Place(column=one.field)) for one in errors]
    if faults:
        raise FaultyInput("request.faulty", "What was sent does not fit.", faults)
