"""Forms of pages: what was typed, cleaned of what no keyboard types, and what is wrong beside which field."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from pydantic import AfterValidator
from starlette.responses import RedirectResponse


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with the field whose HTML id is `field`: for the summary and for beside the field."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is shown: what is in its fields, and what is wrong with them."""

    values: tuple[tuple[str, str], ...] = ()
    errors: tuple[FieldError, ...] = ()

    def value(self, field: str) -> str:
        return dict(self.values).get(field, "")

    def error(self, field: str) -> dict[str, str] | None:
        """The error of a field as GOV.UK's macros take it."""
        return next(({"text": one.text} for one in self.errors if one.field == field), None)

    @property
    def summary(self) -> list[dict[str, str]]:
        """All errors as GOV.UK's error summary takes them."""
        return [{"text": one.text, "href": f"#{one.field}"} for one in self.errors]


def filled(*errors: FieldError, **values: str) -> Filled:
    return Filled(tuple(values.items()), errors)


def clean(text: str) -> str:
    """Lines end in \\n; spaces around and signs that cannot be seen are gone (PostgreSQL refuses NUL)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or ord(sign) >= ord(" ")).strip()


Typed = Annotated[str, AfterValidator(clean)]


def see(path: str) -> RedirectResponse:
    """Go on to another page of this site, with GET."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)
