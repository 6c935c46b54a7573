"""`together feedback`: two questions about a service or an event, and what people told us."""

from dataclasses import dataclass
from pathlib import Path

import click
import segno

from analysis.disclosure_control import Rule, protect_count
from bot.telling import feedback_form
from consultations.errors import NotFound
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.feedback import Feedback, Wish, open_feedback
from consultations.storage.plans import Plans
from together.commands.say import humane
from together.opening import open_database, utc_now
from together.settings import load


@click.group()
def feedback() -> None:
    """Two questions about a service or an event, and what people tell us of their own accord."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the command line says about the two questions that are to be opened."""

    code: str
    title: str
    outcome: str
    plan_code: str | None
    before_after: bool
    qr: Path | None


@feedback.command("open")
@click.argument("code")
@click.option("--title", required=True, help="What it is called, in words for those who are asked.")
@click.option("--outcome", required=True, help="The outcome of the plan that it is about, like CE2.")
@click.option("--plan", "plan_code", help="The code of the plan. Default: the one in force.")
@click.option("--before-after", is_flag=True, help="Open a pair: CODE-before and CODE-after.")
@click.option("--qr", type=click.Path(file_okay=False, path_type=Path), help="A folder for the QR codes.")
@humane
def open_(**options: object) -> None:
    """Ask two questions about a service or an event called CODE: how it was on five faces, and why."""
    opening = Opening(**options)  # type: ignore[arg-type] # click has made each what its option says
    settings = load()
    for code in _open(open_database(settings), opening):
        link = f"{str(settings.public_url or '').rstrip('/')}/chat/{code}"
        click.echo(f"{code} is open. Its chat: {link}")
        if opening.qr:
            click.echo(f"Its QR code: {_draw(link, opening.qr, code)}")
    if opening.qr and not settings.public_url:
        click.echo("Set TOGETHER_PUBLIC_URL and draw them again: phones cannot open these.", err=True)


def _open(database: Database, opening: Opening) -> list[str]:
    with database.write() as connection:
        plan = Plans(connection).get(opening.plan_code) if opening.plan_code else Plans(connection).current()
        if plan is None:
            raise NotFound("no_plan", "There is no plan yet.", "Import it first: together plan import FILE.")
        wish = Wish(opening.code, opening.title, plan.code, opening.outcome, opening.before_after)
        return [one.code for one in open_feedback(connection, wish, feedback_form, utc_now())]


def _draw(link: str, folder: Path, code: str) -> Path:
    """Write the QR code of `link` as SVG."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{code}.svg"
    segno.make_qr(link, error="m").save(str(file), scale=10)
    return file


@feedback.command("list")
@humane
def list_() -> None:
    """List what was opened: code, state, how many finished, title."""
    rule = Rule(load().fewest_shown)
    with open_database().read() as connection:
        consultations = Consultations(connection)
        progress = consultations.progress()
        for one in consultations.all("feedback"):
            people = progress.get(one.id)
            finished = protect_count(people.finished if people else 0, rule)
            click.echo(f"{one.code}\t{one.state}\t{finished} finished\t{one.title}")


@feedback.command("waiting")
@humane
def waiting() -> None:
    """Say how many wait for a reply to what they told us, and how many of them are overdue."""
    with open_database().read() as connection:
        feedback_ = Feedback(connection)
        click.echo(f"{len(feedback_.waiting())} waiting, {feedback_.overdue(utc_now())} overdue")
