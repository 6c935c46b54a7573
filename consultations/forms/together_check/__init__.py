"""The TOGETHER check: does a questionnaire keep what the Trust promised to children?

“We won’t use jargon, give too much information, rush, take too long, be judgemental.” Each is a rule here,
and so are: ask one thing, ask it openly, let people skip, do not find out who they are. An error keeps a
consultation from being launched; a warning is for the officer to weigh.

The words are checked in English, as the readability formula, the jargon and the phrases are English.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from consultations.errors import Fault
from consultations.forms.findings import Findings
from consultations.forms.questionnaire import Questionnaire
from consultations.forms.readability import grade
from consultations.forms.together_check.answering import check_answering
from consultations.forms.together_check.double import check_double
from consultations.forms.together_check.identifying import check_identifying
from consultations.forms.together_check.jargon import check_jargon
from consultations.forms.together_check.leading import check_leading
from consultations.forms.together_check.length import Length, check_length, length_of
from consultations.forms.together_check.purpose import check_purpose
from consultations.forms.together_check.reading import check_reading
from consultations.forms.together_check.sayings import ENGLISH, sayings
from consultations.plan import Term

__all__ = ["Report", "check_together"]

RULES = (
    check_reading,
    check_leading,
    check_double,
    check_identifying,
    check_answering,
    check_purpose,
    check_length,
)
YEARS_BEFORE_SCHOOL = 5
"""A grade of the American school and this make the age of those in it."""


@dataclass(frozen=True, slots=True)
class Report:
    """How long and how hard a questionnaire is, and all that the check found, in the order of the sheets.

    `grade` is the Flesch-Kincaid grade of all its English words together; None where it has none.
    """

    length: Length
    grade: float | None
    findings: tuple[Fault, ...]

    @property
    def reading_age(self) -> int | None:
        """The age at which most can read it, in years; None where there are no English words."""
        return (
            None if self.grade is None else max(YEARS_BEFORE_SCHOOL, round(self.grade) + YEARS_BEFORE_SCHOOL)
        )

    @property
    def blocks(self) -> bool:
        """Whether something must be mended before it is put to people."""
        return any(fault.level == "error" for fault in self.findings)


def check_together(questionnaire: Questionnaire, terms: Sequence[Term] = ()) -> Report:
    """Check a questionnaire that can be asked. `terms` is the jargon buster of the plan that it is about.

    Places name the sheet “survey” or “choices”, the row, and the column by the standard's name, with “::” and
    the language where there are several.
    """
    findings = Findings()
    for rule in RULES:
        rule(questionnaire, findings)
    check_jargon(questionnaire, terms, findings)
    faults = sorted(findings.faults, key=_position)
    return Report(length_of(questionnaire), _grade(questionnaire), tuple(faults))


def _grade(questionnaire: Questionnaire) -> float | None:
    """Of a text of one sentence a label, so that the many short ones count for what they are."""
    said = [one.text.rstrip(".!?") for one in sayings(questionnaire) if one.sheet == "survey"]
    return grade(". ".join(said)) if said and ENGLISH in questionnaire.languages else None


def _position(fault: Fault) -> tuple[bool, int]:
    return fault.place.sheet == "choices", fault.place.row or 0
