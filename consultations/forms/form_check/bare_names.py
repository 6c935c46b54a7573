"""Names without their sign: `a = 'yes'` for `${a} = 'yes'`, `${a} = yes` for `${a} = 'yes'`.

XPath takes a bare name for something inside the question, where nothing is: it is blank, a comparison with it
never holds, and pyxform has nothing against it. Only a choice filter has bare names: columns of the choices.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from consultations.forms.findings import did_you_mean
from consultations.forms.form_check.form import Form, Written
from consultations.forms.form_check.trees import bare_name, every_node, tree_of
from consultations.forms.form_check.ways import ways_to_meet
from consultations.forms.questionnaire import Group, Text

CONDITIONS = ("relevant", "constraint", "required")
NOT_HERE = ("choice_filter", "default")
"""Where bare names are columns, and where words may look like an expression."""
SLIPS = re.compile(
    r"\$\(\s*(?P<round>[\w.-]+)\s*\)|(?<!\$)\{\s*(?P<curly>[\w.-]+)\s*\}|\$(?P<plain>\w[\w.-]*)"
)
"""What is written in words for `${name}`: `$(name)`, `{name}`, `$name`."""

OTHER_LANGUAGES: Mapping[str, str] = {
    **{word: f"Write `{word}()`." for word in ("true", "false")},
    **dict.fromkeys(("null", "none", "nil", "empty", "blank"), "Write `''`, quotes with nothing between."),
}
"""Words that other languages have for a value, and what is written for them."""


def check_bare_names(form: Form) -> None:
    """An error for a known name where a condition can never hold for it; else a warning."""
    for written in form.expressions():
        tree = tree_of(written.source) if written.column not in NOT_HERE else None
        if tree is None:
            continue
        never = written.column in CONDITIONS and ways_to_meet(tree) == ()
        first = {bare_name(node): node.at + 1 for node in reversed([*every_node(tree)])}
        for name in set(first).difference(("", "*"), _inside(written)):
            _say(form, written, name, first[name], never=never)


def _inside(written: Written) -> Collection[str]:
    """Names that mean something alone: what stands in a group, for the group's own condition."""
    return [item.name for item in written.item.items] if isinstance(written.item, Group) else []


def _say(form: Form, written: Written, name: str, character: int, *, never: bool) -> None:
    known = meant_by(form, name)
    fix = known or did_you_mean(
        name, [*form.questions], "Put words in quotes, and write a question as `${its_name}`."
    )
    if written.column == "constraint" and name == written.item.name:
        fix = f"Write a full stop, which stands for this answer: `.`, or `${{{name}}}`."
    say = form.survey.error if never and known else form.survey.warning
    say(
        "bare_name",
        f"“{name}” is blank as it stands here{', so this can never hold' if never else ''}.",
        fix,
        written.item.row,
        written.column,
        character,
    )


def meant_by(form: Form, name: str) -> str:
    """What to write for a bare `name`; "" where it is none of the form's."""
    is_asked = any(name in names for names in (form.questions, form.refused, form.left_out))
    is_choice = any(name in names for names in form.choice_names.values())
    if is_asked and is_choice:
        return f"Write `${{{name}}}` for the answer, or `'{name}'` for the choice."
    if is_asked:
        return f"Write `${{{name}}}`."
    if is_choice:
        return f"Put it in quotes: `'{name}'`."
    return OTHER_LANGUAGES.get(name.casefold(), "")


def check_words(form: Form) -> None:
    """Where the words that people read hold the name of a question, but not as `${name}`."""
    for item, column, text in form.texts():
        for language, name, slip, character in _slips(form, text):
            _say_slip(form.survey.warning, name, slip, item.row, f"{column}::{language}", character)
    for choice in form.every_choice():
        for language, name, slip, character in _slips(form, choice.label):
            _say_slip(form.choices.warning, name, slip, choice.row, f"label::{language}", character)


def _slips(form: Form, text: Text) -> Iterator[tuple[str, str, str, int]]:
    for language, words in text.items():
        for found in SLIPS.finditer(words):
            name = found[found.lastgroup or 0].rstrip(".-")
            if name in form.questions:
                yield language, name, found[0].rstrip(".-"), found.start() + 1


def _say_slip(
    say: Callable[[str, str, str, int, str, int], None],
    name: str,
    slip: str,
    row: int,
    column: str,
    character: int,
) -> None:
    say(
        "name_in_words",
        f"“{slip}” is shown as it is written.",
        f"Write `${{{name}}}` to show what was answered to “{name}”.",
        row,
        column,
        character,
    )
