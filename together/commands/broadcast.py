"""`together broadcast`: the same words to many people, with a preview, a progress bar, pause and cancel."""

import time
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime

import click

from admin_api.previews import how_far, in_people, preview
from analysis.disclosure_control import Rule, protect_count
from bot.broadcasts import CHANNELS, message
from consultations.audience import Audience, TookPart
from consultations.broadcast import Broadcast
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.outbox import Outbox
from together.commands.noting import note
from together.commands.say import humane
from together.opening import open_database, utc_now
from together.settings import load
from together.wiring import outreach

BY = "command line"
RULE = Rule()
LOOK_EVERY = 1.0
"""Seconds between two looks at a broadcast that is being sent."""
TOOK_PART = click.Choice(["anybody", "never", "began", "not_finished", "finished"])
PURPOSE = click.Choice(["invitation", "reminder", "news"])


@click.group()
def broadcast() -> None:
    """Messages to many people: invitations, reminders, what came of it."""


@broadcast.command()
@click.argument("name")
@click.option("--consultation", default="", help="The code of the consultation that the rest is about.")
@click.option("--took-part", type=TOOK_PART, default="anybody", help="Who, of that consultation.")
@click.option("--answered", multiple=True, metavar="QUESTION=CHOICE", help="Only who chose this.")
@click.option("--language", default="", help="Only who chose this language, a code like pl.")
@click.option("--channel", default="", help="Only who is on this channel.")
@humane
def audience(
    name: str, consultation: str, took_part: TookPart, answered: Sequence[str], language: str, channel: str
) -> None:
    """Save the audience NAME: who is meant. Whoever stopped or blocked us is never in it."""
    pairs = [one.partition("=") for one in answered]
    if not all(question and choice for question, _, choice in pairs):
        raise click.UsageError("Write --answered as QUESTION=CHOICE, for example age_band=10-14.")
    one = Audience(name, consultation, took_part, {q: c for q, _, c in pairs}, language, channel)
    with closing(open_database()) as database, database.write() as connection:
        broadcasts = Broadcasts(connection, CHANNELS)
        broadcasts.save_audience(one, utc_now())
        people = _people(broadcasts, one)
    click.echo(f"Saved “{name}”: {people} now.")


@broadcast.command()
@click.argument("audience_name", metavar="AUDIENCE")
@click.option("--purpose", type=PURPOSE, default="invitation")
@click.option("--text", "texts", multiple=True, required=True, metavar="[LANGUAGE:]WORDS")
@click.option("--start", default="", help="The code of a consultation that a button under it opens.")
@humane
def draft(audience_name: str, purpose: str, texts: Sequence[str], start: str) -> None:
    """Write a broadcast to AUDIENCE and show whom it would reach. Nothing is sent yet."""
    by_language = dict(_text(one) for one in texts)
    with closing(open_database()) as database, database.write() as connection:
        broadcasts = Broadcasts(connection, CHANNELS)
        to = broadcasts.audience(audience_name)
        made = broadcasts.draft(purpose, to, by_language, start, BY, utc_now())  # type: ignore[arg-type] # click has checked the purpose
        _preview(made, broadcasts)
    click.echo(f"Nothing is sent yet. To send it: together broadcast send {made.id}")


def _text(written: str) -> tuple[str, str]:
    """`pl:Cześć` is Polish; words without a language are English."""
    language, colon, words = written.partition(":")
    named = colon and 2 <= len(language) <= 8 and language.replace("-", "").isalpha() and language.islower()
    return (language, words.strip()) if named else ("en", written)


def _preview(made: Broadcast, broadcasts: Broadcasts) -> None:
    settings = load()
    seen = preview(made, broadcasts.count(made.audience), outreach(settings), RULE, utc_now())
    click.echo(f"Broadcast {made.id} to “{made.audience.name}”: {seen.people}")
    for cell in seen.cells:
        click.echo(f"  {cell.people} on {cell.channel}, language {cell.language}")
    rests = f", and rests from {settings.quiet_hours}" if settings.quiet_hours else ""
    click.echo(f"  It takes {seen.needed} at {settings.send_rate:g} messages a second{rests}.")
    click.echo(f"  Sent now, it would be done by {_when(seen.done_at)}.")
    for warning in seen.warnings:
        click.echo(f"warning: {warning}", err=True)
    for language in made.texts:
        click.echo(f"  {language}: {message(made.texts, made.start, language).text}")


def _people(broadcasts: Broadcasts, one: Audience) -> str:
    """How many are in it; small numbers are not told: they could show who somebody is."""
    return in_people(protect_count(sum(broadcasts.count(one).values()), RULE))


@broadcast.command()
@click.argument("number", type=int)
@click.option("--wait/--no-wait", default=True, help="Show how far it is until it has been sent.")
@humane
def send(number: int, wait: bool) -> None:
    """Send broadcast NUMBER. The running service sends it; this only shows how far it is.

    Stopping this command stops nothing: use `pause` or `cancel`.
    """
    with closing(open_database()) as database, database.write() as connection:
        Broadcasts(connection, CHANNELS).begin(number, utc_now())
        note(connection, "broadcast.send", f"broadcast:{number}")
    if wait:
        _follow(number)


@broadcast.command()
@click.argument("number", type=int)
@humane
def pause(number: int) -> None:
    """Send no more of broadcast NUMBER for now."""
    with closing(open_database()) as database, database.write() as connection:
        Broadcasts(connection, CHANNELS).pause(number, utc_now())
        note(connection, "broadcast.pause", f"broadcast:{number}")
    click.echo(f"Broadcast {number} is paused.")


@broadcast.command(name="resume")
@click.argument("number", type=int)
@click.option("--wait/--no-wait", default=True, help="Show how far it is until it has been sent.")
@humane
def resume(number: int, wait: bool) -> None:
    """Send the rest of broadcast NUMBER."""
    with closing(open_database()) as database, database.write() as connection:
        Broadcasts(connection, CHANNELS).go_on(number, utc_now())
        note(connection, "broadcast.resume", f"broadcast:{number}")
    if wait:
        _follow(number)


@broadcast.command()
@click.argument("number", type=int)
@humane
def cancel(number: int) -> None:
    """Never send the rest of broadcast NUMBER."""
    with closing(open_database()) as database, database.write() as connection:
        Broadcasts(connection, CHANNELS).cancel(number, utc_now())
        note(connection, "broadcast.cancel", f"broadcast:{number}")
    click.echo(f"Broadcast {number} is cancelled.")


@broadcast.command(name="list")
@humane
def list_() -> None:
    """Every broadcast, the newest first, and how far it is; then the audiences."""
    with closing(open_database()) as database, database.read() as connection:
        broadcasts = Broadcasts(connection, CHANNELS)
        for one in broadcasts.all():
            click.echo(
                f"{one.id}  {one.state:9}  {how_far(broadcasts.progress(one.id), RULE).words}  {one.purpose}"
            )
        for to in broadcasts.all_audiences():
            click.echo(f"audience “{to.name}”: {_people(broadcasts, to)}")


@broadcast.command()
@click.option("--resend", is_flag=True, help="Try all of them again.")
@humane
def undelivered(resend: bool) -> None:
    """Messages that were given up after many tries, and why; with --resend they are tried again."""
    with closing(open_database()) as database, database.write() as connection:
        outbox = Outbox(connection)
        letters = outbox.dead_letters()
        for one in letters:
            click.echo(f"{one.id}  {_when(one.failed_at)}  {one.channel}  {one.kind}: {one.failure}")
        click.echo(f"{len(letters)} could not be delivered.")
        if resend:
            click.echo(f"{outbox.resend([one.id for one in letters], utc_now())} are tried again.")


def _when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _follow(number: int) -> None:
    """A progress bar until the broadcast is sent, paused or cancelled."""
    with (
        closing(open_database()) as database,
        click.progressbar(length=1, label=f"Broadcast {number}") as bar,
    ):
        while True:
            with database.read() as connection:
                broadcasts = Broadcasts(connection, CHANNELS)
                state, far = broadcasts.get(number).state, how_far(broadcasts.progress(number), RULE)
            bar.length = max(far.total, 1)
            bar.update(far.done - bar.pos)
            if state != "sending":
                break
            time.sleep(LOOK_EVERY)
    click.echo(f"{state}: {far.words}")
