"""`together consultation`: open, close, list."""

from pathlib import Path

import click

from analysis.taxonomy import read_taxonomy
from consultations.forms.xlsform import read_form
from consultations.media import gather
from consultations.storage.consultations import Consultations, Launch
from consultations.storage.media import MediaFiles
from consultations.storage.plans import Plans
from together.commands.media_folder import in_folder
from together.commands.say import faults, humane
from together.wiring import open_database, utc_now

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def consultation() -> None:
    """Consultations: a questionnaire put to people, about one plan."""


@consultation.command("open")
@click.argument("questionnaire", type=FILE)
@click.option("--code", required=True, help="Its name in links: letters, digits, - and _.")
@click.option("--plan", "plan_code", required=True, help="The code of the plan that it is about.")
@click.option("--title", help="What people see. Default: the questionnaire's own title.")
@click.option("--themes", type=FILE, help="The theme file that answers are sorted by.")
@click.option("--media", type=FOLDER, help="The folder of its pictures and sounds. Default: the form's own.")
@humane
def open_(
    questionnaire: Path,
    code: str,
    plan_code: str,
    title: str | None,
    themes: Path | None,
    media: Path | None,
) -> None:
    """Open a consultation with the XLSForm QUESTIONNAIRE.

    It keeps this very version of the questionnaire to its end.
    """
    database = open_database()
    with database.write() as connection:
        outcomes = [one.code for one in Plans(connection).get(plan_code).outcomes]
        content = questionnaire.read_bytes()
        form = read_form(content, questionnaire.name, outcomes=outcomes)
        faults(form.findings)
        pictures = gather(form.questionnaire, in_folder(media or questionnaire.parent))
        taxonomy = themes.read_text(encoding="utf-8") if themes else None
        if taxonomy is not None:
            read_taxonomy(taxonomy, str(themes), outcomes)
        launch = Launch(
            code=code,
            title=title or form.questionnaire.title,
            plan_code=plan_code,
            questionnaire=form.questionnaire,
            source_name=questionnaire.name,
            source=content,
            taxonomy=taxonomy,
        )
        opened = Consultations(connection).open(launch, utc_now())
        MediaFiles(connection).keep(opened.questionnaire_id, pictures)
    click.echo(f"{opened.code} is open. Its chat: /chat/{opened.code}")


@consultation.command("close")
@click.argument("code")
@humane
def close(code: str) -> None:
    """Close the consultation CODE: nobody can answer any more. What was said stays."""
    with open_database().write() as connection:
        closed = Consultations(connection).close(code, utc_now())
    click.echo(f"{closed.code} is closed.")


@consultation.command("list")
@humane
def list_() -> None:
    """List the consultations: code, state, how many began and finished, title."""
    with open_database().read() as connection:
        consultations = Consultations(connection)
        progress = consultations.progress()
        for one in consultations.all():
            people = progress.get(one.id)
            numbers = f"{people.began} began, {people.finished} finished" if people else "nobody yet"
            sample = "\tsample" if one.sample else ""
            click.echo(f"{one.code}\t{one.state}\t{numbers}\t{one.title}{sample}")
