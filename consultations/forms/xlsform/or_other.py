"""What `or_other` stands for: one more choice, and a question for what it is.

ODK adds both in English only. They become part of the questionnaire, so they are said here in the languages
that Together speaks; its author is told to write them out instead.
"""

from collections.abc import Collection, Mapping

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
