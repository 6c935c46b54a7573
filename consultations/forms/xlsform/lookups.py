"""Words that are looked up: a label may hold `instance('list')/root/item[name=${q}]/label`, as in ODK.

Each becomes a calculation before the question, and the label names that.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pyxform.parsing.instance_expression import find_boundaries

from consultations.forms.questionnaire import Question, Text

TEXTS = ("label", "hint", "guidance", "required_message", "constraint_message")
MARK = "instance("


def looked_up(question: Question) -> tuple[Question, ...]:
    """The question, after a calculation for each expression in its words."""
    sources: dict[str, str] = {}
    changed: dict[str, Any] = {field: _text(getattr(question, field), question, sources) for field in TEXTS}
    if not sources:
        return (question,)
    before = [Question(name, "calculate", calculation=one, row=question.row) for one, name in sources.items()]
    return (*before, replace(question, **changed))


def _text(text: Text, question: Question, sources: dict[str, str]) -> Mapping[str, str]:
    return {language: _words(said, question, sources) for language, said in text.items()}


def _words(said: str, question: Question, sources: dict[str, str]) -> str:
    """`said` with names for its expressions, which are added to `sources`: expression → name."""
    found = find_boundaries(said) if MARK in said else []
    for start, end in reversed(found):
        name = sources.setdefault(said[start:end], f"{question.name}_words_{len(sources) + 1}")
        said = f"{said[:start]}${{{name}}}{said[end:]}"
    return said
