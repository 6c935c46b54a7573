"""The form check: everything that would go wrong with a questionnaire, found before anybody is asked."""

from collections.abc import Collection, Mapping

from consultations.errors import Fault
from consultations.forms.findings import Findings
from consultations.forms.form_check.bare_names import check_bare_names, check_words
from consultations.forms.form_check.content import check_content
from consultations.forms.form_check.cycles import check_cycles
from consultations.forms.form_check.dead_ends import check_dead_ends
from consultations.forms.form_check.form import Form
from consultations.forms.form_check.lists import check_lists
from consultations.forms.form_check.logic import (
    check_expressions,
    check_references_in_texts,
    columns_of_filters,
)
from consultations.forms.form_check.naming import check_names
from consultations.forms.form_check.patterns import check_patterns
from consultations.forms.form_check.reach import check_reach
from consultations.forms.form_check.slips import check_slips
from consultations.forms.form_check.wording import check_wording
from consultations.forms.questionnaire import Questionnaire

__all__ = ["check_form", "columns_of_filters"]


def check_form(
    questionnaire: Questionnaire,
    outcomes: Collection[str] | None = None,
    refused: Collection[str] = (),
    left_out: Mapping[str, str] | None = None,
    *,
    same_choices: bool = False,
) -> tuple[Fault, ...]:
    """Everything wrong with a questionnaire whose names need not be unique or valid yet.

    `outcomes` are the codes of the plan; None leaves them unchecked. `refused` and `left_out` are names of
    rows that stood in the form but not in `questionnaire` (`left_out`: name → type), so that a reference to
    one is not called unknown. `same_choices`: the author allows choices of one name in a list. Places name
    the sheet “survey” or “choices”, the row, and the column by the standard's name, with “::” and the
    language code where one language is meant.
    """
    findings = Findings()
    survey, choices = findings.on("survey"), findings.on("choices")
    form = Form(questionnaire, survey, choices, refused, left_out or {}, same_choices)
    check_names(form)
    check_expressions(form)
    check_bare_names(form)
    check_slips(form)
    check_patterns(form)
    check_references_in_texts(form)
    check_words(form)
    check_cycles(form)
    check_reach(form)
    check_dead_ends(form)
    check_lists(form)
    check_wording(form)
    check_content(form, outcomes)
    return tuple(findings.faults)
