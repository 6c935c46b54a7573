"""STUB"""

import click


@click.group()
def staff() -> None: ...
