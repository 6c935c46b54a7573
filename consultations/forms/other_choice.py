"""The choice “something else” of a list, and the open question that asks what it is.

`or_other` adds both (see `xlsform.or_other`); an author who writes them out is understood as well: a choice
that is called or worded so, and a `text` question that is asked only of those who chose it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consultations.forms.question_types.something_else import means_other
from consultations.forms.questionnaire import Choice, Question

CHOSEN = re.compile(
    r"""\s*(?:selected\(\s*\$\{\s*(\S+?)\s*\}\s*,\s*(["'])(.+?)\2\s*\)"""
    r"""|\$\{\s*(\S+?)\s*\}\s*=\s*(["'])(.+?)\5)\s*"""
)
"""A condition that holds for those who chose one choice, and for nobody else."""


@dataclass(frozen=True, slots=True)
class Other:
    """The name of the choice “something else”, and of the question that asks what it is."""

    choice: str
    question: str


def others(questions: Iterable[Question], lists: Mapping[str, tuple[Choice, ...]]) -> dict[str, Other]:
    """Question with choices → its “something else”, for those that have one and ask what it is."""
    every = {one.name: one for one in questions}
    found: dict[str, Other] = {}
    for one in every.values():
        said = CHOSEN.fullmatch(one.relevant) if one.type == "text" and not one.read_only else None
        if said is None:
            continue
        asked, name = said[1] or said[4], said[3] or said[6]
        of = every.get(asked)
        if of and any(
            choice.name == name and means_other(choice) for choice in lists.get(of.choices or "", ())
        ):
            found.setdefault(asked, Other(name, one.name))
    return found
