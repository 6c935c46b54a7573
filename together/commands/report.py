"""`together report`: one record, written in seven ways as page, word processor's file or PDF."""

import os
from pathlib import Path

import click

from admin_api.reports import BY_GROUP, NAMES, hard_to_read, record_of, report, written
from analysis.disclosure_control import Rule
from together.commands.say import humane
from together.opening import open_database, utc_now
from together.settings import load


@click.command("report")
@click.argument("name", type=click.Choice(NAMES))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--plan", "plan_code", help="The code of the plan. Default: the one in force.")
@click.option("--outcome", default="", help="The outcome that a spotlight is on, like CE2.")
@humane
def report_(name: str, output: Path, plan_code: str | None, outcome: str) -> None:
    """Write the report NAME. The ending of the file says how: .html, .docx or .pdf."""
    now, settings = utc_now(), load()
    with open_database(settings).read() as connection:
        rule, by_group = Rule(settings.fewest_shown), name in BY_GROUP
        record = record_of(connection, plan_code, rule, now, by_group=by_group)
        document = report(name, record, outcome)
    for fault in hard_to_read(document):
        click.echo(f"Hard to read for some: {fault}", err=True)
    output.write_bytes(written(document, output, now, os.environ))
    click.echo(f"{document.title}: {output}")
