"""A group of commands, each of which is loaded when somebody calls it: together they take seconds."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """`modules`: for each command the module that has it."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._modules:
            return None
        found = vars(import_module(self._modules[cmd_name])).values()
        return next(one for one in found if isinstance(one, click.Command) and one.name == cmd_name)
