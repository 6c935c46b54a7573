"""The example plan holds what the Trust's own document holds; the other examples fit it."""

import json
import re
from collections import Counter
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import canonicalize
from zipfile import ZipFile

import pytest
import yaml
from pyxform.xls2json_backends import md_to_dict
from pyxform.xls2xform import convert

from bot.standing import closed_with_success
from consultations.forms.standing import ANSWERS as STANDING_ANSWERS
from consultations.forms.standing import CHOICES as STANDING
from consultations.forms.standing import SUCCESS
from consultations.forms.xlsform import read_form
from consultations.plan import Plan, PlanFile, PlanStatus, Polarity, read_plan

EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def plan_file() -> PlanFile:
    return read_plan(EXAMPLES / "plans" / "cheshire-east-2022.yaml")


@pytest.fixture
def plan() -> Plan:
    return plan_file().plans[0]


def test_the_plan_is_the_draft_of_2022_to_2026(plan):
    assert (plan.code, plan.area, plan.status) == ("CE-2022", "Cheshire East", PlanStatus.DRAFT)
    assert (plan.starts.year, plan.ends.year) == (2022, 2026)


def test_the_plan_has_the_documents_counts(plan):
    """Counted in the document: 7 outcomes, 13 asks, 38 indicators, 20 jargon terms, 8 principles."""
    assert len(plan.outcomes) == 7
    assert [len(outcome.asked_us) for outcome in plan.outcomes] == [2, 2, 2, 2, 2, 2, 1]
    assert [len(outcome.indicators) for outcome in plan.outcomes] == [5, 5, 6, 7, 4, 4, 7]
    assert [len(outcome.priorities) for outcome in plan.outcomes] == [6, 8, 4, 8, 6, 5, 7]
    assert Counter(term.avoid for term in plan.terms) == {False: 20, True: 2}
    lists = plan.principles, plan.we_will, plan.we_wont, plan.rights, plan.success
    assert [len(statements) for statements in lists] == [8, 7, 5, 5, 4]


def test_no_indicator_of_the_document_has_a_number_and_each_has_a_polarity(plan):
    indicators = [indicator for outcome in plan.outcomes for indicator in outcome.indicators]

    assert not any(indicator.has_number for indicator in indicators)
    assert Counter(indicator.polarity for indicator in indicators) == {Polarity.UP: 29, Polarity.DOWN: 9}


def test_the_principles_spell_together(plan):
    assert "".join(principle.text[0] for principle in plan.principles) == "TOGETHER"


def test_each_outcome_has_a_lead_partnership_and_a_short_name_that_fits_a_button(plan):
    assert all(outcome.lead_partnership and len(outcome.label) <= 32 for outcome in plan.outcomes)


def test_the_two_titles_of_an_outcome_and_the_two_names_of_a_board_are_both_known(plan):
    assert [len(outcome.aliases) for outcome in plan.outcomes] == [0, 0, 0, 0, 1, 1, 0]
    board = plan.outcome("CE7").lead_partnership
    assert (board.name, board.aliases) == ("Early Help Together Board", ("Early Help Board",))


def test_the_words_young_people_rejected_have_better_ones(plan):
    better = {term.jargon: term.instead for term in plan.terms if term.avoid}

    assert better.keys() == {"Permanence", "Corporate parenting"}
    assert all(better.values())


def test_the_ask_that_made_an_outcome_leads_to_it(plan):
    led = {
        asked.code: asked.led_to for outcome in plan.outcomes for asked in outcome.asked_us if asked.led_to
    }

    assert led == {"CE7.A1": "CE7"}


def test_the_one_line_that_contradicts_itself_is_warned_of():
    (warning,) = plan_file().warnings

    assert warning.code == "label-polarity"
    assert "NEET" in warning.message


QUESTIONNAIRES = EXAMPLES / "questionnaires"
FORMS = ("feeling-safe", "two-minutes-for-parents")


@cache
def sheets(name: str) -> dict[str, list[dict[str, str]]]:
    """The rows of each sheet, as pyxform reads them from the Markdown."""
    return md_to_dict((QUESTIONNAIRES / f"{name}.md").read_text(encoding="utf-8"))


def survey(name: str) -> list[dict[str, str]]:
    return sheets(name)["survey"]


def words_of(row: dict[str, str]) -> str:
    return row.get("label") or row.get("label::English (en)") or ""


def xlsx_maker():
    spec = spec_from_file_location("make_xlsx", EXAMPLES / "make_xlsx.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FORMS)
def test_each_questionnaire_becomes_a_form_without_warnings_from_markdown_and_from_excel(name):
    markdown, excel = (convert(QUESTIONNAIRES / f"{name}.{suffix}") for suffix in ("md", "xlsx"))

    assert markdown.warnings == excel.warnings == []
    assert markdown.xform == excel.xform


@pytest.mark.parametrize("name", FORMS)
def test_the_excel_files_are_the_ones_the_script_makes(name):
    made = xlsx_maker().workbook_of((QUESTIONNAIRES / f"{name}.md").read_text(encoding="utf-8"))
    kept = (QUESTIONNAIRES / f"{name}.xlsx").read_bytes()

    def parts(xlsx: bytes) -> dict[str, str]:
        # Not the archive's own bytes, nor those of its XML: they depend on the version of zlib, and on
        # whether lxml is there to write it.
        with ZipFile(BytesIO(xlsx)) as archive:
            return {part.filename: canonicalize(archive.read(part)) for part in archive.infolist()}

    assert parts(made) == parts(kept)


def test_the_excel_files_hold_no_time_at_which_they_were_made():
    made = xlsx_maker().workbook_of("| survey |\n| | type | name | label |\n| | text | a | A |\n")

    with ZipFile(BytesIO(made)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        dates = set(re.findall(r"\d{4}-\d\d-\d\dT", archive.read("docProps/core.xml").decode()))
    assert dates == {"1980-01-01T"}


def test_feeling_safe_uses_every_kind_of_question_that_the_demo_shows():
    types = {row["type"].split()[0] for row in survey("feeling-safe")}
    columns = {column for row in survey("feeling-safe") for column in row}

    assert types == {
        "hidden",
        "note",
        "acknowledge",
        "begin_group",
        "end_group",
        "select_one",
        "select_multiple",
        "range",
        "integer",
        "calculate",
        "text",
    }
    assert columns >= {"hint", "required", "relevant", "constraint", "constraint_message"}
    assert columns >= {"choice_filter", "calculation", "parameters", "default", "outcome"}


@pytest.mark.parametrize("name", FORMS)
def test_each_question_about_life_is_tied_to_an_outcome_of_the_plan(name, plan):
    silent = ("note", "hidden", "acknowledge", "calculate", "begin_group", "end_group")
    asked = [row for row in survey(name) if row["type"] not in silent]
    about_you = {"age_band", "area"}

    assert {row["name"] for row in asked if "outcome" not in row} <= about_you
    assert {row["outcome"] for row in asked if "outcome" in row} <= {
        outcome.code for outcome in plan.outcomes
    }


def test_feeling_safe_asks_about_safety_and_once_each_about_wellbeing_and_early_help():
    counted = Counter(row["outcome"] for row in survey("feeling-safe") if "outcome" in row)

    assert counted == {"CE2": 8, "CE3": 1, "CE7": 1}


@pytest.mark.parametrize("name", FORMS)
def test_the_notice_comes_before_the_first_question(name):
    rows = survey(name)
    first = next(n for n, row in enumerate(rows) if row["type"] not in ("hidden", "note"))
    notice = " ".join(words_of(row) for row in rows[: first + 1])

    for promise in (
        "can change",
        "but not who said it",
        "is not safe, we",
        "We do not watch this chat all the time.",
        "Call 999.",
        "skip",
        "stop at any time",
    ):
        assert promise in notice


@pytest.mark.parametrize("name", FORMS)
def test_no_question_asks_who_somebody_is(name):
    asked = " ".join(
        f"{row.get('name', '')} {words_of(row)}".lower() for row in survey(name) if row["type"] != "note"
    )

    assert not re.search(
        r"\b(your name|surname|address|postcode|birthday|date of birth|which school|phone)\b", asked
    )


def test_children_read_short_sentences():
    for row in survey("feeling-safe"):
        sentences = re.findall(r"[^.?!]+[.?!]?", words_of(row))
        assert len(sentences) <= 4, words_of(row)
        assert all(len(sentence.split()) <= 15 for sentence in sentences), words_of(row)


@cache
def themes() -> list[dict[str, object]]:
    file = yaml.safe_load((EXAMPLES / "themes" / "cheshire-east-2022.yaml").read_text(encoding="utf-8"))
    assert (file["plan"], file["version"]) == ("CE-2022", 1)
    return file["themes"]


def test_the_themes_cover_every_outcome_of_the_plan(plan):
    assert 20 <= len(themes()) <= 28
    assert {code for theme in themes() for code in theme["outcomes"]} == {
        outcome.code for outcome in plan.outcomes
    }


def test_each_theme_is_whole_and_stands_once():
    for theme in themes():
        assert theme.keys() == {"code", "label", "description", "outcomes", "words", "examples"}
        assert len(set(theme["words"])) == len(theme["words"]), theme["code"]
    assert len({theme["code"] for theme in themes()}) == len(themes())


@cache
def pattern(code: str) -> re.Pattern[str]:
    """A theme's words: a star is any ending."""
    words = next(theme["words"] for theme in themes() if theme["code"] == code)
    starred = "|".join(re.escape(word.lower()).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{starred})\b")


def touches(theme: dict[str, object], text: str) -> bool:
    """Whether the text has one of the theme's words; case and apostrophes do not matter."""
    return pattern(theme["code"]).search(re.sub(r"['’]", "", text.lower())) is not None


def test_the_words_of_a_theme_find_its_own_examples():
    missed = [
        (theme["code"], text) for theme in themes() for text in theme["examples"] if not touches(theme, text)
    ]

    assert missed == []


@cache
def samples() -> list[dict[str, object]]:
    lines = (EXAMPLES / "answers" / "feeling-safe.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_samples_say_that_they_are_samples():
    names = [sample["respondent"] for sample in samples()]

    assert names == [f"sample-{number:03}" for number in range(1, len(names) + 1)]
    assert 60 <= len(names) <= 90


def test_each_sample_answers_questions_that_were_asked_with_choices_that_were_offered():
    rows = {row["name"]: row for row in survey("feeling-safe") if "name" in row}
    rows |= {name: {"type": f"select_one {STANDING}"} for name in SUCCESS}
    offered: dict[str, set[str]] = {STANDING: set(STANDING_ANSWERS)}
    for choice in sheets("feeling-safe")["choices"]:
        offered.setdefault(choice["list_name"], set()).add(choice["name"])

    for sample in samples():
        for name, value in sample["answers"].items():
            kind, *listed = rows[name]["type"].split()
            if kind.startswith("select"):
                assert set(value.split()) <= offered[listed[0]], (sample["respondent"], name)
            elif kind in ("integer", "range"):
                assert isinstance(value, int), (sample["respondent"], name)
            else:
                assert value.strip(), (sample["respondent"], name)


def test_enough_samples_answer_the_four_standing_questions_to_show_a_share_and_not_all_alike():
    for name in SUCCESS:
        said = Counter(sample["answers"][name] for sample in samples() if name in sample["answers"])
        assert said.total() >= 40, name
        assert 5 <= said["yes"] < said.total() - 5, name


def test_the_demonstration_asks_what_its_samples_answer():
    codes = [one.code for one in plan_file().plans[0].outcomes]
    source = (QUESTIONNAIRES / "feeling-safe.xlsx").read_bytes()
    form = closed_with_success(read_form(source, "feeling-safe.xlsx", outcomes=codes).questionnaire)
    asked = {question.name for question in form.questions()}
    assert set(SUCCESS) <= {name for sample in samples() for name in sample["answers"]} <= asked


def test_each_sample_keeps_to_the_questionnaires_own_rules():
    for sample in samples():
        answers = sample["answers"]
        places = answers.get("unsafe_places", "").split()
        assert "nowhere" not in places or len(places) == 1, sample["respondent"]
        assert not {"work", "night"} & set(places) or answers["age_band"] == "15-19", sample["respondent"]
        assert "first_place" not in answers or (len(places) > 1 and answers["first_place"] in places)
        assert "safer" not in answers or places not in ([], ["nowhere"]), sample["respondent"]
        assert 0 <= answers.get("trusted_adults", 0) <= 50
        assert sample["channel"] == "web" or answers.get("age_band", "15-19") == "15-19", sample["respondent"]


def test_the_samples_have_people_who_stop_who_skip_and_who_shrug():
    unfinished = [sample for sample in samples() if not sample["finished"]]
    skipped = [sample for sample in samples() if sample["finished"] and "sooner" not in sample["answers"]]
    shrugs = [sample for sample in samples() if sample["answers"].get("sooner") in ("idk", "dunno", "nope")]

    assert min(len(unfinished), len(skipped), len(shrugs)) >= 4


def is_text(answer: object) -> bool:
    return isinstance(answer, str)


def test_some_themes_have_enough_people_and_some_too_few_to_show():
    """Fewer than five people are never counted in public: the samples must show both."""
    written = [" . ".join(filter(is_text, sample["answers"].values())) for sample in samples()]
    people = [sum(touches(theme, text) for text in written) for theme in themes()]

    assert sum(count >= 5 for count in people) >= 6
    assert sum(1 <= count < 5 for count in people) >= 6
