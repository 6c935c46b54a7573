"""`together import`: what was collected elsewhere, into the service."""

from pathlib import Path

import click

from consultations.participants import OUTSIDE, Outside
from consultations.storage.consultations import Consultations
from together.commands.noting import note
from together.commands.say import humane
from together.importing import Importer
from together.opening import open_database, world
from together.tables import open_table

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="import")
def import_() -> None:
    """Bring in what was collected elsewhere."""


@import_.command("responses")
@click.argument("file", type=FILE)
@click.option("--consultation", "code", required=True, help="The consultation that they answer.")
@click.option("--channel", type=click.Choice(OUTSIDE), required=True, help="How they came.")
@click.option("--who", help="The column that tells one person from another. Default: by their answers.")
@click.option("--dry-run", is_flag=True, help="Say what is wrong, and keep nothing.")
@humane
def responses(file: Path, code: str, channel: Outside, who: str | None, dry_run: bool) -> None:
    """Put the answers in FILE (.csv, .xlsx, .jsonl; one person a row) into a consultation.

    Columns are headed by the names or the words of questions. A row with a fault keeps all from being
    imported: each is listed with its column. The same rows are imported once. The board shows how people
    answered.
    """
    table = open_table(file)
    with open_database().write() as connection:
        found = Consultations(connection).get(code)
        importer = Importer(connection, found, channel, world())
        taken = importer.take(table, who)
        if dry_run:
            click.echo(f"{file.name}: {len(taken)} people, nothing wrong. Nothing is kept.")
            return
        done = importer.keep(taken)
        note(connection, "responses.imported", f"consultation:{code}", f"{channel}: {done.kept}")
    click.echo(f"{code}: {done.kept} people imported by {channel}, {done.there_already} there already.")
    for row, outcome in done.concerns:
        click.echo(f"row {row}: {outcome}. The safeguarding lead sees it among the concerns.", err=True)
