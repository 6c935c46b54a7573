"""The governance documents say nothing of the program that is not so."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "docs" / "governance"
PATH = re.compile(r"`((?:admin_api|analysis|bot|consultations|docs|together|tests|examples)/[\w./-]*)`")
STANDARDS = (
    "Best interests of the child",
    "Data protection impact assessment",
    "Age appropriate application",
    "Transparency",
    "Detrimental use of data",
    "Policies and community standards",
    "Default settings",
    "Data minimisation",
    "Data sharing",
    "Geolocation",
    "Parental controls",
    "Profiling",
    "Nudge techniques",
    "Connected toys and devices",
    "Online tools",
)


def rows(name: str) -> list[list[str]]:
    """The cells of every row of every table, whose first cell is a number such as 7 or 6.2.1."""
    lines = (FOLDER / name).read_text().splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in cells if re.fullmatch(r"[\d.]+", row[0])]


@pytest.mark.parametrize("document", sorted(FOLDER.glob("*.md")), ids=lambda path: path.name)
def test_what_it_names_exists(document: Path) -> None:
    named = PATH.findall(document.read_text())
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_document_stands_in_the_index() -> None:
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", (FOLDER / "README.md").read_text()))
    assert linked == {path.name for path in FOLDER.glob("*.md")} - {"README.md"}


def test_every_standard_of_the_childrens_code_has_its_row() -> None:
    found = rows("childrens-code.md")
    assert [row[1] for row in found] == list(STANDARDS)
    assert all(len(row) == 6 and all(row) for row in found)
    assert all(PATH.search(row[3]) and PATH.search(row[4]) for row in found)
