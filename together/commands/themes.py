"""`together themes`: the themes of a consultation as a file that is edited in a spreadsheet."""

from collections.abc import Collection
from pathlib import Path

import click
from sqlalchemy import Connection

from admin_api.spreadsheets import csv_table, xlsx_table
from analysis.pipeline import NO_THEMES, taxonomy_of
from analysis.redaction import redact
from analysis.taxonomy import OTHER, Taxonomy, read_taxonomy
from analysis.taxonomy_table import Named, read_csv, read_rows, rows_of, yaml_of
from analysis.theme_editing import started
from analysis.theme_suggesting import ideas
from consultations.errors import Refused
from consultations.storage.consultations import Consultations
from consultations.storage.plans import Plans
from together.commands.noting import note
from together.commands.say import humane
from together.opening import open_database
from together.tables import open_table

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


@click.group()
def themes() -> None:
    """Themes: what a consultation's answers are sorted by."""


@themes.command("export")
@click.argument("code")
@click.argument("file", type=OUT)
@click.option("--plan", is_flag=True, help="CODE is a plan: begin a file from its outcomes.")
@humane
def export(code: str, file: Path, plan: bool) -> None:
    """Write the themes of the consultation CODE to FILE (.csv, .xlsx or .yaml), to be edited.

    A consultation without themes, or a plan, gives one theme for each outcome to begin with: its words are
    those of the outcome and want a person's eye.
    """
    with open_database().read() as connection:
        taxonomy = _started(connection, code) if plan else _themes(connection, code)
    _write(taxonomy, file)
    click.echo(f"{file}: {len(taxonomy.themes)} themes.")


@themes.command("import")
@click.argument("code")
@click.argument("file", type=FILE)
@humane
def import_(code: str, file: Path) -> None:
    """Sort the answers of the consultation CODE by the themes in FILE (.csv, .xlsx or .yaml) from now on.

    A file with a fault changes nothing: every fault is listed with its row and column. Answers are read again
    in the background; what people coded stays.
    """
    with open_database().write() as connection:
        consultations = Consultations(connection)
        found = consultations.get(code)
        outcomes = [one.code for one in Plans(connection).get(found.plan_code).outcomes]
        taxonomy = read_themes(file, found.plan_code, outcomes)
        consultations.sort_by(code, yaml_of(taxonomy))
        note(connection, "consultation.themes", f"consultation:{code}", taxonomy.digest)
    click.echo(f"{code}: {len(taxonomy.themes)} themes.")


@themes.command("suggest")
@click.argument("file", type=FILE)
@click.option("--text", required=True, help="The column with the answers.")
@humane
def suggest(file: Path, text: str) -> None:
    """Say what the answers without a theme in FILE, an output of `together analyse`, have in common.

    These are only words for a person who knows the answers to look at; no theme is made of them.
    """
    table = open_table(file)
    answers, themes_of = table.column(text), table.column("themes")
    pile = [line.cells[answers] for line in table.lines() if line.cells[themes_of] == OTHER]
    found = ideas(pile)
    for one in found:
        click.echo(f"{one.answers} answers: {', '.join(one.words)}")
        for example in one.examples:
            click.echo(f"    {redact(example).text}")
    click.echo(f"{len(pile)} answers are under “something else”; {len(found)} ideas.", err=True)


def read_themes(file: Path, plan: str = "", outcomes: Collection[str] | None = None) -> Taxonomy:
    """The themes in a .csv, .xlsx or .yaml file. Raises FaultyInput with every fault."""
    named = Named(file.name, plan, "1", outcomes)
    if file.suffix.lower() in (".yaml", ".yml"):
        return read_taxonomy(file.read_text(encoding="utf-8"), file.name, outcomes)
    if file.suffix.lower() == ".csv":
        return read_csv(file.read_bytes(), named)
    table = open_table(file)
    return read_rows([table.headings, *(line.cells for line in table.lines())], named)


def _themes(connection: Connection, code: str) -> Taxonomy:
    found = Consultations(connection).get(code)
    taxonomy = taxonomy_of(found.code, found.taxonomy)
    return taxonomy if taxonomy is not NO_THEMES else _started(connection, found.plan_code)


def _started(connection: Connection, plan_code: str) -> Taxonomy:
    outcomes = Plans(connection).get(plan_code).outcomes
    return started(plan_code, [(one.code, one.label) for one in outcomes])


def _write(taxonomy: Taxonomy, file: Path) -> None:
    kind = file.suffix.lower()
    if kind == ".csv":
        file.write_text(csv_table(rows_of(taxonomy)), encoding="utf-8", newline="")
    elif kind == ".xlsx":
        file.write_bytes(xlsx_table(rows_of(taxonomy), "Themes"))
    elif kind in (".yaml", ".yml"):
        file.write_text(yaml_of(taxonomy), encoding="utf-8")
    else:
        raise Refused("unknown-format", f"“{file.name}” is none of .csv, .xlsx, .yaml.", "Name it with one.")
