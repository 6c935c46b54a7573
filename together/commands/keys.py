"""`together keys`: the keys that seal what identifies people."""

from contextlib import closing

import click

from consultations.sealing import new_key, write_key
from consultations.storage.rotating import rotate as seal_anew
from together.commands.say import humane
from together.opening import open_database
from together.settings import load


@click.group()
def keys() -> None:
    """The keys that seal what identifies people."""


@keys.command("new")
def new() -> None:
    """Print a new key for TOGETHER_KEY. Keep it apart from the database: without it nothing opens."""
    click.echo(write_key(new_key()))


@keys.command("rotate")
@humane
def rotate() -> None:
    """Seal with TOGETHER_KEY what earlier keys sealed. Run it again where it broke off."""
    settings = load()
    with closing(open_database(settings)) as database:
        done = seal_anew(database, settings.key_ring())
    click.echo(f"Sealed with the present key: {done.addresses} addresses, {done.others} other texts.")
    click.echo("Keep the earlier keys while letters are in use or the file of erasures names people by them.")
