"""`together consultation`: open, change, close, reopen, list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import Connection

from analysis.disclosure_control import Rule, protect_count
from analysis.taxonomy import read_taxonomy
from bot.choice_warnings import choice_warnings
from bot.language_warnings import language_warnings
from bot.standing import closed_with_success
from bot.timers import plan_reminders
from consultations.consultation import Consultation
from consultations.equality import Asked, choose, listed
from consultations.forms.standing import SUCCESS as SUCCESS_NAMES
from consultations.forms.xlsform import read_form
from consultations.media import gather
from consultations.storage.consultations import Consultations, Launch, Next, Progress, Revision
from consultations.storage.equality import EqualityAsked
from consultations.storage.media import MediaFiles
from consultations.storage.plans import Plans
from together.commands.durations import Hours, in_words
from together.commands.media_folder import in_folder
from together.commands.noting import note
from together.commands.poster import poster
from together.commands.say import faults, humane
from together.opening import open_database, utc_now
from together.settings import load

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
NEXT = click.option("--next", "news", help="What happens next, in words for those who took part.")
NEXT_ON = click.option("--next-on", type=DAY, help="By when they will hear of it, like 2027-03-01.")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
MEDIA = click.option(
    "--media", type=FOLDER, help="The folder of its pictures and sounds. Default: the form's own."
)

EQUALITY = click.option(
    "--equality", help="Equality questions to ask at the end, like sex,ethnic_group. Default: none."
)
SUCCESS = click.option(
    "--success/--no-success",
    default=True,
    help="End with the four standing questions of success, so that a trend can be drawn. Default: yes.",
)
EQUALITY_UNDER_13 = click.option(
    "--equality-under-13", help="Those of them to ask of children under 13 too. Default: none."
)


@click.group()
def consultation() -> None:
    """Consultations: a questionnaire put to people, about one plan."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the command line says about a consultation that is to be opened."""

    questionnaire: Path
    code: str
    plan_code: str
    title: str | None
    themes: Path | None
    media: Path | None
    remind_after: int | None
    equality: str | None
    equality_under_13: str | None
    success: bool


@consultation.command("open")
@click.argument("questionnaire", type=FILE)
@click.option("--code", required=True, help="Its name in links: letters, digits, - and _.")
@click.option("--plan", "plan_code", required=True, help="The code of the plan that it is about.")
@click.option("--title", help="What people see. Default: the questionnaire's own title.")
@click.option("--themes", type=FILE, help="The theme file that answers are sorted by.")
@MEDIA
@click.option("--remind-after", type=Hours(), help="Remind once whoever goes quiet so long, like 3d.")
@EQUALITY
@EQUALITY_UNDER_13
@SUCCESS
@humane
def open_(**options: object) -> None:
    """Open a consultation with the XLSForm QUESTIONNAIRE.

    Whoever begins keeps this very version of the questionnaire to the end. Four questions, the same in every
    consultation, close it: whether young people see change, know who decides, know who to go to, and work
    TOGETHER with adults.
    """
    opening = Opening(**options)  # type: ignore[arg-type] # click has made each what its option says
    with open_database().write() as connection:
        opened = Consultations(connection).open(_launch(connection, opening), utc_now())
        _keep_media(connection, opened, opening.questionnaire, opening.media)
        EqualityAsked(connection).choose(opened.id, _equality(opening.equality, opening.equality_under_13))
        note(connection, "consultation.opened", f"consultation:{opened.code}")
    click.echo(f"{opened.code} is open. Its chat: /chat/{opened.code}")


def _launch(connection: Connection, opening: Opening) -> Launch:
    outcomes = _outcomes(connection, opening.plan_code)
    revision = _revision(opening.questionnaire, outcomes, closing=opening.success)
    taxonomy = opening.themes.read_text(encoding="utf-8") if opening.themes else None
    if taxonomy is not None:
        read_taxonomy(taxonomy, str(opening.themes), outcomes)
    return Launch(
        code=opening.code,
        title=opening.title or revision.questionnaire.title,
        plan_code=opening.plan_code,
        questionnaire=revision.questionnaire,
        source_name=revision.source_name,
        source=revision.source,
        taxonomy=taxonomy,
        remind_after_hours=opening.remind_after,
    )


def _equality(keys: str | None, under_13: str | None) -> tuple[Asked, ...]:
    """The equality questions of two options; none where neither was given. Raises `Refused`."""
    return choose(_names(keys), _names(under_13))


def _names(text: str | None) -> list[str]:
    return [one.strip() for one in (text or "").split(",") if one.strip()]


def _keep_media(connection: Connection, opened: Consultation, form: Path, folder: Path | None) -> None:
    """Keep the pictures and sounds that the questionnaire names, from `folder` or from beside its file."""
    questionnaire = Consultations(connection).questionnaire(opened.questionnaire_id)
    pictures = gather(questionnaire, in_folder(folder or form.parent))
    MediaFiles(connection).keep(opened.questionnaire_id, pictures)


def _outcomes(connection: Connection, plan_code: str) -> list[str]:
    return [one.code for one in Plans(connection).get(plan_code).outcomes]


def _revision(file: Path, outcomes: Collection[str], *, closing: bool) -> Revision:
    content = file.read_bytes()
    form = read_form(content, file.name, outcomes, load().allowed)
    found = form.findings_with(choice_warnings(form.questionnaire))
    faults([*found, *language_warnings(form.questionnaire.languages)])
    asked = closed_with_success(form.questionnaire) if closing else form.questionnaire
    return Revision(asked, file.name, content)


@consultation.command("update")
@click.argument("code")
@click.argument("questionnaire", type=FILE)
@MEDIA
@humane
def update(code: str, questionnaire: Path, media: Path | None) -> None:
    """Ask QUESTIONNAIRE of whoever starts CODE from now on.

    Those under way finish their version. Those who have finished are asked what is new, if they come back.
    """
    with open_database().write() as connection:
        consultations = Consultations(connection)
        present = consultations.get(code)
        asked = {one.name for one in consultations.questionnaire(present.questionnaire_id).questions()}
        outcomes = _outcomes(connection, present.plan_code)
        revision = _revision(questionnaire, outcomes, closing=not asked.isdisjoint(SUCCESS_NAMES))
        updated = consultations.update(code, revision, utc_now())
        _keep_media(connection, updated, questionnaire, media)
        number = consultations.newest_version(updated.id)
        note(connection, "consultation.updated", f"consultation:{updated.code}", f"version {number}")
    click.echo(f"{updated.code} asks version {number} of its questionnaire from now on.")


@consultation.command("set")
@click.argument("code")
@click.option("--remind-after", type=Hours(), help="Remind once whoever goes quiet so long, like 3d.")
@click.option("--no-reminder", is_flag=True, help="Remind nobody.")
@EQUALITY
@EQUALITY_UNDER_13
@NEXT
@NEXT_ON
@humane
def set_(
    code: str,
    remind_after: int | None,
    no_reminder: bool,
    equality: str | None,
    equality_under_13: str | None,
    news: str | None,
    next_on: datetime | None,
) -> None:
    """Change when CODE reminds people, which equality questions it asks, and what it says happens next.

    `--equality ""` asks none any more.
    """
    if remind_after is not None and no_reminder:
        raise click.UsageError("Choose either --remind-after or --no-reminder.")
    with open_database().write() as connection:
        consultations = Consultations(connection)
        if remind_after is not None or no_reminder:
            plan_reminders(connection, consultations.remind_after(code, remind_after))
        changed = consultations.announce_next(code, _next(news, next_on))
        if equality is not None or equality_under_13 is not None:
            asked = _equality(equality, equality_under_13)
            EqualityAsked(connection).choose(changed.id, asked)
            note(connection, "consultation.equality", f"consultation:{code}", listed(asked))
    click.echo(_standing(changed))


def _next(news: str | None, on: datetime | None) -> Next:
    return Next((news or "").strip() or None, on.date() if on else None)


def _standing(one: Consultation) -> str:
    hours = one.remind_after_hours
    reminder = f"{one.code} reminds {f'after {in_words(hours)}' if hours else 'nobody'}."
    news = [f"What happens next: {one.next_news}"] if one.next_news else []
    day = [f"People will hear more by {one.next_on}."] if one.next_on else []
    return "\n".join([reminder, *news, *day])


@consultation.command("close")
@click.argument("code")
@NEXT
@NEXT_ON
@humane
def close(code: str, news: str | None, next_on: datetime | None) -> None:
    """Close the consultation CODE: nobody can answer any more. What was said stays."""
    with open_database().write() as connection:
        closed = Consultations(connection).close(code, utc_now(), _next(news, next_on))
        note(connection, "consultation.closed", f"consultation:{closed.code}")
    click.echo(f"{closed.code} is closed.")
    if not closed.next_news:
        click.echo("Say what happens next with --next: people who come back want to know.", err=True)


@consultation.command("reopen")
@click.argument("code")
@humane
def reopen(code: str) -> None:
    """Open the closed consultation CODE again: everybody goes on where they were."""
    with open_database().write() as connection:
        opened = Consultations(connection).reopen(code)
        plan_reminders(connection, opened)
        note(connection, "consultation.reopened", f"consultation:{opened.code}")
    click.echo(f"{opened.code} is open again. Its chat: /chat/{opened.code}")


@consultation.command("list")
@humane
def list_() -> None:
    """List the consultations: code, state, how many began and finished, title."""
    rule = Rule(load().fewest_shown)
    with open_database().read() as connection:
        consultations = Consultations(connection)
        progress = consultations.progress()
        for one in consultations.all():
            people = progress.get(one.id)
            numbers = how_many_did(people, rule) if people else "nobody yet"
            sample = "\tsample" if one.sample else ""
            click.echo(f"{one.code}\t{one.state}\t{numbers}\t{one.title}{sample}")


def how_many_did(people: Progress, rule: Rule) -> str:
    began, finished = (protect_count(one, rule) for one in (people.began, people.finished))
    return f"{began} began, {finished} finished"


consultation.add_command(poster)
