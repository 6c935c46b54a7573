"""`together form`: check a questionnaire, and try it out."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from pydantic import ValidationError

from bot.choice_warnings import choice_warnings
from bot.engine import Step
from bot.language_warnings import language_warnings
from bot.messages import Channel, Message
from bot.rehearsal import LINE, NotAsked, Rehearsal
from bot.reminders import Reminding
from bot.simulation import Later, Player, Say, Stage, Start
from consultations.errors import Fault, FaultyInput
from consultations.forms.compiled import CompiledForm
from consultations.forms.xlsform import FormFile, read_form
from consultations.storage.plans import Plans
from together.commands.check import as_data
from together.commands.durations import Hours
from together.commands.say import faults, humane
from together.opening import open_database, world
from together.settings import load

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def form() -> None:
    """Questionnaires: XLSForm files (.xlsx, .xls, Markdown tables)."""


@form.command()
@click.argument("file", type=FILE)
@click.option("--plan", "plan_code", help="Check the column “outcome” against this plan in the database.")
@click.option("--json", "as_json", is_flag=True, help="Give the findings as JSON.")
@humane
def check(file: Path, plan_code: str | None, as_json: bool) -> None:
    """Check the questionnaire FILE: every fault at once, with its sheet, row and column and how to mend it.

    Ends with 1 where there is an error; warnings alone do not refuse a file.
    """
    findings = _findings(file, _outcomes(plan_code) if plan_code else None)
    errors = sum(fault.level == "error" for fault in findings)
    if as_json:
        click.echo(json.dumps([as_data(fault) for fault in findings], ensure_ascii=False, indent=2))
    else:
        for fault in findings:
            click.echo(f"{fault.level}: {fault}")
        click.echo(f"{file.name}: {errors} to mend, {len(findings) - errors} to look at.")
    raise SystemExit(1 if errors else 0)


def _outcomes(plan_code: str) -> list[str]:
    with open_database().read() as connection:
        return [one.code for one in Plans(connection).get(plan_code).outcomes]


def _findings(file: Path, outcomes: list[str] | None) -> list[Fault]:
    try:
        form = read_form(file.read_bytes(), file.name, outcomes, load().allowed)
    except FaultyInput as error:
        return list(error.faults)
    found = form.findings_with(choice_warnings(form.questionnaire))
    return [*found, *language_warnings(form.questionnaire.languages)]


@form.command()
@click.argument("file", type=FILE)
@click.option(
    "--answers", type=FILE, help='A script: {"question": name, "answer": value} or {"say": text} a line.'
)
@click.option("--language", default="", help="Begin in this language (a code such as pl), not with a choice.")
@click.option("--telegram", "on_telegram", is_flag=True, help="As on Telegram, where reminders are sent.")
@click.option("--remind-after", type=Hours(), default="2d", help="When a reminder is due. Default: 2d.")
@click.option("--at", type=click.DateTime(), help="When the chat begins, by the clock here. Default: now.")
@humane
def chat(
    file: Path,
    answers: Path | None,
    language: str,
    on_telegram: bool,
    remind_after: int,
    at: datetime | None,
) -> None:
    """Try out the questionnaire FILE: a chat in the terminal, or a script played from --answers.

    Type `/wait 3d` to let time pass. With --answers every event and message is a line of JSON. A line of the
    script that cannot be played is said on standard error, and the command ends with 1.
    """
    read: FormFile = read_form(file.read_bytes(), file.name, allowed=load().allowed)
    now = world()
    around = now.surroundings(at.replace(tzinfo=now.zone).astimezone(UTC) if at else now.clock())
    form = CompiledForm(read.questionnaire)
    if answers is not None:
        rehearsal = Rehearsal(form, around)
        raise SystemExit(1 if _play(rehearsal, answers.read_text(encoding="utf-8").splitlines()) else 0)
    faults(fault for fault in read.findings if fault.level == "warning")
    reminding = Reminding(timedelta(hours=remind_after), load().windows, around.zone)
    channel: Channel = "telegram" if on_telegram else "web"
    _talk(Player(Stage(form, read.questionnaire.title, around, reminding, language, channel)))


def _play(rehearsal: Rehearsal, lines: list[str]) -> int:
    """Play a script; give the number of lines that could not be played."""
    _print_step(rehearsal.start())
    failed = 0
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            line = LINE.validate_json(text)
        except ValidationError:
            failed += 1
            click.echo(
                f'line {number}: not understood. Write {{"question": …, "answer": …}} or {{"say": …}}.',
                err=True,
            )
            continue
        for result in rehearsal.play(line):
            if isinstance(result, NotAsked):
                failed += 1
                click.echo(
                    f"line {number}: “{result.question}” is not asked here{_instead(result)}.", err=True
                )
            else:
                _print_step(result)
    return failed


def _instead(result: NotAsked) -> str:
    return f"; “{result.asked_instead}” is" if result.asked_instead else ": the chat is over"


def _print_step(step: Step) -> None:
    for event in step.events:
        details = event.facts()
        click.echo(json.dumps({"event": details.pop("kind"), **details}, ensure_ascii=False))
    for message in step.messages:
        click.echo(json.dumps({"message": asdict(message)}, ensure_ascii=False))


def _talk(player: Player) -> None:
    """A chat in the terminal until it is finished, stopped, or the input ends. `/wait 3d` lets time pass."""
    _show(player, Start())
    for text in _typed():
        if (move := _move(text)) is None:
            continue
        _show(player, move)
        over = player.session.status == "finished" or player.session.stopped
        if over and player.stage.channel == "web":
            return


def _move(text: str) -> Say | Later | None:
    """What was typed; None, once it is said, where it makes no sense."""
    command, _, span = text.partition(" ")
    if command != "/wait":
        return Say(say=text)
    try:
        return Later(hours=Hours().convert(span or "1d", None, None))
    except click.BadParameter as problem:
        click.echo(problem.message)
        return None


def _typed() -> Iterator[str]:
    while True:
        click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            click.echo()
            return
        yield line.rstrip("\n")


def _show(player: Player, move: Say | Later | Start) -> None:
    """Play one move, and say what it led to."""
    before = len(player.scenes)
    player.play(move)
    for scene in player.scenes[before:]:
        if isinstance(move, Later):
            click.echo(f"\n  – {scene.at.astimezone(player.stage.around.zone):%A %d %B, %H:%M} –")
        for message in scene.messages:
            click.echo("\n".join(_as_text(message)))


def _as_text(message: Message) -> Iterator[str]:
    yield ""
    yield f"{message.text}  ({message.progress})" if message.progress else message.text
    if message.hint:
        yield f"  {message.hint}"
    options = [button for button in message.buttons if button.role == "answer"]
    for place, button in enumerate(options, start=1):
        yield f"  {place}. {'✓ ' if button.selected else ''}{button.label}"
    ways = [button.label for button in message.buttons if button.role != "answer"]
    if ways:
        yield f"  [{'] ['.join(ways)}]"
