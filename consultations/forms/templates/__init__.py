"""Questionnaires to start from: short, fair, and ready but for the outcome and the officer's own words."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from consultations.errors import NotFound

FOLDER = Path(__file__).parent
TITLES: Mapping[str, str] = {
    "good-and-better": "What is good, what could be better: 5 questions",
    "one-idea": "What do you think of one idea: 4 questions",
    "help-and-time": "Did help come in time: 5 questions",
}
GAP = "{outcome}"


def filled_in(name: str, outcome: str) -> str:
    """The template as Markdown tables, with the code of the outcome that it asks about. Raises `NotFound`."""
    if name not in TITLES:
        raise NotFound("no_template", "There is no such template.", "Choose one from the list.")
    return _text(name).replace(GAP, outcome)


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")
