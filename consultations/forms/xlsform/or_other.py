"""What `or_other` stands for: one more choice, and a question for what it is.

ODK adds both in English only. They become part of the questionnaire, so they are said here in the languages
that Together speaks; its author is told to write them out instead.
"""

from collections.abc import Collection, Iterable, Mapping

from consultations.forms.findings import Findings
from consultations.forms.frames import Frame
from consultations.forms.questionnaire import Choice, Question, Text

NAME = "other"
OTHER: Text = {
    "en": "Something else", "ar": "شيء آخر", "cy": "Rhywbeth arall", "pl": "Coś innego", "ro": "Altceva",
    "uk": "Щось інше",
}  # fmt: skip
WHAT: Text = {
    "en": "What is it?", "ar": "ما هو؟", "cy": "Beth yw e?", "pl": "Co to jest?", "ro": "Ce anume?",
    "uk": "Що саме?",
}  # fmt: skip
ENGLISH = "en"


def other_question(question: Question, languages: Collection[str]) -> Question:
    """The text question that follows when “other” was chosen; its name is the standard's."""
    return Question(
        name=f"{question.name}_other",
        type="text",
        label=said_in(WHAT, languages),
        relevant=f"selected(${{{question.name}}}, '{NAME}')",
        outcome=question.outcome,
        frame=Frame.OPEN,
        row=question.row,
    )


def say_shared(
    questions: Iterable[Question],
    lists: Mapping[str, tuple[Choice, ...]],
    added: Mapping[str, str],
    findings: Findings,
) -> None:
    """Say which other questions offer a choice that `or_other` adds to their list, as ODK does.

    `added`: list → the question with `or_other`. One that has it too has the question that follows.
    """
    every = {question.name: question for question in questions}
    for question in every.values():
        name = question.choices or ""
        has_own = any(choice.name == NAME for choice in lists.get(name, ()))
        if name in added and not has_own and f"{question.name}_other" not in every:
            findings.warning(
                "or_other_shared",
                f"“{OTHER[ENGLISH]}” is offered here too: “{added[name]}” adds it to the list “{name}”. "
                "Nobody is asked here what it is.",
                "Give the two questions lists of their own.",
                question.row,
                "type",
            )


def with_other(
    lists: Mapping[str, tuple[Choice, ...]], names: Collection[str], languages: Collection[str]
) -> Mapping[str, tuple[Choice, ...]]:
    """The lists with an “other” at the end of those called `names`, where they have none."""
    return {
        name: _with_other(choices, languages) if name in names else choices for name, choices in lists.items()
    }


def _with_other(choices: tuple[Choice, ...], languages: Collection[str]) -> tuple[Choice, ...]:
    if any(choice.name == NAME for choice in choices):
        return choices
    row = max((choice.row for choice in choices), default=0) + 1
    return (*choices, Choice(NAME, said_in(OTHER, languages), row=row))


def said_in(text: Text, languages: Collection[str]) -> Text:
    """`text` in those of `languages` that it has; in English where it has none of them."""
    found = {code: text[code] for code in languages if code in text}
    return found or {next(iter(languages), ENGLISH): text[ENGLISH]}
