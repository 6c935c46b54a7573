"""`together retention` and `together erasures`: what is kept no longer, and who stays erased."""

from contextlib import closing

import click

from together import retention as rules
from together.commands.noting import ACTOR
from together.commands.say import humane
from together.opening import file_store, new_id, open_database, utc_now
from together.settings import load


@click.group()
def retention() -> None:
    """What is kept, and for how long."""


@retention.command("run")
@click.option("--dry-run", is_flag=True, help="Only say how much would go.")
@humane
def run(dry_run: bool) -> None:
    """Delete what is kept no longer: words, addresses, conversations and messages, each after its period."""
    settings = load()
    with closing(open_database(settings)) as database:
        done = rules.run(database, settings, utc_now(), ACTOR, new_id, dry_run=dry_run)
    click.echo(f"{'Would go' if dry_run else 'Gone'}: {done}.")


@click.group()
def erasures() -> None:
    """Who was erased, and must stay so."""


@erasures.command("replay")
@humane
def replay() -> None:
    """Erase again whoever a restore from a backup has brought back."""
    settings = load()
    with closing(open_database(settings)) as database:
        done = rules.replay_erasures(database, settings, file_store(settings), utc_now(), ACTOR)
    click.echo(f"Erased again: {done.people} people, {done.withdrawals} withdrawals.")
