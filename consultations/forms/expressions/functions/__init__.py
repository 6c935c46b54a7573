"""The functions that an expression may call, by family, and those that it may not, with the reason."""

from typing import Final

from consultations.forms.expressions.functions import (
    choices,
    days,
    logic,
    node_sets,
    numbers,
    places,
    texts,
)
from consultations.forms.expressions.functions.signature import Arguments, Function

_FAMILIES: Final = (texts, logic, numbers, node_sets, days, choices, places)

FUNCTIONS: Final[dict[str, Function]] = {
    function.name: function for family in _FAMILIES for function in family.FUNCTIONS
}

_OUTSIDE: Final = (
    "it reads a file beside the form",
    "Put the list on the sheet “choices” and use instance('list').",
)
_SHAPES: Final = ("nobody draws a shape in a chat", "Ask for the area in a select_one question.")
_CODES: Final = ("answers are not encoded", "Take it out.")

REFUSED: Final[dict[str, tuple[str, str]]] = {
    "pulldata": _OUTSIDE,
    "pull-data": _OUTSIDE,
    "search": _OUTSIDE,
    "lookup": _OUTSIDE,
    "geofence": _SHAPES,
    "intersects": _SHAPES,
    "base64-decode": _CODES,
    "base64-encode": _CODES,
    "extract-signed": _CODES,
    "property": ("nothing is read from a person's device", "Take it out."),
    "version": ("a form does not know its own version", "Take it out."),
}
"""Names of ODK functions that are deliberately not supported: the reason and what to do."""

__all__ = ["FUNCTIONS", "REFUSED", "Arguments", "Function"]
