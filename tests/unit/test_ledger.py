"""What was promised, who answers for it, and whether the day is past."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consultations.accountability import Ask
from consultations.errors import Refused
from consultations.ledger import (
    Entry,
    Kind,
    Recorded,
    State,
    check_record,
    entries,
    orphans,
    overdue_first,
)
from consultations.plan import read_plan

PLANS = {plan.code: plan for plan in read_plan(Path(__file__).parents[2] / "examples" / "plans").plans}
HALTON, CHESHIRE = PLANS["HAL-2009"], PLANS["CE-2022"]
TODAY = date(2009, 10, 1)
NOON = datetime(2009, 9, 30, 12, tzinfo=UTC)


def ask(decision: str | None = "will_do", published: bool = True) -> Ask:
    return Ask(
        id=7,
        consultation="safe",
        sample=False,
        question="better",
        question_label="What would help?",
        theme="lights",
        theme_label="Lights",
        plan_code="CE-2022",
        outcome_code="CE2",
        title="Lamps in the park",
        decision=decision,
        what_happens="Six lamps by May.",
        created_at=NOON,
        decided_at=NOON,
        published_at=NOON if published else None,
        people=12,
        told=0,
    )


def halton(*recorded: Recorded) -> dict[str, Entry]:
    return {entry.code: entry for entry in entries(HALTON, (), recorded)}


def done(code: str, state: State = State.DONE) -> Recorded:
    return Recorded(code, state, "Money ran out.", "Minutes of 30 September", "officer", NOON)


def test_the_ledger_of_halton_holds_its_14_promises_and_12_points_of_pledges():
    kinds = [entry.kind for entry in halton().values()]

    assert (kinds.count(Kind.PROMISE), kinds.count(Kind.PLEDGE)) == (14, 12)


def test_a_promise_whose_day_is_past_is_late_until_somebody_says_what_came_of_it():
    plan = halton()["HAL.PR1"]

    assert plan.state(TODAY) is State.LATE
    assert plan.days_late(TODAY) == 62  # due on 31 July
    assert plan.days_since(TODAY) == 183  # promised with the plan, on 1 April
    assert halton(done("HAL.PR1"))["HAL.PR1"].state(TODAY) is State.DONE
    assert halton(done("HAL.PR1", State.NOT_KEPT))["HAL.PR1"].state(TODAY) is State.NOT_KEPT


def test_a_promise_on_its_day_is_not_late_yet():
    plan = halton()["HAL.PR1"]

    assert plan.state(date(2009, 7, 31)) is State.DUE
    assert plan.state(date(2009, 8, 1)) is State.LATE


def test_a_promise_without_a_day_is_never_late():
    assert halton()["HAL.PR2"].state(date(2050, 1, 1)) is State.DUE


def test_what_was_recorded_last_holds_and_what_is_opened_again_can_be_late():
    again = Recorded("HAL.PR1", State.DUE, "", "", "officer", NOON.replace(hour=13))

    assert halton(again, done("HAL.PR1"))["HAL.PR1"].state(TODAY) is State.LATE


def test_the_most_overdue_comes_first_and_what_is_settled_last():
    found = overdue_first(halton(done("HAL.PR13")).values(), TODAY)

    assert [entry.code for entry in found[:3]] == ["HAL.PR1", "HAL.PR14", "HAL.PR11"]
    assert found[-1].code == "HAL.PR13"


def test_promises_of_the_text_without_a_row_and_rows_without_a_box_are_listed():
    found = orphans(HALTON)

    assert [box.code for box in found.boxes] == ["HAL.B4"]
    assert [row.number for row in found.rows] == [3, 8, 11, 13, 14]
    assert [box.code for box in found.doubtful] == ["HAL.B8"]
    assert not orphans(CHESHIRE).any


def test_year_one_priorities_are_due_when_the_first_year_ends():
    by_code = {entry.code: entry for entry in entries(CHESHIRE, (), ())}

    assert by_code["CE2.P1"].due == date(2023, 3, 31)
    assert by_code["CE2.P1"].responsible == "Safeguarding Children Partnership"
    assert by_code["CE.PL1.3"].audience == "Cared for children and care leavers"


def test_ongoing_actions_are_in_the_ledger_and_never_late():
    thriving = {entry.code: entry for entry in entries(PLANS["THR-2016"], (), ())}

    assert thriving["A.1.3.1"].deadline == "Ongoing"
    assert thriving["A.1.3.1"].state(date(2050, 1, 1)) is State.DUE
    assert thriving["A.1.1.1"].state(date(2018, 8, 1)) is State.LATE


def test_a_decision_is_a_promise_once_people_have_been_told_and_never_when_it_is_cant():
    told = [e for e in entries(CHESHIRE, [ask()], ()) if e.kind is Kind.DECISION]
    others = [ask(published=False), ask("cant"), ask(None)]

    assert [(e.code, e.text, e.responsible) for e in told] == [
        ("ask-7", "Lamps in the park: Six lamps by May.", "Safeguarding Children Partnership")
    ]
    assert not [e for e in entries(CHESHIRE, others, ()) if e.kind is Kind.DECISION]
    (kept,) = [e for e in entries(CHESHIRE, [ask("already")], ()) if e.kind is Kind.DECISION]
    assert kept.state(TODAY) is State.DONE


def test_a_decision_is_due_when_people_are_to_hear_more_and_its_next_edition_takes_its_place():
    newer = replace(ask("doing"), next_news_on=date(2009, 9, 1), partnership="Highways Board")
    found = entries(CHESHIRE, [newer, replace(ask(), followed=True)], ())
    (doing,) = [e for e in found if e.kind is Kind.DECISION]

    assert (doing.due, doing.responsible) == (date(2009, 9, 1), "Highways Board")
    assert doing.days_late(TODAY) == 30


@pytest.mark.parametrize(
    ("state", "reason", "evidence", "code"),
    [
        ("done", "", " ", "evidence_missing"),
        ("not-kept", "", "minutes", "reason_missing"),
        ("late", "x", "x", "bad_state"),
        ("kept", "x", "x", "bad_state"),
        ("done", "", "x" * 1001, "too_long"),
    ],
)
def test_nothing_is_done_without_evidence_or_not_kept_without_a_reason(state, reason, evidence, code):
    with pytest.raises(Refused) as caught:
        check_record(state, reason, evidence)
    assert caught.value.code == code
