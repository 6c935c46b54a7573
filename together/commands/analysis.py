"""`together analysis`: reading answers again with another version, and switching to it."""

from collections import Counter
from contextlib import closing

import click

from analysis import rereading
from analysis.redaction import redact
from consultations.storage.reading_versions import Change
from together.commands.say import humane
from together.opening import open_database, utc_now
from together.settings import load

SHOWN = 10


@click.group()
def analysis() -> None:
    """How answers are read."""


@analysis.command("rerun")
@click.option("--switch", "change", flag_value="switch", help="Let what was read beside count from now on.")
@click.option(
    "--back", "change", flag_value="back", help="Let what counted before the last switch count again."
)
@humane
def rerun(change: str | None) -> None:
    """Read all answers again, beside the readings that count, and show what would change."""
    with closing(open_database(load())) as database:
        if change == "back":
            click.echo(f"Went back: {rereading.go_back(database, utc_now)} readings changed places.")
            return
        click.echo(f"Read beside: {rereading.reread(database, utc_now)} answers.", err=True)
        found = rereading.compared(database, SHOWN)
        if found is None:
            click.echo("This version has read everything already: nothing would change.")
            return
        _show(found)
        if change == "switch":
            done = rereading.switch(database, utc_now)
            click.echo(f"Switched: {done} readings changed places. Go back with `--back`.")
        else:
            click.echo("Nothing is changed yet. Switch with `together analysis rerun --switch`.")


def _show(found: rereading.Comparison) -> None:
    click.echo(f"On:     {found.on}\nBeside: {found.beside}\n")
    _table("Label", found.labels)
    _table("Kind", found.kinds)
    click.echo(f"{found.changed} of {found.labels.total()} answers would get another label.")
    for text, before, after in found.examples:
        click.echo(f"  {before} → {after}: {redact(text).text}")


def _table(name: str, changes: Counter[Change]) -> None:
    """Before down, after across."""
    names = sorted({one for change in changes for one in change})
    titles = [one or "not read" for one in names]
    width = max(map(len, [name, *titles]))
    click.echo("  ".join([name.ljust(width), *(one.rjust(width) for one in titles)]))
    for before, title in zip(names, titles, strict=True):
        counts = [str(changes[before, after]).rjust(width) for after in names]
        click.echo("  ".join([title.ljust(width), *counts]))
    click.echo()
