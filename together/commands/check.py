"""`together check`: the TOGETHER check of a questionnaire."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from consultations.errors import Fault, FaultyInput
from consultations.forms.together_check import Report, check_together
from consultations.forms.xlsform import FormFile, read_form
from consultations.plan import Plan
from consultations.storage.plans import Plans
from together.commands.say import humane
from together.opening import open_database
from together.settings import load

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--plan", "plan_code", help="The plan in the database whose outcomes and jargon buster count.")
@click.option(
    "--json", "as_json", is_flag=True, help="Give the length, the reading age and the findings as JSON."
)
@humane
def check(file: Path, plan_code: str | None, as_json: bool) -> None:
    """Check whether the questionnaire FILE keeps what was promised to children: words, length, fairness.

    Ends with 1 where something must be mended before a launch; warnings are for you to weigh.
    """
    plan = _plan(plan_code) if plan_code else None
    try:
        form = read_form(file.read_bytes(), file.name, _outcomes(plan), load().allowed)
    except FaultyInput as error:
        _say(error.faults, as_json=as_json)
        raise SystemExit(1) from None
    report = check_together(form.questionnaire, plan.terms if plan else ())
    _say(form.placed(report.findings), form, report, as_json=as_json)
    raise SystemExit(1 if report.blocks else 0)


def _plan(code: str) -> Plan:
    with open_database().read() as connection:
        return Plans(connection).get(code)


def _outcomes(plan: Plan | None) -> list[str] | None:
    return [one.code for one in plan.outcomes] if plan else None


def _say(
    findings: Sequence[Fault],
    form: FormFile | None = None,
    report: Report | None = None,
    *,
    as_json: bool,
) -> None:
    if as_json:
        click.echo(json.dumps(_as_data(findings, report), ensure_ascii=False, indent=2))
        return
    for fault in findings:
        click.echo(f"{fault.level}: {fault}")
    errors = sum(fault.level == "error" for fault in findings)
    click.echo(f"{errors} to mend before a launch, {len(findings) - errors} to weigh.")
    if form and report:
        age = f", reading age {report.reading_age}" if report.reading_age else ""
        click.echo(f"{form.questionnaire.title}: {report.length}{age}.")


def _as_data(findings: Sequence[Fault], report: Report | None) -> dict[str, object]:
    about = {**asdict(report.length), "reading_age": report.reading_age} if report else {}
    return {**about, "findings": [as_data(fault) for fault in findings]}


def as_data(fault: Fault) -> dict[str, object]:
    """A finding as JSON gives it: its level, code, words, and where it stands."""
    place = {key: value for key, value in asdict(fault.place).items() if value is not None}
    return {"level": fault.level, "code": fault.code, "message": fault.message, "fix": fault.fix, **place}
