"""Questions as officers write them, and what the TOGETHER check finds in them: what its tests share."""

from dataclasses import replace
from pathlib import Path

from consultations.errors import Fault
from consultations.forms.questionnaire import Choice, Question, Questionnaire
from consultations.forms.together_check import Report, check_together
from consultations.plan import Term

EXAMPLES = Path(__file__).parents[3] / "examples"
TERMS = [
    Term(jargon="NEET", meaning="Not in work, training or education."),
    Term(jargon="Education, Health and Care Plan", aliases=("EHC plan",), meaning="A plan for extra help."),
    Term(jargon="EHC", meaning="Education, health and care."),
    Term(
        jargon="Permanence",
        aliases=("Permanency",),
        meaning="A home where you can stay for good.",
        avoid=True,
        instead="a forever home",
    ),
]


def report(*questions: Question, choices: dict[str, list[str]] | None = None) -> Report:
    lists = {
        name: tuple(
            Choice(f"c{place}", {"en": label}, row=place) for place, label in enumerate(labels, start=2)
        )
        for name, labels in (choices or {}).items()
    }
    items = tuple(replace(one, row=place) for place, one in enumerate(questions, start=2))
    return check_together(Questionnaire("f", "F", "1", "en", ("en",), items, lists), TERMS)


def text(label: str, name: str = "q", **more: object) -> Question:
    return Question(name, "text", {"en": label}, outcome="A", **{"frame": "open", **more})


def one(label: str, **more: object) -> Question:
    return Question("q", "select_one", {"en": label}, choices="list", outcome="A", **more)


def codes(found: Report) -> list[str]:
    return [fault.code for fault in found.findings]


def only(found: Report, code: str) -> Fault:
    (fault,) = [fault for fault in found.findings if fault.code == code]
    return fault


BOTH_SIDES = {"list": ["Very good", "Good", "Bad", "Very bad"]}
YES = {"list": ["Yes", "No"]}
