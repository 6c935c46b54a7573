"""Names: unique, valid, not reserved."""

from pyxform.parsing.expression import is_xml_tag

from consultations.forms.form_check.form import Form
from consultations.forms.questionnaire import Item, walk

RESERVED = ("meta",)
"""ODK keeps its own group of this name in every form."""


def check_names(form: Form) -> None:
    for item in form.items:
        _check_one(form, item)
    _check_unique(form)


def _check_one(form: Form, item: Item) -> None:
    if item.name in RESERVED:
        form.survey.error(
            "reserved_name",
            f"The name “{item.name}” is kept for ODK itself.",
            "Choose another name.",
            item.row,
            "name",
        )
    elif not is_xml_tag(item.name):
        form.survey.error(
            "invalid_name",
            f"“{item.name}” cannot be a name.",
            "A name begins with a letter or underscore and goes on with letters, digits, underscores, "
            "hyphens and full stops. It has no spaces.",
            item.row,
            "name",
        )


def _check_unique(form: Form) -> None:
    """Answers are kept by the question's name, so no two may share it; ODK itself minds only siblings."""
    questions: dict[str, Item] = {}
    siblings: dict[tuple[tuple[int, ...], str], Item] = {}
    for item, inside in walk(form.questionnaire.items):
        first = siblings.setdefault((tuple(id(group) for group in inside), item.name), item)
        if item.kind == "question":
            same = questions.setdefault(item.name, item)
            first = same if first is item else first
        if first is not item:
            form.survey.error(
                "duplicate_name",
                f"The name “{item.name}” is used in row {first.row} already.",
                "Give each row a name of its own: answers are kept under it.",
                item.row,
                "name",
            )
