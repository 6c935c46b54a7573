"""Headings: every spelling pyxform takes, slips of the pen, the author's own, languages."""

import pytest

from tests.unit.forms.forms import YES_NO, codes, form, only, questionnaire

SAFE = "text | safe | Safe? |"


@pytest.mark.parametrize("heading", ["relevant", "Relevant", "relevance", "bind::relevant", "bind:relevant"])
def test_a_condition_is_read_under_every_heading_pyxform_takes(heading):
    read = questionnaire(form(f"type | name | label | {heading}\n{SAFE}\ntext | q | Well? | ${{safe}} = ''"))

    assert read.questions()[1].relevant == "${safe} = ''"


@pytest.mark.parametrize(
    "heading", ["constraint_message", "constraint message", "constraining message", "bind::jr:constraintMsg"]
)
def test_a_message_is_read_under_every_heading_pyxform_takes(heading):
    rows = f"type | name | label | constraint | {heading}\ninteger | q | Well? | . > 1 | More than 1, please."

    assert questionnaire(form(rows)).questions()[0].constraint_message == {"en": "More than 1, please."}


def test_old_headings_are_read():
    rows = "command | tag | caption | calculate\ncalculate | c | | 1 + 1\nselect_one yn | q | Well? |"
    choices = "list name | value | caption\nyn | yes | Yes"
    read = questionnaire(form(rows, choices))

    assert read.questions()[0].calculation == "1 + 1"
    assert read.choice_lists["yn"][0].label == {"en": "Yes"}


def test_a_misspelt_heading_is_a_warning_that_names_the_nearest():
    fault = only(form(f"type | name | label | relevent\n{SAFE}"), "misspelt_column")

    assert (fault.level, fault.place.column, fault.place.line) == ("warning", "relevent", 2)
    assert "“relevant”" in fault.fix


@pytest.mark.parametrize("heading", ["lable::English (en)", "label_en", "label_english"])
def test_a_heading_that_misspells_its_language_says_how_to_write_it(heading):
    assert "label" in only(form(f"type | name | label | {heading}\n{SAFE}"), "misspelt_column").fix


@pytest.mark.parametrize(
    "heading", ["indicator", "theme", "tags", "notes", "module", "image_id", "_relevent"]
)
def test_an_own_column_is_a_warning(heading):
    content = form(f"type | name | label | {heading}\n{SAFE}")

    assert only(content, "own_column").level == "warning"
    assert questionnaire(content)


def test_own_columns_of_choices_are_kept_for_filters_without_a_word():
    choices = "list_name | name | label | town\nyn | yes | Yes | Leeds"
    content = form("type | name | label\nselect_one yn | q | Well?", choices)

    assert questionnaire(content).choice_lists["yn"][0].columns == {"town": "Leeds"}
    assert "own_column" not in codes(content)


def test_a_column_of_choices_that_a_filter_reads_is_no_slip():
    survey = "type | name | label | choice_filter\nselect_one yn | q | Well? | labels = 'a'"
    choices = "list_name | name | label | labels\nyn | yes | Yes | a"

    assert "misspelt_column" not in codes(form(survey, choices))
    assert "misspelt_column" in codes(form("type | name | label\nselect_one yn | q | Well?", choices))


def test_two_headings_for_one_column_are_a_fault():
    fault = only(form(f"type | name | label | relevant | relevance\n{SAFE}"), "duplicate_column")

    assert "“relevant”" in fault.message


def test_a_survey_needs_its_type_and_name():
    fault = only(form("kind | label\ntext | Well?"), "missing_column")

    assert "“type” and “name”" in fault.message


@pytest.mark.parametrize("heading", ["video", "media::video"])
def test_what_is_not_followed_is_a_warning_that_names_its_rows(heading):
    rows = f"type | name | label | {heading}\ntext | p | Eh? |\ntext | q | Well? | something"
    fault = only(form(rows), "column_not_followed")

    assert (fault.level, fault.place.column, fault.place.line) == ("warning", heading, 4)
    assert "row 4" in fault.message


@pytest.mark.parametrize(
    "heading",
    ["appearance", "control::appearance", "body::accuracyThreshold", "kuid", "$xpath", "kobo--score-choices"],
)
def test_what_steers_a_screen_is_a_remark(heading):
    assert (
        only(form(f"type | name | label | {heading}\ntext | q | Well? | wide"), "unused_column").level
        == "info"
    )


def test_a_heading_on_which_pyxform_breaks_is_refused_with_a_word():
    assert "odk_fails" in codes(form(f"type | name | label | ask:jr\n{SAFE}"))


def test_words_under_no_heading_are_said():
    assert (
        "stray"
        in only(form("type | name | label | \ntext | q | Well? | stray"), "cell_without_heading").message
    )


def test_languages_are_kept_by_their_codes():
    survey = """
        type | name | label::English (en) | label::Polski (pl) | hint::Polski (pl)
        text | q | Well? | No i? | Tu
        """
    read = questionnaire(form(survey))

    assert (read.default_language, read.languages) == ("en", ("en", "pl"))
    assert read.questions()[0].label == {"en": "Well?", "pl": "No i?"}
    assert read.questions()[0].hint == {"pl": "Tu"}


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("label::pl", "pl"),
        ("label:Polski (pl)", "pl"),
        ("label :: Polski (PL)", "pl"),
        ("label::Polish", "pl"),
        ("label::English (en-gb)", "en-GB"),
        ("label::Klingon speech", "klingon-speech"),
    ],
)
def test_a_language_has_a_code_however_it_is_written(heading, code):
    assert questionnaire(form(f"type | name | {heading}\ntext | q | Well?")).languages == (code,)


def test_a_language_without_a_code_is_a_warning_that_shows_how():
    fault = only(form("type | name | label::Polish\ntext | q | No i?"), "language_without_code")

    assert (fault.level, "`label::Polish (pl)`" in fault.fix) == ("warning", True)
    unknown = form("type | name | label::Klingon\ntext | q | nuq?")
    assert "`label::Polski (pl)`" in only(unknown, "language_without_code").fix


def test_without_the_setting_english_is_the_default_where_the_form_has_it():
    survey = "type | name | label::Polski (pl) | label::English (en)\ntext | q | No i? | Well?"

    assert questionnaire(form(survey)).languages == ("en", "pl")


@pytest.mark.parametrize("setting", ["Polski (pl)", "Polski", "pl", "Polish"])
def test_the_default_language_is_named_or_coded(setting):
    survey = "type | name | label::English (en) | label::Polski (pl)\ntext | q | Well? | No i?"
    read = questionnaire(form(survey, settings=f"default_language\n{setting}"))

    assert (read.default_language, read.languages) == ("pl", ("pl", "en"))


def test_a_column_without_a_language_is_in_the_default_one():
    survey = "type | name | label | label::English (en)\ntext | q | No i? | Well?"
    read = questionnaire(form(survey, settings="default_language\nPolski (pl)"))

    assert read.questions()[0].label == {"pl": "No i?", "en": "Well?"}


def test_a_named_language_wins_over_a_column_without_one():
    read = questionnaire(form("type | name | label::English (en) | label\ntext | q | Well? | Old words"))

    assert read.questions()[0].label == {"en": "Well?"}


def test_a_default_language_that_no_column_has_is_said():
    survey = "type | name | label::English (en)\ntext | q | Well?"
    fault = only(form(survey, settings="default_language\nCymraeg (cy)"), "default_language_missing")

    assert (fault.place.sheet, fault.place.column) == ("settings", "default_language")


def test_settings_we_do_not_know_are_remarks_and_slips_are_warnings():
    content = form("type | name | label\ntext | q | Well?", settings="form_titel | mood\nA | good")

    assert only(content, "misspelt_column").level == "warning"
    assert only(content, "unknown_setting").level == "info"


def test_the_form_id_wins_over_its_old_name():
    content = form("type | name | label\ntext | q | Well?", settings="form_id | id_string\nnew | old")

    assert questionnaire(content).name == "new"
    assert only(content, "duplicate_column").level == "warning"


def test_headings_may_be_in_capitals():
    survey = "TYPE | NAME | LABEL::EN | RELEVANT\ntext | p | P? | \ntext | q | Q? | ${p} = ''"
    read = questionnaire(form(survey, settings="FORM_TITLE | DEFAULT_LANGUAGE\nLoud | EN"))

    assert (read.title, read.languages, read.questions()[1].relevant) == ("Loud", ("en",), "${p} = ''")


def test_only_the_first_row_of_settings_is_read():
    content = form("type | name | label\ntext | q | Well?", settings="form_title\nA\nB")

    assert questionnaire(content).title == "A"
    assert only(content, "second_settings_row").place.line == 7


def test_a_form_without_settings_is_called_after_its_file():
    read = questionnaire(form("type | name | label\ntext | q | Well?"))

    assert (read.name, read.title, read.version) == ("form", "form", "")


def test_choices_without_a_list_are_a_warning_as_odk_ignores_them_and_nameless_ones_an_error():
    choices = YES_NO + " | odd | Odd\nyn | | Nameless"
    content = form("type | name | label\nselect_one yn | q | Well?", choices)

    without_list, nameless = only(content, "choice_without_list"), only(content, "choice_without_name")
    assert (without_list.level, without_list.place.line) == ("warning", 8)
    assert (nameless.level, nameless.place.line) == ("error", 9)


def test_longer_hints_and_media_are_read_in_every_language():
    survey = """
        type | name | label | guidance_hint::English (en) | media::image | big-image | audio::Polski (pl)
        text | q | Well? | Take your time. | jr://images/cat.png | tiger.png | hej.mp3
        """
    question = questionnaire(form(survey)).questions()[0]

    assert question.guidance == {"en": "Take your time."}
    assert question.media == {"image": {"en": "cat.png"}, "audio": {"pl": "hej.mp3"}}


def test_choices_have_pictures_and_sounds():
    choices = "list_name | name | label | image | audio::Polski (pl)\nyn | yes | Yes | y.png | tak.mp3"
    choice = questionnaire(form("type | name | label\nselect_one yn | q | Q?", choices)).choice_lists["yn"][0]

    assert choice.media == {"image": {"en": "y.png"}, "audio": {"pl": "tak.mp3"}}


def test_a_cell_with_excels_error_is_taken_for_empty():
    content = form(f"type | name | label | relevant\n{SAFE} #REF!")

    assert only(content, "cell_error").level == "warning"
    assert questionnaire(content).questions()[0].relevant == ""


def test_a_filter_that_names_a_translated_label_reads_the_label():
    read = questionnaire(
        form(
            """
            type | name | label::English | choice_filter
            select_one towns | town | Which? | label::English != '' and ${town} != 'label::English'
            """,
            "list_name | name | label::English\ntowns | a | Aton",
        )
    )
    assert read.questions()[0].choice_filter == "label != '' and ${town} != 'label::English'"
