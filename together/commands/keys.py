"""`together keys`: the keys that seal what identifies people."""

import click

from consultations.sealing import new_key, write_key


@click.group()
def keys() -> None:
    """The keys that seal what identifies people."""


@keys.command("new")
def new() -> None:
    """Print a new key for TOGETHER_KEY. Keep it apart from the database: without it nothing opens."""
    click.echo(write_key(new_key()))
