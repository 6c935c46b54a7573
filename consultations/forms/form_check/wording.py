"""Words: there where people read them, and in every language of the form."""

from collections.abc import Iterable

from consultations.forms.findings import Findings, listed
from consultations.forms.form_check.form import Form, is_seen
from consultations.forms.questionnaire import Text

LONGEST = 1000
"""Characters of one text that a telephone shows on two screens or so."""


def check_wording(form: Form) -> None:
    for question in form.questionnaire.questions():
        if is_seen(question) and not question.label and not question.media:
            form.survey.warning(
                "missing_label",
                f"“{question.name}” has no label, so its name is shown, or nothing where it is a note.",
                "Write what people should read.",
                question.row,
                "label",
            )
        if question.constraint and not question.constraint_message:
            form.survey.warning(
                "constraint_without_message",
                "People whose answer does not fit are not told why.",
                "Say in `constraint_message` what a right answer is.",
                question.row,
                "constraint",
            )
    _check_length(form)
    by_column: dict[str, list[tuple[int, Text]]] = {}
    for item, column, text in form.texts():
        by_column.setdefault(column, []).append((item.row, text))
    for column, texts in by_column.items():
        check_translations(form.survey, column, texts, form.questionnaire.languages)
    labels = [(choice.row, choice.label) for choice in form.every_choice() if choice.label]
    check_translations(form.choices, "label", labels, form.questionnaire.languages)


def _check_length(form: Form) -> None:
    for item, column, text in form.texts():
        for language, said in text.items():
            if len(said) > LONGEST:
                form.survey.warning(
                    "text_too_long",
                    f"This text has {len(said)} characters, more than a telephone shows at once.",
                    f"Keep it under {LONGEST}, or split it into `note` rows.",
                    item.row,
                    f"{column}::{language}",
                )


def check_translations(
    findings: Findings, column: str, texts: Iterable[tuple[int, Text]], languages: Iterable[str]
) -> None:
    """Warn of texts that lack a language: once for a column that lacks it altogether, else by row."""
    rows = list(texts)
    wanted = list(languages)
    absent = [language for language in wanted if not any(language in text for _, text in rows)]
    if rows and absent:
        findings.warning(
            "translation_missing",
            f"Nothing in “{column}” is in {listed(absent)}; another language is shown instead.",
            f"Add a column such as `{column}::{absent[0]}`.",
            rows[0][0],
            column,
        )
    for row, text in rows:
        missing = [language for language in wanted if language not in text and language not in absent]
        if missing:
            findings.warning(
                "translation_missing",
                f"This “{column}” is missing in {listed(missing)}; another language is shown instead.",
                "Add the translation.",
                row,
                f"{column}::{missing[0]}",
            )
