"""Lists in a form, a row of fields each: rows come and go by buttons, so that no script is needed.

A field of the third row of the list “areas” is called `areas-2-name`. The buttons are called `do`; their
values are `add areas` and `remove areas 2`. What one leaves is shown again; nothing is kept before “Save”.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from admin_api.forms import clean
from admin_api.launch_fields import Posted

Row = Mapping[str, str]
MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class RowList:
    """A list by its name, and the fields of each of its rows."""

    name: str
    fields: tuple[str, ...] = ("name",)

    def rows(self, posted: Posted) -> list[Row]:
        """What was typed, row by row. Rows in which nothing was typed are there, empty."""
        pattern = re.compile(rf"{self.name}-(\d{{1,3}})-({'|'.join(self.fields)})")
        found: dict[int, dict[str, str]] = {}
        for key, typed in posted.items():
            if matched := pattern.fullmatch(key):
                row = found.setdefault(int(matched[1]), dict.fromkeys(self.fields, ""))
                row[matched[2]] = clean(next(iter(typed), ""))
        return [*(found[number] for number in sorted(found)[:MOST_ROWS])]

    def filled(self, posted: Posted) -> list[Row]:
        """The rows in which something was typed."""
        return [row for row in self.rows(posted) if any(row.values())]

    def after(self, posted: Posted, press: str) -> list[Row]:
        """The rows once a button was pressed; a button of another list changes nothing."""
        rows, (do, name, place) = self.rows(posted), (*press.split(), "", "", "")[:3]
        if name != self.name:
            return rows
        if do == "add":
            return [*rows, self.blank][:MOST_ROWS]
        return [row for number, row in enumerate(rows) if do != "remove" or str(number) != place]

    @property
    def blank(self) -> Row:
        return dict.fromkeys(self.fields, "")

    def field(self, number: int, field: str) -> str:
        """The name and the id of a field, by its row from 0."""
        return f"{self.name}-{number}-{field}"

    def values(self, rows: Sequence[Row]) -> dict[str, str]:
        """What stands in the fields of these rows."""
        return {
            self.field(number, field): row[field] for number, row in enumerate(rows) for field in self.fields
        }


def pressed(posted: Posted) -> str:
    """Which button of a list was pressed; "" for “Save”."""
    return clean(next(iter(posted.get("do", ())), ""))
