"""`together plan`: plans kept as plain files."""

from pathlib import Path

import click

from admin_api.hearing import Reader, one_after_another
from admin_api.plan_books import (
    is_csv_folder,
    plan_csv_files,
    plan_of_csv_folder,
    plan_of_workbook,
    plan_workbook,
)
from admin_api.views_asks import AskView
from admin_api.views_plans import StepView
from analysis.disclosure_control import Rule
from consultations.errors import Refused
from consultations.plan import Plan, PlanFile, read_plan
from consultations.plan.yaml_writing import plan_yaml
from consultations.storage.plans import Plans
from together.commands.say import faults, humane
from together.opening import open_database, utc_now
from together.settings import load


@click.group()
def plan() -> None:
    """Plans: outcomes, priorities, indicators, promises."""


@plan.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@humane
def import_(path: Path) -> None:
    """Read a plan file, a workbook (.xlsx), or every plan file in a folder, into the database.

    A folder that holds plan.csv is one plan, as `together plan export` writes it.

    Importing the same file twice changes nothing. A file with a fault changes nothing either: every fault is
    listed with its line.
    """
    read = _read(path)
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


@plan.command("export")
@click.argument("code")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Where to write it.")
@humane
def export(code: str, output: Path) -> None:
    """Write a plan to a file: .yaml, .xlsx, or a new folder of CSV files.

    `together plan import` takes each of them back as the same plan.
    """
    with open_database().read() as connection:
        one = Plans(connection).get(code)
    if output.suffix in YAML:
        output.write_text(plan_yaml(one), encoding="utf-8")
    elif output.suffix == XLSX:
        output.write_bytes(plan_workbook(one))
    else:
        _write_folder(one, output)
    click.echo(f"{one.code}: {output}")


@plan.command("compare")
@click.argument("old")
@click.argument("new")
@humane
def compare(old: str, new: str) -> None:
    """Say what plan NEW carried over from plan OLD, changed or dropped, and what is new in it.

    One line for each part: what became of it, its kind, both codes, its words, why, what changed, and the
    evidence: what came of it, and what people asked for.
    """
    settings = load()
    reader = Reader(Rule(settings.fewest_shown), utc_now(), insider=True)
    with open_database(settings).read() as connection:
        page = one_after_another(connection, old, new, reader)
    for one in page.steps:
        click.echo(_line(one))
    click.echo(", ".join(f"{number} {fate}" for fate, number in page.counts.items()), err=True)


YAML = (".yaml", ".yml")
XLSX = ".xlsx"


def _read(path: Path) -> PlanFile:
    if path.suffix == XLSX:
        return plan_of_workbook(path.read_bytes(), str(path))
    return plan_of_csv_folder(path) if is_csv_folder(path) else read_plan(path)


def _write_folder(one: Plan, folder: Path) -> None:
    if folder.suffix or (folder.exists() and not folder.is_dir()):
        message = f"A plan is not written as “{folder.name}”."
        raise Refused("bad-output", message, "End the name in .yaml or .xlsx, or give the name of a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in plan_csv_files(one).items():
        (folder / name).write_text(content, encoding="utf-8", newline="")


def _line(view: StepView) -> str:
    step = view.step
    changes = "; ".join(f"{key}: {was or 'nothing'} → {now or 'nothing'}" for key, was, now in step.changes)
    codes = (each.code if each else "" for each in (step.old, step.new))
    evidence = "; ".join(filter(None, (view.came, *map(_asked, view.asks))))
    return "\t".join((step.fate, step.kind, *codes, view.words, step.why, changes, evidence))


def _asked(view: AskView) -> str:
    """“25 people: Light on the way home (We will put up lamps.)”"""
    decided = f" ({view.decision} {view.what_happens})" if view.decision else ""
    return f"{view.who}: {view.ask.title}{decided}"
