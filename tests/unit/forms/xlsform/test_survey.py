"""Rows of the survey sheet become questions and groups; what cannot be asked is refused by name."""

import pytest

from consultations.forms.questionnaire import Group, words
from consultations.forms.xlsform import Allowed, read_form
from tests.unit.forms.forms import YES_NO, codes, findings, form, only, questionnaire


def test_a_questionnaire_reads_back_as_it_was_written():
    read = questionnaire(
        form(
            """
            type | name | label | hint | required | relevant | outcome
            begin_group | school | Your school | | | |
            select_one yn | safe | Do you feel safe? | At school. | yes | | safe
            text | why | Why is that? | | no | ${safe} = 'no' | safe
            end_group | | | | | |
            """,
            YES_NO,
            "form_title | form_id | version\nSafe at school | safe_school | 3",
        )
    )

    group = read.items[0]
    assert (read.title, read.name, read.version) == ("Safe at school", "safe_school", "3")
    assert isinstance(group, Group)
    assert group.label == {"en": "Your school"}
    safe, why = group.items
    assert (safe.name, safe.type, safe.choices, safe.required) == ("safe", "select_one", "yn", "true()")
    assert (safe.hint, safe.outcome, safe.row) == ({"en": "At school."}, "safe", 4)
    assert (why.required, why.relevant) == ("", "${safe} = 'no'")
    assert [choice.name for choice in read.choice_lists["yn"]] == ["yes", "no"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("string", "text"),
        ("int", "integer"),
        ("trigger", "acknowledge"),
        ("select one yn", "select_one"),
        ("select all that apply from yn", "select_multiple"),
        ("select_multiple  yn", "select_multiple"),
    ],
)
def test_every_spelling_of_a_type_is_understood(written, meant):
    read = questionnaire(form(f"type | name | label\n{written} | q | Well?", YES_NO))

    assert read.questions()[0].type == meant


@pytest.mark.parametrize("begin", ["begin_group", "begin group"])
def test_groups_may_be_written_with_a_space_or_an_underscore(begin):
    end = begin.replace("begin", "end")
    read = questionnaire(form(f"type | name | label\n{begin} | g | G\ntext | q | Well?\n{end} | |"))

    assert read.items[0].kind == "group"


@pytest.mark.parametrize(
    "written",
    [
        "video", "geotrace", "geoshape", "barcode", "likert", "select_one_from_file towns.csv",
        "select_multiple_from_file towns.xml", "select_one_external yn", "audit", "xml-external",
        "csv-external", "osm", "background-audio", "start-geopoint", "background-geopoint",
    ],
)  # fmt: skip
def test_a_type_that_is_not_asked_is_refused_by_name_with_a_way_out(written):
    rows = f"type | name | label\ntext | a | A?\n{written} | q | Well?"
    fault = only(form(rows, YES_NO), "type_not_supported")

    assert written in fault.message
    assert (fault.level, fault.place.line, fault.place.column) == ("error", 4, "type")
    assert fault.fix


@pytest.mark.parametrize(
    "appearance", ["search('towns')", "minimal search('a', 'matches')", "ex:org.app(x=1)"]
)
def test_an_appearance_that_looks_elsewhere_is_refused(appearance):
    content = form(f"type | name | label | appearance\nselect_one yn | q | Well? | {appearance}", YES_NO)
    fault = only(content, "appearance_not_supported")

    assert (fault.level, fault.place.line, fault.place.column) == ("error", 3, "appearance")


@pytest.mark.parametrize("written", ["image", "photo", "audio", "file", "geopoint"])
def test_what_the_trust_has_not_switched_on_is_left_out_with_the_name_of_the_setting(written):
    rows = f"""
        type | name | label | required | relevant
        {written} | p | Send it | yes |
        text | q | Q? | | ${{p}} = ''
        """
    fault = only(form(rows), "left_out")

    setting = "locations" if written == "geopoint" else "files"
    assert (fault.level, fault.place.line, f"“{setting}”" in fault.fix) == ("warning", 3, True)
    assert [one.name for one in questionnaire(form(rows)).questions()] == ["q"]


@pytest.mark.parametrize("written", ["image", "audio", "file", "geopoint"])
def test_what_the_trust_has_switched_on_is_asked(written):
    on = Allowed(frozenset({"image", "audio", "file"}), locations=True)
    read = read_form(form(f"type | name | label\n{written} | p | Send it"), "form.md", allowed=on)

    assert read.questionnaire.questions()[0].type == written


def test_a_place_of_a_list_is_asked_everywhere():
    choices = "list_name | name | label | latitude | longitude\ntowns | crewe | Crewe | 53.1 | -2.4"
    content = form("type | name | label | places\ngeopoint | p | Where? | towns", choices)

    assert questionnaire(content).questions()[0].choices == "towns"
    assert "left_out" not in codes(content)


def test_a_list_of_places_that_is_not_there_is_an_error():
    content = form("type | name | label | places\ngeopoint | p | Where? | town", YES_NO)

    assert only(content, "list_missing").level == "error"


@pytest.mark.parametrize("begin", ["begin_repeat", "begin repeat"])
def test_repeats_are_groups_that_are_asked_again(begin):
    rows = f"""
        type | name | label | repeat_count
        integer | n | How many? |
        {begin} | child | A child | ${{n}}
        text | nick | Nickname? |
        {begin.replace("begin", "end")} | | |
        begin_repeat | pet | A pet |
        text | pet_name | Its name? |
        end_repeat | | |
        """
    _, child, pet = questionnaire(form(rows)).items

    assert (child.repeats, child.count, pet.repeats, pet.count) == (True, "${n}", True, "")


def test_a_loop_asks_once_for_each_choice():
    rows = """
        type | name | label
        begin_loop over toys | l | Toys
        integer | n | How many of %(label)s?
        end_loop | |
        """
    choices = "list_name | name | label\ntoys | ball | balls\ntoys | kite | kites\ntoys | none | None"
    read = questionnaire(form(rows, choices))

    assert [(one.name, one.label["en"]) for one in read.questions()] == [
        ("ball_n", "How many of balls?"),
        ("kite_n", "How many of kites?"),
    ]
    assert [item.name for item in read.items[0].items] == ["ball", "kite"]
    assert "loop_without_list" in codes(form(rows.replace("over toys", "over toy"), choices))


def test_a_repeat_may_be_counted_by_its_name():
    rows = """
        type | name | label | calculation
        begin_repeat | pet | A pet |
        text | pet_name | Its name? |
        end_repeat | | |
        calculate | pets | | count(${pet})
        """

    assert "reference_to_group" not in codes(form(rows))


def test_labels_of_a_scale_come_from_the_list_that_the_standard_names():
    choices = "list_name | name | label\nhow | 1 | Not at all\nhow | 5 | Very"
    rows = "type | name | label | parameters\nrange | q | How? | start=1 end=5 tick_labelset=how"
    content = form(rows, choices)

    assert questionnaire(content).questions()[0].choices == "how"
    assert "list_unused" not in codes(content)


def test_a_random_order_keeps_its_seed():
    rows = "type | name | label | parameters\ninteger | nr | N? |\nselect_one yn | q | Q? | {}"
    parameters = (
        questionnaire(form(rows.format("randomize=true, seed=${nr}"), YES_NO)).questions()[1].parameters
    )

    assert parameters == {"randomize": "true", "seed": "${nr}"}


def test_a_misspelt_type_names_the_nearest():
    fault = only(form("type | name | label\ntxet | q | Well?"), "unknown_type")

    assert "“text”" in fault.fix


def test_a_select_without_its_list_says_how_to_write_one():
    fault = only(form("type | name | label\nselect_one | q | Well?"), "select_without_list")

    assert "`select_one yes_no`" in fault.fix


def test_choices_may_be_made_of_what_was_answered_before():
    rows = """
        type | name | label
        begin_repeat | child | A child
        text | nick | Nickname?
        end_repeat | |
        select_one ${nick} | eldest | Who is the eldest?
        """

    assert questionnaire(form(rows)).questions()[1].choices == "${nick}"
    assert "unknown_name" in codes(form(rows.replace("${nick}", "${nock}")))


def test_when_a_form_was_filled_in_is_worked_out_in_silence():
    content = form("type | name | label\nstart | begun |\ntoday | day |\nend | done |\ntext | q | Well?")

    silent = {
        one.name: one.calculation for one in questionnaire(content).questions() if one.type == "calculate"
    }
    assert silent == {"begun": "once(now())", "day": "once(today())"}
    assert codes(content).count("metadata_left_out") == 1


def test_the_end_has_a_value_where_somebody_asks_for_it():
    content = form("type | name | label\nend | done |\nnote | n | It is ${done}")

    assert questionnaire(content).questions()[0].calculation == "now()"


@pytest.mark.parametrize(
    "kind", ["deviceid", "phonenumber", "username", "email", "simserial", "subscriberid"]
)
def test_what_could_tell_who_a_child_is_is_never_recorded(kind):
    content = form(f"type | name | label\n{kind} | who |\ntext | q | Well?")

    fault = only(content, "metadata_left_out")
    assert (fault.level, "who a child is" in fault.message) == ("info", True)
    assert len(questionnaire(content).questions()) == 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [("yes", "true()"), ("TRUE", "true()"), ("true()", "true()"), ("no", ""), ("False", ""), ("", "")],
)
def test_required_is_yes_or_no(written, kept):
    read = questionnaire(form(f"type | name | label | required\ntext | q | Well? | {written}"))

    assert read.questions()[0].required == kept


def test_required_may_be_a_condition():
    rows = "type | name | label | required\ntext | a | A? |\ntext | q | Well? | ${a} != ''"

    assert questionnaire(form(rows)).questions()[1].required == "${a} != ''"


def test_required_maybe_is_a_warning():
    content = form("type | name | label | required\ntext | q | Well? | maybe")
    fault = only(content, "required_unclear")

    assert (fault.level, fault.place.line, fault.place.column) == ("warning", 3, "required")
    assert questionnaire(content).questions()[0].required == ""


def test_typographic_quotes_in_expressions_are_made_straight_and_those_in_words_kept():
    rows = "type | name | label | relevant\ntext | a | A? |\ntext | q | “Well?” | ${a} = ‘yes’"
    question = questionnaire(form(rows)).questions()[1]

    assert (question.relevant, words(question.label, "en", "en")) == ("${a} = 'yes'", "“Well?”")


@pytest.mark.parametrize("written", ["start=0 end=10 step=2", "start=0, end=10; step=2"])
def test_parameters_are_read_with_spaces_commas_or_semicolons_between(written):
    read = questionnaire(form(f"type | name | label | parameters\nrange | q | How much? | {written}"))

    assert read.questions()[0].parameters == {"start": "0", "end": "10", "step": "2"}


def test_parameters_that_cannot_be_read_are_a_fault():
    assert "bad_parameters" in codes(form("type | name | label | parameters\nrange | q | Well? | 0 to 10"))


@pytest.mark.parametrize(
    ("kind", "default", "kept"),
    [
        ("text", "well-being", "well-being"),
        ("date", "today()", "today()"),
        ("date", "3 May 2015", "2015-05-03"),
        ("integer", "5.0", "5"),
        ("integer", "many", ""),
        ("select_one yn", "yes", "yes"),
        ("select_one yn", "maybe", ""),
        ("select_multiple yn", "no yes", "no yes"),
        ("select_one yn", "if(1 = 1, 'yes', 'no')", "if(1 = 1, 'yes', 'no')"),
    ],
)
def test_a_default_is_kept_where_somebody_could_answer_it(kind, default, kept):
    rows = f"type | name | label | default\n{kind} | q | Well? | {default}"

    assert questionnaire(form(rows, YES_NO)).questions()[0].default == kept


def test_the_default_of_a_calculation_is_worked_out_once():
    rows = "type | name | label | calculation | default\ntext | q | Q? | |\ncalculate | c | | | uuid()"

    assert questionnaire(form(rows)).questions()[1].calculation == "once(uuid())"


def test_a_question_with_a_calculation_and_no_words_is_worked_out_in_silence():
    rows = "type | name | label | calculation\ninteger | a | How old? |\ninteger | b | | ${a} + 1"

    assert questionnaire(form(rows)).questions()[1].type == "calculate"


def test_a_hidden_row_with_a_calculation_is_worked_out_whatever_its_label():
    rows = "type | name | label | calculation\ninteger | a | How old? |\nhidden | b | NO_LABEL | ${a} + 1"

    assert questionnaire(form(rows)).questions()[1].type == "calculate"


def test_a_calculation_on_a_question_that_people_see_is_a_suggestion():
    content = form(
        "type | name | label | calculation\ninteger | a | How old? |\ninteger | b | So? | ${a} + 1"
    )

    assert only(content, "calculation_shown").place.line == 4
    assert questionnaire(content).questions()[1].calculation == "${a} + 1"


def test_a_note_that_works_something_out_shows_it():
    rows = "type | name | label | calculation\ninteger | a | How old? |\nnote | b | Next year: | ${a} + 1"
    note = questionnaire(form(rows)).questions()[1]

    assert (note.type, note.calculation, note.read_only) == ("note", "${a} + 1", True)
    assert "reference_to_note" not in codes(form(rows + "\nnote | c | So ${b}. |"))


@pytest.mark.parametrize(("written", "kept"), [("yes", True), ("true()", True), ("no", False), ("", False)])
def test_a_row_may_be_read_only(written, kept):
    rows = f"type | name | label | read_only\ntext | q | Well? | {written}"

    assert questionnaire(form(rows)).questions()[0].read_only is kept


def test_the_trigger_of_a_calculation_is_kept():
    rows = "type | name | label | calculation | trigger\ntext | q | Q? | |\ncalculate | c | | now() | ${q}"

    assert questionnaire(form(rows)).questions()[1].trigger == "${q}"


def test_a_question_without_words_shows_its_name():
    rows = "type | name | label | image\nselect_one yn | feels_safe | | a.png"
    read = questionnaire(form(rows, YES_NO))

    assert read.questions()[0].label == {"en": "feels safe"}


@pytest.mark.parametrize(
    ("written", "type_", "constraint"),
    [("percentage", "integer", "0 <= . and . <= 100"), ("phone number", "text", "regex(., '^\\d*$')")],
)
def test_types_of_the_first_years_bring_their_constraint(written, type_, constraint):
    question = questionnaire(form(f"type | name | label\n{written} | q | Q?")).questions()[0]

    assert (question.type, question.constraint) == (type_, constraint)


def test_a_title_may_stand_in_the_survey_as_it_once_did():
    read = questionnaire(form("type | name | label\nform_title | Old ways |\ntext | q | Q?"))

    assert read.title == "Old ways"


def test_a_note_may_go_without_a_name_but_a_question_may_not():
    faults = findings(form("type | name | label\nnote | | Hello\ntext | | Well?"))

    assert [fault.place.line for fault in faults if fault.code == "missing_name"] == [4]


def test_a_hint_alone_is_asked():
    content = form("type | name | label | hint\ntext | q | | Well?")

    question = questionnaire(content).questions()[0]
    assert (question.label, question.hint) == ({"en": "Well?"}, {})
    assert only(content, "hint_for_label").level == "warning"


def test_a_row_without_a_type_is_a_fault_when_it_has_a_name_and_a_remark_when_not():
    content = form("type | name | label | remark\n | | | ask Sam\ntext | q | Well? |\n | p | Eh? |")

    assert only(content, "row_without_type").level == "info"
    assert only(content, "missing_type").place.line == 5


def test_a_disabled_row_is_left_out():
    content = form("type | name | label | disabled\ntext | p | Eh? | yes\ntext | q | Well? |")

    assert [question.name for question in questionnaire(content).questions()] == ["q"]
    assert "disabled_row" in codes(content)


def test_words_that_are_looked_up_become_a_calculation():
    said = "You chose instance('yn')/root/item[name=${safe}]/label today"
    read = questionnaire(
        form(
            f"type | name | label | hint\nselect_one yn | safe | Safe? |\nnote | n | {said} | {said}", YES_NO
        )
    )
    _, words_, note = read.questions()

    assert (words_.name, words_.type) == ("n_words_1", "calculate")
    assert words_.calculation == "instance('yn')/root/item[name=${safe}]/label"
    assert note.label == note.hint == {"en": "You chose ${n_words_1} today"}


def test_a_column_places_of_somebody_s_own_is_left_alone():
    read = questionnaire(form("type | name | label | places\ntext | q | Well? | Here and there"))

    assert read.questions()[0].choices is None
