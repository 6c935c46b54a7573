"""How a message looks on Telegram."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Button, Message
from bot.telegram.layout import full_text, keyboard, lay_out, page_wanted
from bot.telegram.splitting import MOST_UNITS, split_text, units


def answers(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(str(number), label) for number, label in enumerate(labels))


def labels(*buttons: Button) -> list[list[str]]:
    return [[key.label for key in row] for row in keyboard(buttons)]


def test_a_question_with_hint_and_progress_is_three_paragraphs() -> None:
    message = Message("question", "How safe do you feel?", hint="Press one.", progress="3 of about 8")
    assert full_text(message) == "How safe do you feel?\n\nPress one.\n\n3 of about 8"


def test_markup_in_the_words_stays_words() -> None:
    assert lay_out(Message("note", "snake_case *and* <b>tags</b> & more")).texts == (
        "snake_case *and* <b>tags</b> & more",
    )


@pytest.mark.parametrize(
    ("given_labels", "rows"),
    [
        (("Yes", "No"), [["Yes", "No"]]),
        (("1", "2", "3", "4", "5"), [["1", "2", "3", "4", "5"]]),
        (("Great", "Good", "Okay", "Bad"), [["Great", "Good"], ["Okay", "Bad"]]),
        (("A few times", "Never"), [["A few times", "Never"]]),
        (("Talking to someone I trust", "Sport"), [["Talking to someone I trust"], ["Sport"]]),
    ],
)
def test_short_answers_stand_beside_each_other(given_labels: tuple[str, ...], rows: list[list[str]]) -> None:
    assert labels(*answers(*given_labels)) == rows


def test_the_ways_out_come_last_whatever_their_place() -> None:
    ways_out = (
        Button("s", "Skip", role="skip"),
        Button("b", "Back", role="back"),
        Button("x", "Stop", role="stop"),
        Button("h", "Get help", role="help"),
    )
    rows = labels(*ways_out, Button("d", "Done", role="done"), *answers("Yes", "No"))
    assert rows == [["Yes", "No"], ["Done"], ["Skip", "Back"], ["Stop", "Get help"]]


def test_a_chosen_answer_is_ticked() -> None:
    assert labels(Button("1", "Sport", selected=True), Button("2", "Music")) == [["✓ Sport", "Music"]]


def test_an_answer_too_long_for_a_button_stands_whole_in_the_text() -> None:
    long = "I would tell somebody at school, and I know who that would be and where to find them"
    buttons = (
        Button("a", long, selected=True),
        Button("b", "I do not know"),
        Button("s", "Skip", role="skip"),
    )
    layout = lay_out(Message("question", "What would you do?", buttons, hint="Press a number."))
    assert layout.texts == (f"What would you do?\n\n1. {long}\n2. I do not know\n\nPress a number.",)
    assert [[(key.label, key.data) for key in row] for row in layout.rows] == [
        [("✓ 1", "a"), ("2", "b")],
        [("Skip", "s")],
    ]


def test_a_long_skip_label_does_not_number_the_answers() -> None:
    assert labels(*answers("Yes"), Button("s", "x" * 61, role="skip")) == [["Yes"], ["x" * 61]]


def test_more_than_a_hundred_buttons_come_in_pages() -> None:
    stop, done = Button("x", "Stop", role="stop"), Button("d", "Done", role="done")
    buttons = (*answers(*(f"Place {n}" for n in range(130))), done, stop)
    pages = [keyboard(buttons, page, "More ▾") for page in range(3)]
    assert [sum(len(row) for row in rows) for rows in pages] == [63, 63, 13]
    assert all(rows[-2:] == pages[0][-2:] for rows in pages)
    assert [rows[-3][0].data for rows in pages] == ["page:1", "page:2", "page:0"]
    shown = [key.data for rows in pages for row in rows[:-3] for key in row]
    assert shown == [str(n) for n in range(130)]


def test_a_hundred_buttons_need_no_pages() -> None:
    assert sum(len(row) for row in keyboard(answers(*"x" * 100))) == 100


@pytest.mark.parametrize(
    ("data", "page"),
    [("page:2", 2), ("page:", None), ("page:x", None), ("page:²", None), ("abc.1.2", None)],
)
def test_which_page_a_button_turns_to(data: str, page: int | None) -> None:
    assert page_wanted(data) == page


def test_a_button_without_words_still_has_something_to_press() -> None:
    assert labels(*answers(" ")) == [["–"]]


def test_length_is_counted_as_telegram_counts_it() -> None:
    assert units("a😀é") == 4


def test_a_long_text_is_cut_between_paragraphs_first() -> None:
    assert split_text("one two\n\nthree four", limit=13) == ("one two", "three four")


def test_then_between_lines_then_between_words() -> None:
    assert split_text("one two\nthree four", limit=13) == ("one two", "three four")
    assert split_text("one two three four", limit=13) == ("one two three", "four")


def test_before_words_come_sentences() -> None:
    assert split_text("One two. Three! Four five", limit=21) == ("One two. Three!", "Four five")
    assert split_text("He said “go.” Then 3.5 more", limit=22) == ("He said “go.”", "Then 3.5 more")
    assert split_text("你好。我喜欢。", limit=5) == ("你好。", "我喜欢。")
    assert split_text("مرحبا؟ أحب الحديقة", limit=11) == ("مرحبا؟", "أحب الحديقة")


FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize("whole", [FAMILY, "👍🏽", "é", "🇬🇧", "✌️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "কি"])
@pytest.mark.parametrize("limit", [15, 16, 17, 18, 19])
def test_what_a_reader_sees_as_one_character_stays_whole(whole: str, limit: int) -> None:
    parts = split_text(whole * 9, limit)
    assert "".join(parts) == whole * 9
    assert all(part == whole * (len(part) // len(whole)) for part in parts)


def test_a_character_of_endless_marks_is_cut_all_the_same() -> None:
    parts = split_text("a" + "\u0301" * 9000)
    assert "".join(parts) == "a" + "\u0301" * 9000
    assert len(parts) == 3


def test_a_border_near_the_start_is_not_worth_a_part() -> None:
    assert split_text("a\n\nbcdef ghijkl mn", limit=13) == ("a\n\nbcdef", "ghijkl mn")


def test_a_word_without_end_is_cut_but_never_inside_a_character() -> None:
    assert split_text("😀" * 5, limit=5) == ("😀😀", "😀😀", "😀")


def test_nothing_to_say_is_no_text() -> None:
    assert lay_out(Message("note", "  ")).texts == ()


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.integers(2, 40))
def test_no_part_is_too_long_and_no_word_is_lost(text: str, limit: int) -> None:
    parts = split_text(text, limit)
    assert all(0 < units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_the_limit_is_telegrams() -> None:
    texts = lay_out(Message("notice", "word " * 2000)).texts
    assert [units(text) <= MOST_UNITS for text in texts] == [True, True, True]
