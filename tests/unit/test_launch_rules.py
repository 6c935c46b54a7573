"""What the law and the Trust ask for before anybody is consulted, and the life that begins with it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from consultations.consultation import MOVES, check_move
from consultations.duty import Contact, Rota
from consultations.errors import Refused
from consultations.forms.templates import filled_in
from consultations.forms.together_check import check_together
from consultations.forms.xlsform import read_form
from consultations.launch_rules import Around, check_code, closed_days, faults_of
from consultations.launching import Draft, Intent, Signature, from_json, to_json

TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
ROTA = Rota(
    people=(Contact(title="Lead", role="lead", email="lead@trust.example"),),
    closed_on=(date(2026, 11, 5), date(2026, 11, 7)),
)
FORM = read_form(filled_in("good-and-better", "CE2"), "good.md").questionnaire
AROUND = Around(TODAY, ["CE2", "CE3"], ROTA, FORM, check_together(FORM))
READY = Intent(
    what_can_change="Where the new street lamps go.",
    decided="no",
    options="Three streets, or one park; each costs the same.",
    decided_by="The board",
    decides_on=TODAY + timedelta(days=50),
    how_considered="The officer reads them all, and the board gets a page.",
    outcomes=("CE2",),
    ages=("under_13",),
    targets={"under_13": 40},
    least_heard="Children in care: their workers bring a tablet.",
    channels=("web",),
    languages=("en",),
    closes_on=TODAY + timedelta(days=28),
    told_on=TODAY + timedelta(days=60),
    cover="The lead, and the deputy in the holidays",
    lead_told=True,
)


def draft(intent: Intent = READY, *, signed: bool = True, **more: object) -> Draft:
    made = Draft(1, "lamps", "Street lamps", "CE", "v1", intent, "officer", NOW, NOW, **more)
    signature = Signature("young lead", NOW, made.wording)
    return replace(made, intent=replace(intent, signature=signature)) if signed else made


def missing(intent: Intent, around: Around = AROUND) -> list[tuple[str, str]]:
    return [(fault.code, str(fault.place.column)) for fault in faults_of(draft(intent), around)]


def test_where_all_is_said_nothing_is_missing() -> None:
    assert faults_of(draft(), AROUND) == ()
    assert draft().stage == "co-signed"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"what_can_change": "A lot"}, ("gunning_formative", "what_can_change")),
        ({"decided": "yes"}, ("gunning_formative", "decided")),
        ({"decided": ""}, ("gunning_formative", "decided")),
        ({"options": ""}, ("gunning_information", "options")),
        ({"closes_on": None}, ("gunning_time", "closes_on")),
        ({"closes_on": TODAY}, ("gunning_time", "closes_on")),
        ({"closes_on": TODAY + timedelta(days=13)}, ("gunning_time", "why_short")),
        ({"decided_by": ""}, ("gunning_consideration", "decided_by")),
        ({"decides_on": None}, ("gunning_consideration", "decides_on")),
        ({"decides_on": TODAY + timedelta(days=34)}, ("gunning_consideration", "decides_on")),
        ({"how_considered": "We read"}, ("gunning_consideration", "how_considered")),
        ({"told_on": None}, ("no_feedback_day", "told_on")),
        ({"told_on": TODAY + timedelta(days=49)}, ("no_feedback_day", "told_on")),
        ({"outcomes": ()}, ("no_outcomes", "outcomes")),
        ({"outcomes": ("CE2", "CE3")}, ("outcome_not_asked", "file")),
        ({"outcomes": ("CE2", "CE9")}, ("unknown_outcome", "outcomes")),
        ({"ages": ()}, ("no_ages", "ages")),
        ({"least_heard": ""}, ("least_heard", "least_heard")),
        ({"channels": ()}, ("no_channels", "channels")),
        ({"channels": ("telegram",)}, ("telegram_alone", "channels")),
        ({"languages": ()}, ("no_languages", "languages")),
        ({"languages": ("en", "pl")}, ("language_not_written", "languages")),
        ({"cover": ""}, ("no_cover", "cover")),
        ({"lead_told": False}, ("lead_not_told", "lead_told")),
    ],
)
def test_each_thing_that_is_missing_is_named_by_its_field(
    change: dict[str, object], found: tuple[str, str]
) -> None:
    assert found in missing(replace(READY, **change))


def test_two_weeks_are_enough_and_less_needs_a_reason() -> None:
    assert missing(replace(READY, closes_on=TODAY + timedelta(days=14))) == []
    short = replace(READY, closes_on=TODAY + timedelta(days=5))
    assert missing(replace(short, why_short="The council must answer by Friday.")) == []


@pytest.mark.parametrize(
    ("around", "found"),
    [
        (replace(AROUND, rota=None), "no_rota"),
        (replace(AROUND, questionnaire=None, report=None), "no_questionnaire"),
        (replace(AROUND, outcomes=["CE7"]), "unknown_outcome"),
    ],
)
def test_what_is_around_it_must_be_there_too(around: Around, found: str) -> None:
    assert found in [code for code, _ in missing(READY, around)]


def test_the_check_must_pass_and_its_warnings_be_weighed_for_this_wording() -> None:
    leading = replace(FORM.items[3], label={"en": "Don't you agree?"})
    bad = replace(FORM, items=(*FORM.items, leading))
    assert ("check_blocks", "weighed") in missing(READY, replace(AROUND, report=check_together(bad)))
    double = replace(FORM.items[3], label={"en": "What do you like and dislike?"})
    mild = replace(AROUND, report=check_together(replace(FORM, items=(*FORM.items, double))))
    assert ("not_weighed", "weighed") in missing(READY, mild)
    assert missing(replace(READY, weighed=draft().questions), mild) == []


@pytest.mark.parametrize("change", [{"version": "v2"}, {"title": "Lamps"}])
def test_a_signature_is_for_one_wording(change: dict[str, str]) -> None:
    changed = replace(draft(), **change)
    assert (changed.signed, changed.stage) == (None, "draft")
    assert [fault.code for fault in faults_of(changed, AROUND)] == ["not_signed"]


def test_what_was_said_is_kept_word_for_word() -> None:
    said = draft().intent
    assert from_json(to_json(said)) == said
    assert from_json("{}") == Intent()


def test_days_without_an_office_are_counted_on_weekdays() -> None:
    assert closed_days(ROTA, TODAY, TODAY + timedelta(days=7)) == 1  # the other one is a Saturday


def test_a_code_must_fit_a_link() -> None:
    assert check_code("safe-streets_2") == ()
    assert [fault.code for code in ("", "a b", "é", "x" * 59) for fault in check_code(code)] == [
        "bad_code"
    ] * 4


def test_a_life_goes_from_open_to_fed_back() -> None:
    way = ["draft", "co-signed", "open", "closed", "analysed", "answered", "fed back", "archived"]
    for present, to in pairwise(way):
        check_move(present, to)
    assert list(MOVES) == way


@pytest.mark.parametrize(("present", "to"), [("draft", "open"), ("open", "analysed"), ("archived", "open")])
def test_no_step_is_left_out(present: str, to: str) -> None:
    with pytest.raises(Refused, match="cannot become"):
        check_move(present, to)


def test_nothing_is_put_away_before_people_are_told_or_the_reason_is_published() -> None:
    for present in ("closed", "analysed", "answered"):
        with pytest.raises(Refused, match="not been told"):
            check_move(present, "archived", "  ")
        check_move(present, "archived", "Nobody answered.")
