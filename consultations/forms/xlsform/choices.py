"""The choices sheet: lists of choices, in the order they stand in."""

from collections.abc import Mapping

from consultations.forms.findings import Findings
from consultations.forms.languages import Languages
from consultations.forms.questionnaire import Choice
from consultations.forms.xlsform.rows import media_of
from consultations.forms.xlsform.table import Record, Table


def read_choices(table: Table, languages: Languages, findings: Findings) -> Mapping[str, tuple[Choice, ...]]:
    """Every list by its name. Rows without a list or a name are said and left out."""
    lists: dict[str, list[Choice]] = {}
    for record in table.records(languages):
        name = record.get("list_name")
        if not name:
            _say_no_list(table, record, findings)
        elif not record.get("name"):
            lists.setdefault(name, [])
            findings.error(
                "choice_without_name",
                f"A choice of the list “{name}” has no name.",
                "Give it a short name without spaces: it is what is stored when someone picks it.",
                record.row,
                table.heading("name"),
            )
        else:
            choice = Choice(
                record.get("name"), record.text("label"), record.own, media_of(record), row=record.row
            )
            lists.setdefault(name, []).append(choice)
    return {name: tuple(choices) for name, choices in lists.items()}


def _say_no_list(table: Table, record: Record, findings: Findings) -> None:
    if record.get("name") or record.text("label"):
        findings.warning(
            "choice_without_list",
            "This choice belongs to no list and is not offered.",
            "Write the list's name in the column “list_name”, as in the question's type.",
            record.row,
            table.heading("list_name"),
        )
