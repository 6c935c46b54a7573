"""`together doctor`: what this deployment lacks, and what to do about it."""

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict

import click

from consultations.errors import Fault, FaultyInput
from consultations.storage.database import Database
from together.commands.say import humane
from together.doctor import Examined, Finding, examine
from together.opening import utc_now
from together.settings import Settings, load


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One finding a line, as JSON.")
@humane
def doctor(as_json: bool) -> None:
    """Look at the settings, the keys, the database and the machine; end with 1 where something is wrong."""
    settings = load()
    found = findings(settings)
    for one in found:
        click.echo(json.dumps(asdict(one), ensure_ascii=False) if as_json else said(one))
    sys.exit(any(one.level == "error" for one in found))


def findings(settings: Settings) -> Sequence[Finding]:
    """What the checks find with these settings. Changes nothing in the database."""
    with closing(Database(settings.database, settings.key_ring())) as database:
        return examine(Examined(settings, database, utc_now()))


def said(one: Finding) -> str:
    return f"{one.level:8} {one.check}: {one.message}" + (f" {one.fix}" if one.fix else "")


def refuse_errors(settings: Settings) -> None:
    """Raise `FaultyInput` with every error in production: real people must not meet a half-safe service."""
    if not settings.in_production:
        return
    wrong = [one for one in findings(settings) if one.level == "error"]
    if wrong:
        faults = [Fault(one.check.replace(" ", "_"), f"{one.check}: {one.message}", one.fix) for one in wrong]
        raise FaultyInput("not_fit", "Together does not start in production like this.", faults)
