"""`together broadcast`: the same words to many people, with a preview, a progress bar, pause and cancel."""

import time
from collections.abc import Sequence
from datetime import datetime

import click

from bot.broadcasts import CHANNELS, message
from consultations.broadcast import Audience, Broadcast, Progress, TookPart, time_needed
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.outbox import Outbox
from together.commands.say import humane
from together.settings import load
from together.wiring import open_database, utc_now

BY = "command line"
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
@humane
def audience(
    name: str, consultation: str, took_part: TookPart, answered: Sequence[str], language: str
) -> None:
    """Save the audience NAME: who is meant. Whoever stopped or blocked us is never in it."""
    pairs = [one.partition("=") for one in answered]
    if not all(question and choice for question, _, choice in pairs):
        raise click.UsageError("Write --answered as QUESTION=CHOICE, for example age_band=10-14.")
    one = Audience(name, consultation, took_part, {q: c for q, _, c in pairs}, language)
    with open_database().write() as connection:
        broadcasts = Broadcasts(connection, CHANNELS)
        broadcasts.save_audience(one, utc_now())
        people = sum(broadcasts.count(one).values())
    click.echo(f"Saved “{name}”: {_people(people)} now.")


@broadcast.command()
@click.argument("audience_name", metavar="AUDIENCE")
@click.option("--purpose", type=PURPOSE, default="invitation")
@click.option("--text", "texts", multiple=True, required=True, metavar="[LANGUAGE:]WORDS")
@click.option("--start", default="", help="The code of a consultation that a button under it opens.")
@humane
def draft(audience_name: str, purpose: str, texts: Sequence[str], start: str) -> None:
    """Write a broadcast to AUDIENCE and show whom it would reach. Nothing is sent yet."""
    by_language = dict(_text(one) for one in texts)
    with open_database().write() as connection:
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
    counts = broadcasts.count(made.audience)
    click.echo(f"Broadcast {made.id} to “{made.audience.name}”:")
    for (channel, language), number in sorted(counts.items()):
        click.echo(f"  {_people(number)} on {channel}, language {language or 'not known'}")
    rate = load().send_rate
    needed = time_needed(sum(counts.values()), rate)
    click.echo(f"  about {needed} at {rate:g} messages a second, and never between 20:00 and 08:00")
    for language in made.texts:
        click.echo(f"  {language}: {message(made.texts, made.start, language).text}")


def _people(number: int) -> str:
    """Small numbers are not told: they could show who somebody is."""
    return "fewer than 5 people" if 0 < number < 5 else f"{number} people"


@broadcast.command()
@click.argument("number", type=int)
@click.option("--wait/--no-wait", default=True, help="Show how far it is until it has been sent.")
@humane
def send(number: int, wait: bool) -> None:
    """Send broadcast NUMBER. The running service sends it; this only shows how far it is.

    Stopping this command stops nothing: use `pause` or `cancel`.
    """
    with open_database().write() as connection:
        Broadcasts(connection, CHANNELS).begin(number, utc_now())
    if wait:
        _follow(number)


@broadcast.command()
@click.argument("number", type=int)
@humane
def pause(number: int) -> None:
    """Send no more of broadcast NUMBER for now."""
    with open_database().write() as connection:
        Broadcasts(connection, CHANNELS).pause(number, utc_now())
    click.echo(f"Broadcast {number} is paused.")


@broadcast.command(name="resume")
@click.argument("number", type=int)
@click.option("--wait/--no-wait", default=True, help="Show how far it is until it has been sent.")
@humane
def resume(number: int, wait: bool) -> None:
    """Send the rest of broadcast NUMBER."""
    with open_database().write() as connection:
        Broadcasts(connection, CHANNELS).go_on(number, utc_now())
    if wait:
        _follow(number)


@broadcast.command()
@click.argument("number", type=int)
@humane
def cancel(number: int) -> None:
    """Never send the rest of broadcast NUMBER."""
    with open_database().write() as connection:
        Broadcasts(connection, CHANNELS).cancel(number, utc_now())
    click.echo(f"Broadcast {number} is cancelled.")


@broadcast.command(name="list")
@humane
def list_() -> None:
    """Every broadcast, the newest first, and how far it is; then the audiences."""
    with open_database().read() as connection:
        broadcasts = Broadcasts(connection, CHANNELS)
        for one in broadcasts.all():
            click.echo(f"{one.id}  {one.state:9}  {_said(broadcasts.progress(one.id))}  {one.purpose}")
        for to in broadcasts.all_audiences():
            click.echo(f"audience “{to.name}”: {_people(sum(broadcasts.count(to).values()))}")


def _said(progress: Progress) -> str:
    return f"{progress.sent} of {progress.total} sent, {progress.failed} could not be"


@broadcast.command()
@click.option("--resend", is_flag=True, help="Try all of them again.")
@humane
def undelivered(resend: bool) -> None:
    """Messages that were given up after many tries, and why; with --resend they are tried again."""
    with open_database().write() as connection:
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
    database = open_database()
    with database.read() as connection:
        total = Broadcasts(connection, CHANNELS).progress(number).total
    with click.progressbar(length=max(total, 1), label=f"Broadcast {number}") as bar:
        while True:
            with database.read() as connection:
                broadcasts = Broadcasts(connection, CHANNELS)
                one, progress = broadcasts.get(number), broadcasts.progress(number)
            bar.update(progress.done - bar.pos)
            if one.state != "sending":
                break
            time.sleep(LOOK_EVERY)
    click.echo(f"{one.state}: {_said(progress)}.")
