"""What the Trust says of itself, scored from facts: each score falls when its fact does."""

from dataclasses import replace
from pathlib import Path

import pytest

from consultations.plan import read_plan
from consultations.scorecard import JUDGES, Facts, Verdict, scorecard

PLAN = read_plan(Path(__file__).parents[2] / "examples" / "plans" / "cheshire-east-2022.yaml").plans[0]
GOOD = Facts(
    jargon=0,
    grade=3.2,
    minutes=6,
    judging=0,
    identifying=0,
    must_answer=0,
    open_questions=2,
    languages=3,
    signed_by_young_lead=True,
    can_change_said=True,
    days_late=0,
    asks=2,
    decided=2,
    answered=2,
    cant_without_reason=0,
    told=True,
    unread=False,
    together=71,
)


def verdicts(facts: Facts) -> dict[str, Verdict]:
    groups = scorecard(PLAN, facts).values()
    return {score.statement.code: score.verdict for group in groups for score in group}


def test_eight_principles_seven_we_will_and_five_we_wont_are_scored():
    assert [len(group) for group in scorecard(PLAN, GOOD).values()] == [8, 7, 5]
    assert set(verdicts(GOOD)) == set(JUDGES)
    assert set(verdicts(GOOD).values()) == {Verdict.KEPT}


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"jargon": 1}, {"wont-use-jargon"}),
        ({"grade": 7.5}, {"will-be-person-centred"}),
        ({"minutes": 11}, {"wont-overload"}),
        ({"judging": 1}, {"wont-judge", "together-respect"}),
        ({"identifying": 1}, {"will-trust", "together-trust"}),
        ({"must_answer": 1}, {"wont-rush"}),
        ({"open_questions": 0}, {"together-open-minded"}),
        ({"languages": 1}, {"will-adapt"}),
        ({"signed_by_young_lead": False}, {"together-teamwork"}),
        ({"can_change_said": False}, {"together-genuine"}),
        ({"days_late": 3}, {"wont-take-too-long"}),
        ({"answered": 1}, {"together-engage"}),
        ({"cant_without_reason": 1}, {"will-be-honest", "together-honest"}),
        ({"told": False}, {"will-do-what-we-say"}),
        ({"together": 50}, {"together-equal", "will-respect"}),
    ],
)
def test_each_fact_decides_what_it_measures_and_nothing_else(change, broken):
    found = verdicts(replace(GOOD, **change))

    assert {code for code, verdict in found.items() if verdict is Verdict.BROKEN} == broken


def test_what_is_not_known_yet_is_not_scored():
    early = replace(GOOD, days_late=None, asks=0, decided=0, answered=0, told=None, together=None, grade=None)
    unknown = {code for code, verdict in verdicts(early).items() if verdict is Verdict.NOT_YET}

    assert unknown == {
        "wont-take-too-long",
        "together-engage",
        "will-listen",
        "will-be-honest",
        "together-honest",
        "will-do-what-we-say",
        "together-equal",
        "will-respect",
        "will-be-person-centred",
    }
    assert verdicts(replace(GOOD, unread=True))["will-listen"] is Verdict.NOT_YET


def test_a_statement_that_nothing_measures_is_never_scored():
    ours = replace(PLAN, we_will=(replace(PLAN.we_will[0], code="will-dance"),))

    assert scorecard(ours, GOOD)["we_will"][0].verdict is Verdict.NOT_YET
