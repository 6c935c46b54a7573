"""Changing the themes of a consultation, for the pages and the API, as `analysis.theme_editing` does it.

Whoever changes themes says which they have read (the digest of the file). Codes that people gave go with
their theme; what a program suggested is made again in the background; a lead signs the themes anew.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from admin_api.parts import Parts
from analysis.pipeline import taxonomy_of
from analysis.taxonomy import OTHER, Taxonomy
from analysis.taxonomy_table import yaml_of
from analysis.theme_editing import Edited, started
from consultations.consultation import Consultation
from consultations.errors import FaultyInput, Refused
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.plans import Plans
from consultations.storage.theme_changes import Edit, ThemeChanges
from consultations.theme_standing import digest

Change = Callable[[Taxonomy, Sequence[str]], Edited]
"""Takes the themes and the codes of the plan's outcomes."""
CHANGED = "themes.changed"
"""What the audit log calls it."""


def change_themes(
    connection: Connection, parts: Parts, account: Account, code: str, seen: str, change: Change
) -> str:
    """Make one change to the themes whose file is `seen`, and say it in codes. Raises what `change` does,
    `NotFound` and `Refused`. Whoever calls writes it into the log.
    """
    one = Consultations(connection).get(code)
    check_seen(one, seen)
    edited = change(themes_of(one), outcomes_of(connection, one))
    edit = Edit(yaml_of(edited.themes), edited.said, edited.gone, edited.into, OTHER)
    ThemeChanges(connection).make(one, edit, account.name, parts.clock())
    return edited.said


def undo_change(connection: Connection, parts: Parts, account: Account, code: str, number: int) -> str:
    """Take back the last change, and say it in codes. Raises `NotFound` and `Refused`."""
    one = Consultations(connection).get(code)
    return f"undo {ThemeChanges(connection).undo(one, number, account.name, parts.clock())}"


def begun(connection: Connection, code: str) -> Change:
    """One theme for each outcome of the plan; refused where there are themes. Raises `NotFound`."""
    plan = Plans(connection).get(Consultations(connection).get(code).plan_code)

    def change(themes: Taxonomy, _: Sequence[str]) -> Edited:
        if themes.themes:
            raise Refused("themes_there", "This consultation has themes already.", "Change those.")
        return Edited(started(plan.code, [(each.code, each.label) for each in plan.outcomes]), "begin")

    return change


def themes_of(one: Consultation) -> Taxonomy:
    """The themes of a consultation, none where it has no file. Raises `Refused`."""
    try:
        found = taxonomy_of(one.code, one.taxonomy)
    except FaultyInput as faulty:
        raise Refused(
            "themes_faulty", "The themes of this consultation cannot be read.", str(faulty)
        ) from faulty
    return found if one.taxonomy else Taxonomy(one.plan_code, "1", ())


def check_seen(one: Consultation, seen: str) -> None:
    """Raise `Refused` where the themes are not those that were read."""
    if seen != (digest(one.taxonomy) if one.taxonomy else ""):
        raise Refused(
            "themes_changed",
            "The themes were changed while you read them.",
            "Read them again, then change them.",
        )


def outcomes_of(connection: Connection, one: Consultation) -> list[str]:
    return [each.code for each in Plans(connection).get(one.plan_code).outcomes]


def log(connection: Connection, parts: Parts, account: Account, code: str, said: str) -> None:
    AuditLog(connection).note(account.name, CHANGED, f"consultation:{code}", parts.clock(), said)
