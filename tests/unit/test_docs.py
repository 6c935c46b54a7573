"""The documents keep up with the program."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from together.__main__ import cli
from together.settings import Settings

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WRITTEN = re.compile(r"`(?:python3 dev\.py run )?(together(?: [a-z]+(?:-[a-z]+)*)+)")
LINK = re.compile(r"\]\((?!https?:)([\w./-]+)")


def commands(group: click.Group, name: str) -> Iterator[str]:
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}"


def test_every_command_has_its_heading() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "docs" / "commands.md").read_text(), re.MULTILINE)
    assert sorted(headings) == sorted(commands(cli, "together"))


def test_every_setting_is_described() -> None:
    text = "".join(path.read_text() for path in (ROOT / "docs").glob("*.md"))
    assert [name for name in Settings.model_fields if f"TOGETHER_{name.upper()}" not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_written_exists(document: Path) -> None:
    known = [command.split() for command in commands(cli, "together")]
    for written in WRITTEN.findall(document.read_text()):
        words = written.split()
        assert any(words[: len(one)] == one[: len(words)] for one in known), written


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_picture_is_small_and_in_the_gallery() -> None:
    pictures = sorted((ROOT / "docs" / "screenshots").glob("*.png"))
    sizes = {one.name: one.stat().st_size for one in pictures}
    assert {name: size for name, size in sizes.items() if size > 60_000} == {}
    assert sum(sizes.values()) < 4_000_000
    shown = re.findall(r"screenshots/([\w-]+\.png)", (ROOT / "docs" / "gallery.md").read_text())
    assert sorted(shown) == sorted(sizes)
