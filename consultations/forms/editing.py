"""Editing a questionnaire one question at a time. Pure: each edit gives another questionnaire.

What comes out need not be sound; it is written as an XLSForm and read again, so that one reader finds all
faults.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from consultations.forms.questionnaire import Choice, Group, Item, Question, Questionnaire, Text

Siblings = tuple[Item, ...]
EDITABLE = ("text", "select_one", "select_multiple", "range", "integer", "note")
"""Types that may be chosen in the page; a question of another type keeps its own."""
WITH_CHOICES = ("select_one", "select_multiple", "rank")
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 30
LINK = re.compile(r"\$\{([^}]*)\}")


NONE = "–"
"""Stands in a line for a choice that has no words in a language."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of a question in another language than the form's default. `choices`: a label a line."""

    label: str = ""
    hint: str = ""
    choices: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What may be changed of a question in the page, in the form's default language and in `others` by their
    codes; languages that are not there stay as they are. `choices`: a label a line; where the question takes
    none they are left aside."""

    type: str
    label: str
    hint: str = ""
    outcome: str = ""
    frame: str = ""
    required: bool = False
    why_required: str = ""
    why_identifying: str = ""
    relevant: str = ""
    choices: str = ""
    others: Mapping[str, Translation] = field(default_factory=dict)


def wording_of(questionnaire: Questionnaire, question: Question) -> Wording:
    language = questionnaire.default_language
    listed = questionnaire.choice_lists.get(question.choices or "", ())
    return Wording(
        type=question.type,
        label=question.label.get(language, ""),
        hint=question.hint.get(language, ""),
        outcome=question.outcome or "",
        frame=question.frame or "",
        required=bool(question.required),
        why_required=question.why_required,
        why_identifying=question.why_identifying,
        relevant=question.relevant,
        choices="\n".join(one.label.get(language, "") for one in listed),
        others={
            code: Translation(question.label.get(code, ""), question.hint.get(code, ""), _lines(listed, code))
            for code in questionnaire.languages
            if code != language
        },
    )


def _lines(choices: Sequence[Choice], language: str) -> str:
    """The labels of choices, a line each; "" where none has any."""
    labels = [one.label.get(language, "") for one in choices]
    return "\n".join(label or NONE for label in labels) if any(labels) else ""


def astray(questionnaire: Questionnaire, name: str, wording: Wording) -> Sequence[str]:
    """The languages in which the choices of a question are worded anew, but not one for each."""
    question = next((one for one in questionnaire.questions() if one.name == name), None)
    present = questionnaire.choice_lists.get(question.choices or "", ()) if question else ()
    wanted = len(_labels(wording.choices))
    return [
        code
        for code, one in wording.others.items()
        if one.choices not in ("", _lines(present, code)) and len(_labels(one.choices)) != wanted
    ]


def changed(questionnaire: Questionnaire, name: str, wording: Wording) -> Questionnaire:
    """The questionnaire with the question called `name` worded anew, and its choices."""

    def edit(items: Siblings) -> Siblings:
        return tuple(
            _worded(one, wording, questionnaire.default_language)
            if isinstance(one, Question) and one.name == name
            else one
            for one in items
        )

    return _with_choices(replace(questionnaire, items=_each(questionnaire.items, edit)), name, wording)


def added(questionnaire: Questionnaire, wording: Wording, after: str = "") -> tuple[Questionnaire, str]:
    """The questionnaire with one more question, behind `after` or at the end; and its name."""
    name = _new_name(wording.label, {one.name for one in questionnaire.questions()})
    question = _worded(Question(name, wording.type), wording, questionnaire.default_language)

    def edit(items: Siblings) -> Siblings:
        place = next((place for place, one in enumerate(items, start=1) if one.name == after), None)
        return items if place is None else (*items[:place], question, *items[place:])

    items = _each(questionnaire.items, edit)
    if items == questionnaire.items:
        items = (*items, question)
    return _with_choices(replace(questionnaire, items=items), name, wording), name


def removed(questionnaire: Questionnaire, name: str) -> Questionnaire:
    """The questionnaire without a question; a group that it leaves empty goes too."""

    def edit(items: Siblings) -> Siblings:
        kept = (one for one in items if one.name != name or isinstance(one, Group))
        return tuple(one for one in kept if not isinstance(one, Group) or one.items)

    items = _each(questionnaire.items, edit)
    return _without_unused(replace(questionnaire, items=items))


def moved(questionnaire: Questionnaire, name: str, by: int) -> Questionnaire:
    """The questionnaire with a question `by` places further down (or up, below 0) among its neighbours."""

    def edit(items: Siblings) -> Siblings:
        place = next((place for place, one in enumerate(items) if one.name == name), None)
        if place is None or not 0 <= place + by < len(items):
            return items
        others = [*items[:place], *items[place + 1 :]]
        return (*others[: place + by], items[place], *others[place + by :])

    return replace(questionnaire, items=_each(questionnaire.items, edit))


def alone(questionnaire: Questionnaire, name: str) -> Questionnaire:
    """The question called `name` by itself, to be looked at: it hangs on no other any more."""
    question = next(one for one in questionnaire.questions() if one.name == name)
    named = "" if question.choices is None or question.choices.startswith("${") else question.choices
    plain = replace(
        question, relevant="", constraint="", default="", trigger="", choice_filter="", read_only=False,
        required="true()" if question.required else "", choices=named if question.choices else None,
        label=_unlinked(question.label), hint=_unlinked(question.hint),
        parameters={key: value for key, value in question.parameters.items() if key != "seed"},
    )  # fmt: skip
    lists = {named: questionnaire.choice_lists.get(named, ())}
    return replace(questionnaire, items=(plain,), choice_lists=lists)


def _unlinked(text: Text) -> Text:
    """The words with the name of a question in place of what is answered to it."""
    return {language: LINK.sub(r"[\1]", words) for language, words in text.items()}


def _each(items: Siblings, edit: Callable[[Siblings], Siblings]) -> Siblings:
    """Edit the neighbours at every depth, from the inside out."""
    inside = tuple(
        replace(one, items=_each(one.items, edit)) if isinstance(one, Group) else one for one in items
    )
    return edit(inside)


def _worded(question: Question, wording: Wording, language: str) -> Question:
    kind = wording.type if question.type in EDITABLE else question.type
    return replace(
        question,
        type=kind,
        label=_in_all(question.label, language, wording, "label"),
        hint=_in_all(question.hint, language, wording, "hint"),
        outcome=wording.outcome or None,
        frame=wording.frame or None,
        required=(question.required or "true()") if wording.required else "",
        why_required=wording.why_required,
        why_identifying=wording.why_identifying,
        relevant=wording.relevant,
        choices=(question.choices or f"{question.name}_list")
        if kind in WITH_CHOICES
        else _kept(question, kind),
        parameters=question.parameters
        or ({"start": "1", "end": "5", "step": "1"} if kind == "range" else {}),
    )


def _kept(question: Question, kind: str) -> str | None:
    return question.choices if question.type == kind else None


def _said(text: Mapping[str, str], language: str, words: str) -> Mapping[str, str]:
    others = {code: said for code, said in text.items() if code != language}
    return {language: words, **others} if words else others


def _in_all(text: Mapping[str, str], language: str, wording: Wording, part: str) -> Mapping[str, str]:
    """One part of a question in every language. The default stands first."""
    for code, one in wording.others.items():
        text = _said(text, code, getattr(one, part))
    return _said(text, language, getattr(wording, part))


def _with_choices(questionnaire: Questionnaire, name: str, wording: Wording) -> Questionnaire:
    question = next(one for one in questionnaire.questions() if one.name == name)
    if question.type not in WITH_CHOICES or not question.choices or question.choices.startswith("${"):
        return questionnaire
    present = questionnaire.choice_lists.get(question.choices, ())
    chosen = _choices(present, _labels(wording.choices), questionnaire.default_language)
    for code, one in wording.others.items():
        if one.choices != _lines(present, code):  # or each keeps its own, wherever it has gone
            chosen = _in_lines(chosen, code, one.choices)
    return replace(questionnaire, choice_lists={**questionnaire.choice_lists, question.choices: chosen})


def _labels(lines: str) -> list[str]:
    return [line.strip() for line in lines.splitlines() if line.strip()]


def _in_lines(choices: Sequence[Choice], language: str, lines: str) -> tuple[Choice, ...]:
    """Choices with their labels in a language, a line for each."""
    said = [label if label != NONE else "" for label in _labels(lines)]
    said += [""] * (len(choices) - len(said))
    labelled = zip(choices, said, strict=False)
    return tuple(replace(one, label=_said(one.label, language, words)) for one, words in labelled)


def _choices(present: Sequence[Choice], labels: Sequence[str], language: str) -> tuple[Choice, ...]:
    """Choices keep the names that answers are stored by: by label, or by place where none came or went."""
    by_label = {one.label.get(language, ""): one for one in present}
    same_places = present if len(present) == len(labels) else ()
    made: list[Choice] = []
    for place, label in enumerate(labels):
        known = by_label.get(label) or (same_places[place] if same_places else None)
        taken = {one.name for one in (*made, *present)}
        if known is None or known.name in {one.name for one in made}:
            known = Choice(_new_name(label, taken), {})
        made.append(replace(known, label=_said(known.label, language, label)))
    return tuple(made)


def _without_unused(questionnaire: Questionnaire) -> Questionnaire:
    used = {one.choices for one in questionnaire.questions()}
    lists = {name: choices for name, choices in questionnaire.choice_lists.items() if name in used}
    return replace(questionnaire, choice_lists=lists)


def _new_name(label: str, taken: set[str]) -> str:
    """A name made of the words, that nothing has yet."""
    plain = NOT_IN_NAMES.sub("_", label.casefold()).strip("_")[:LONGEST_NAME].strip("_") or "q"
    plain = plain if plain[0].isalpha() else f"q_{plain}"
    return next(
        name
        for number in range(1, len(taken) + 2)
        if (name := plain if number == 1 else f"{plain}_{number}") not in taken
    )
