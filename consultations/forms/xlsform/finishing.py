"""The last steps from what an author wrote to what is asked: words for what is shown, defaults that fit.

The form check has spoken of all of it before.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from consultations.forms.form_check.content import usable_default
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Choice, Group, Item, Question, Questionnaire, Text
from consultations.forms.xlsform.markup import plain

SHOWN = ("hint", "guidance", "required_message", "constraint_message")
"""The words of a question beside its label."""


def finished(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire as it is asked.

    Where a choice or a question has no label its name is shown, as in ODK. A default that nobody could answer
    is taken out. Choices that are put in order are stored with spaces between, so their names have none.
    """
    language = questionnaire.default_language
    ranked = {question.choices for question in questionnaire.questions() if type_of(question.type).ordered}
    lists = {
        name: tuple(_choice(choice, language, joined=name in ranked) for choice in choices)
        for name, choices in questionnaire.choice_lists.items()
    }
    items = _each(questionnaire.items, lambda question: _question(question, language, lists))
    return replace(questionnaire, choice_lists=lists, items=items)


def _each(items: tuple[Item, ...], change: Callable[[Question], Question]) -> tuple[Item, ...]:
    return tuple(
        replace(item, label=plain(item.label), items=_each(item.items, change))
        if isinstance(item, Group)
        else change(item)
        for item in items
    )


def _choice(choice: Choice, language: str, *, joined: bool) -> Choice:
    name = "_".join(choice.name.split()) if joined else choice.name
    return replace(choice, name=name, label=plain(choice.label) or {language: choice.name})


def _question(question: Question, language: str, lists: Mapping[str, tuple[Choice, ...]]) -> Question:
    asked = type_of(question.type).asks and not question.read_only
    label: Text = (
        {language: question.name.replace("_", " ")} if asked and not question.label else question.label
    )
    default = usable_default(question, lists.get(question.choices or "", ()))
    shown: dict[str, Any] = {field: plain(getattr(question, field)) for field in SHOWN}
    return replace(question, **{**shown, "label": plain(label)}, default=default or "")
