"""From one version of a questionnaire to the next: what somebody has said already is not asked again."""

from collections.abc import Mapping
from dataclasses import replace

from bot.session import Session
from consultations.forms.compiled import CompiledForm
from consultations.forms.questionnaire import Group, Item, Question


def carry_over(session: Session, old: CompiledForm, new: CompiledForm) -> Session:
    """`session`, which stands in `old`, as one that is about to begin `new`.

    Answers are kept by their question's name where its type is the same and every choice is there still; what
    was passed over stays so. Pure; nothing is said or asked before the next turn.
    """
    skipped = tuple(name for name in session.skipped if name in new.questions)
    kept = {name: value for name, value in session.answers.items() if _fits(name, value, old, new)}
    return replace(
        session,
        status="new",
        current=None,
        draft="",
        answers=kept,
        skipped=skipped,
        trail=tuple(name for name in session.trail if name in kept or name in skipped),
        told=_told(session.told, old, new),
        calculated={name: one for name, one in session.calculated.items() if name in new.calculations},
    )


def _fits(name: str, value: str, old: CompiledForm, new: CompiledForm) -> bool:
    if name not in new.questions or name not in old.questions:
        return False
    was, is_now = old.questions[name].question, new.questions[name].question
    if was.type != is_now.type:
        return False
    return not new.questions[name].kind.uses_choices or _has_choices(is_now, value, new)


def _has_choices(question: Question, value: str, form: CompiledForm) -> bool:
    choices = form.questionnaire.choice_lists.get(question.choices or "", ())
    return set(value.split()) <= {choice.name for choice in choices}


def _told(told: tuple[str, ...], old: CompiledForm, new: CompiledForm) -> tuple[str, ...]:
    """The places in `new` of what was said in `old` and says the same still."""
    before = {_words(item) for place, (item, _) in enumerate(old.order) if str(place) in told}
    return tuple(str(place) for place, (item, _) in enumerate(new.order) if _words(item) in before)


def _words(item: Item) -> tuple[bool, str, tuple[tuple[str, str], ...]]:
    label: Mapping[str, str] = item.label
    return isinstance(item, Group), item.name, tuple(sorted(label.items()))
