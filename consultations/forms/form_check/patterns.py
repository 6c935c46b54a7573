"""Regular expressions that do something else here than their author thinks."""

from consultations.forms.expressions.regex_dialect import in_slashes
from consultations.forms.expressions.syntax import Call, Text
from consultations.forms.form_check.form import Form
from consultations.forms.form_check.trees import every_node, tree_of


def check_patterns(form: Form) -> None:
    """Say where slashes stand around a pattern, and may be meant or not."""
    for written in form.expressions():
        tree = tree_of(written.source) if "regex" in written.source else None
        for node in every_node(tree) if tree else ():
            match node:
                case Call("regex", (_, Text(pattern, at))) if in_slashes(pattern) is not None:
                    form.survey.warning(
                        "slashes_around_pattern",
                        "The slashes around this pattern are looked for in the answer.",
                        f"Write it without them: '{in_slashes(pattern)}'.",
                        written.item.row,
                        written.column,
                        at + 1,
                    )
