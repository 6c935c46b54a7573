"""`together ask`: what people asked for, and who has been told what came of it."""

import click

from analysis.disclosure_control import Rule
from analysis.walking import answers_behind
from consultations.storage.asks import Asks
from consultations.storage.walks import read_address
from together.commands.say import humane
from together.opening import open_database
from together.settings import load


@click.group()
def ask() -> None:
    """Asks: what was said, decided, published, told."""


@ask.command("list")
@humane
def list_() -> None:
    """List every ask: its number, state, outcome, whether those who said it were told, and its title."""
    with open_database().read() as connection:
        for one in Asks(connection).all():
            click.echo(f"{one.id}\t{one.state}\t{one.outcome_code}\t{one.reach} told\t{one.title}")


@ask.command("answers")
@click.argument("number", type=int)
@humane
def answers(number: int) -> None:
    """List the ids of the answers behind ask NUMBER."""
    with open_database().read() as connection:
        asks = Asks(connection)
        asks.get(number)
        for one in asks.answers(number):
            click.echo(str(one))


@ask.command("behind")
@click.argument("address")
@humane
def behind_(address: str) -> None:
    """List the ids of the answers that a number counts, by its ADDRESS as it stands beside the number.

    CONSULTATION[/QUESTION[/PART]], ask:NUMBER[/PART] or plan:PLAN[/OUTCOME[/PART[/GROUP]]].
    """
    settings = load()
    with open_database(settings).read() as connection:
        for one in answers_behind(connection, read_address(address), Rule(settings.fewest_shown)):
            click.echo(str(one))


@ask.command("of")
@click.argument("answer_id", type=int)
@humane
def of(answer_id: int) -> None:
    """List the asks that the answer with id ANSWER_ID stands behind."""
    with open_database().read() as connection:
        for one in Asks(connection).behind_answer(answer_id):
            click.echo(f"{one.id}\t{one.state}\t{one.title}")
