"""`together plan`: plans kept as plain files."""

from pathlib import Path

import click

from consultations.plan import read_plan
from consultations.storage.plans import Plans
from together.commands.say import faults, humane
from together.wiring import open_database, utc_now


@click.group()
def plan() -> None:
    """Plans: outcomes, priorities, indicators, promises."""


@plan.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@humane
def import_(path: Path) -> None:
    """Read a plan file, or every plan file in a folder, into the database.

    Importing the same file twice changes nothing. A file with a fault changes nothing either: every fault is
    listed with its line.
    """
    read = read_plan(path)
    faults(read.warnings)
    database = open_database()
    with database.write() as connection:
        plans = Plans(connection)
        for one in read.plans:
            click.echo(f"{one.code}: {plans.save(one, utc_now())}")


@plan.command("list")
@humane
def list_() -> None:
    """List the plans in the database."""
    with open_database().read() as connection:
        for one in Plans(connection).all():
            click.echo(f"{one.code}\t{one.status}\t{one.title}\t{len(one.outcomes)} outcomes")
