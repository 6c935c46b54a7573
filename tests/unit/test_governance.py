"""The governance documents say nothing of the program that is not so."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "docs" / "governance"
PATH = re.compile(r"`((?:admin_api|analysis|bot|consultations|docs|together|tests|examples)/[\w./-]*)`")
CHAPTER = re.compile(r"^\| V(\d+) [^|]*\| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
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


def text(name: str) -> str:
    return (FOLDER / name).read_text()


def rows(name: str) -> list[list[str]]:
    """The cells of every row of every table, whose first cell is a number such as 7 or 6.2.1."""
    lines = text(name).splitlines()
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


def test_every_requirement_of_level_2_has_one_state_and_the_counts_are_right() -> None:
    found = rows("asvs.md")
    states = Counter(row[3].strip("*") for row in found)
    assert len({row[0] for row in found}) == len(found) == 253
    assert Counter(row[1] for row in found) == {"1": 70, "2": 183}
    assert set(states) == {"met", "n/a", "open"}
    said = re.search(
        r"\*\*(\d+) are met\*\*, \*\*(\d+) are not applicable\*\* and \*\*(\d+) are open", text("asvs.md")
    )
    assert said is not None
    assert [int(number) for number in said.groups()] == [states["met"], states["n/a"], states["open"]]


def test_every_requirement_that_is_met_says_where_and_every_other_why() -> None:
    found = rows("asvs.md")
    assert [row[0] for row in found if not row[4]] == []
    python = {"1.4.3"}
    assert [row[0] for row in found if row[3] == "met" and "`" not in row[4] and row[0] not in python] == []


def test_the_counts_of_each_chapter_are_right() -> None:
    chapters = CHAPTER.findall(text("asvs.md"))
    assert [int(chapter) for chapter, *_ in chapters] == list(range(1, 18))
    for chapter, *said in chapters:
        states = Counter(row[3].strip("*") for row in rows("asvs.md") if row[0].split(".")[0] == chapter)
        assert [int(number) for number in said] == [states["met"], states["n/a"], states["open"]], chapter
