"""`together letters`: the codes in letters to parents, where children under 13 take part by such a letter."""

from contextlib import closing
from pathlib import Path

import click

from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.participants import MOST, Letters
from together.commands.say import humane
from together.opening import open_database, utc_now
from together.settings import load


@click.group()
def letters() -> None:
    """Letters to parents: a code for each child, and the codes of those who opted out."""


@letters.command("make")
@click.argument("code")
@click.option("--count", type=click.IntRange(1, MOST), required=True, help="How many letters.")
@humane
def make(code: str, count: int) -> None:
    """Print a code for each letter of the consultation CODE, a line each. They are shown this once."""
    settings = load()
    with closing(open_database(settings)) as database, database.write() as connection:
        consultation = Consultations(connection).get(code)
        made = Letters(connection, settings.key_ring()).make(consultation.id, count, utc_now())
        AuditLog(connection).note(
            "command", "letters.made", f"consultation:{code}", utc_now(), f"{len(made)}"
        )
    for one in made:
        click.echo(one)


@letters.command("opt-out")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@humane
def opt_out(file: Path) -> None:
    """Let nobody in with the codes in FILE, one a line: their parents do not want it."""
    settings = load()
    codes = file.read_text(encoding="utf-8", errors="replace").splitlines()  # what is no code is named
    with closing(open_database(settings)) as database, database.write() as connection:
        count = Letters(connection, settings.key_ring()).opt_out(codes, utc_now())
        AuditLog(connection).note("command", "letters.opted_out", f"letters:{count}", utc_now())
    click.echo(f"{count} codes let nobody in any more.")
