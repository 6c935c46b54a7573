"""`together audit`: who did what, and whether anybody has altered the record of it."""

import json
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from consultations.audit_anchors import read_anchors
from consultations.audit_anchors import verify as faults_of
from consultations.storage.audit import AuditLog
from together.commands.say import humane
from together.opening import open_database
from together.settings import load

LATEST = 2**31 - 1


@click.group()
def audit() -> None:
    """The audit log: who did what."""


@audit.command("verify")
@click.option("--anchors", type=click.Path(path_type=Path), help="The folder of the anchors.")
@humane
def verify(anchors: Path | None) -> None:
    """Check the log against itself and its anchors; say what is wrong, and end with 1 if anything is."""
    known, faults = read_anchors(anchors or load().anchors)
    with closing(open_database()) as database, database.read() as connection:
        log = AuditLog(connection)
        found = [*faults, *faults_of(log.all(), known)]
        last = log.last()
    for fault in found:
        click.echo(fault)
    count = last.number if last else 0
    click.echo(f"{count} entries, {len(known)} anchors, {len(found)} faults.", err=True)
    sys.exit(bool(found))


@audit.command("list")
@click.option("--actor", default="", help="Only what this account did.")
@click.option("--action", default="", help="Only actions that begin so, like account.")
@click.option("--limit", type=click.IntRange(1, LATEST), default=100, show_default=True)
@humane
def list_(actor: str, action: str, limit: int) -> None:
    """List the newest entries, the newest first, each as a line of JSON."""
    with closing(open_database()) as database, database.read() as connection:
        for entry in AuditLog(connection).newest(limit, LATEST, actor, action):
            click.echo(json.dumps(asdict(entry) | {"at": entry.at.isoformat()}, ensure_ascii=False))
