"""Several versions of one questionnaire as one, for those who count what was said in any of them."""

from collections.abc import Sequence
from dataclasses import replace

from consultations.forms.questionnaire import Choice, Questionnaire


def over_versions(newest: Questionnaire, older: Sequence[Questionnaire]) -> Questionnaire:
    """Everything that any version asks. Where two say different things, the newer one is right.

    `older` stands with the newest first. Questions and choices that the newest version has no more stand at
    the end, so that no answer is left uncounted.
    """
    merged = newest
    for version in older:
        merged = _with(merged, version)
    return merged


def _with(newer: Questionnaire, older: Questionnaire) -> Questionnaire:
    known = {one.name: one for one in newer.questions()}
    gone = tuple(one for one in older.questions() if one.name not in known)
    lists = dict(newer.choice_lists)
    for one in older.questions():
        was = one.choices or ""
        name = known.get(one.name, one).choices or was
        if was in older.choice_lists:
            lists[name] = _joined(lists.get(name, ()), older.choice_lists[was])
    return replace(newer, items=(*newer.items, *gone), choice_lists=lists)


def _joined(newer: Sequence[Choice], older: Sequence[Choice]) -> tuple[Choice, ...]:
    names = {choice.name for choice in newer}
    return (*newer, *(choice for choice in older if choice.name not in names))
