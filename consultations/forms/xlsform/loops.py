"""`begin_loop over LIST`: the same questions once for each choice of a list, written out as groups."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from consultations.forms.questionnaire import Choice, Group, Item, Text, words

LEFT_OUT = "none"
"""The choice that ODK goes round without."""
TEXTS = ("label", "hint", "guidance", "required_message", "constraint_message")


def once_for_each(choices: Sequence[Choice], items: Sequence[Item], row: int) -> tuple[Group, ...]:
    """A group for each choice, with the questions of the loop; `%(label)s` in their words is the choice's.

    Their names get the choice's name before them: in ODK they are alike, but answers are kept by name.
    """
    return tuple(
        Group(choice.name, choice.label, "", tuple(_for(choice, item) for item in items), row=row)
        for choice in choices
        if choice.name != LEFT_OUT
    )


def _for(choice: Choice, item: Item) -> Item:
    name = f"{choice.name}_{item.name}"
    if isinstance(item, Group):
        below = tuple(_for(choice, one) for one in item.items)
        return replace(item, name=name, label=_filled(item.label, choice), items=below)
    changed: dict[str, Any] = {field: _filled(getattr(item, field), choice) for field in TEXTS}
    return replace(item, name=name, **changed)


def _filled(text: Text, choice: Choice) -> Text:
    return {
        language: said.replace("%(label)s", words(choice.label, language, "") or choice.name).replace(
            "%(name)s", choice.name
        )
        for language, said in text.items()
    }
