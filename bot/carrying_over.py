"""From one version of a questionnaire to the next: what somebody has said already is not asked again."""

from collections.abc import Mapping
from dataclasses import replace

from bot.session import Session
from consultations.forms.compiled import CompiledForm
from consultations.forms.places import split_key
from consultations.forms.questionnaire import Group, Item, Question


def carry_over(session: Session, old: CompiledForm, new: CompiledForm) -> Session:
    """`session`, which stands in `old`, as one that is about to begin `new`.

    Answers are kept by their question's name where its type and its repeats are the same and every choice is
    there still; what was passed over stays so. Pure; nothing is said or asked before the next turn.
    """
    skipped = tuple(key for key in session.skipped if _same_repeats(_name(key), old, new))
    kept = {key: value for key, value in session.answers.items() if _fits(_name(key), value, old, new)}
    return replace(
        session,
        status="new",
        current=None,
        draft="",
        aside=None,
        long=None,
        about="",
        times={key: one for key, one in session.times.items() if _same_repeats(_name(key), old, new)},
        closed=tuple(key for key in session.closed if _same_repeats(_name(key), old, new)),
        answers=kept,
        withheld=tuple(key for key in session.withheld if key in kept),
        skipped=skipped,
        trail=tuple(key for key in session.trail if key in kept or key in skipped),
        told=_told(session.told, old, new),
        calculated={key: one for key, one in session.calculated.items() if _name(key) in new.questions},
        defaults={key: one for key, one in session.defaults.items() if _name(key) in new.questions},
    )


def _name(key: str) -> str:
    return split_key(key)[0]


def _fits(name: str, value: str, old: CompiledForm, new: CompiledForm) -> bool:
    if name not in new.questions or not _same_repeats(name, old, new):
        return False
    was, is_now = old.questions[name].question, new.questions[name].question
    if was.type != is_now.type:
        return False
    return not new.questions[name].kind.uses_choices or _has_choices(is_now, value, new)


def _same_repeats(name: str, old: CompiledForm, new: CompiledForm) -> bool:
    """Whether what is called `name` stands in the same repeats still, so that its keys mean the same."""
    before, now = old.layout.chains, new.layout.chains
    return name in before and name in now and before[name] == now[name]


def _has_choices(question: Question, value: str, form: CompiledForm) -> bool:
    choices = form.questionnaire.choice_lists.get(question.choices or "", ())
    return set(value.split()) <= {choice.name for choice in choices}


def _told(told: tuple[str, ...], old: CompiledForm, new: CompiledForm) -> tuple[str, ...]:
    """The places in `new` of what was said in `old` and says the same still."""
    before = {str(place): _words(item) for place, (item, _) in enumerate(old.order)}
    now = {_words(item): str(place) for place, (item, _) in enumerate(new.order)}
    found = []
    for mark in told:
        place, bracket, instance = mark.partition("[")
        if (moved := now.get(before[place])) is not None:
            found.append(f"{moved}{bracket}{instance}")
    return tuple(found)


def _words(item: Item) -> tuple[bool, str, tuple[tuple[str, str], ...]]:
    label: Mapping[str, str] = item.label
    return isinstance(item, Group), item.name, tuple(sorted(label.items()))
