"""A chart is right before anything draws it."""

import pytest

from admin_api.charts import FULL, LETTERS, Datum, bar_chart

THEMES = [
    Datum("Buses to school", 40, 0.4),
    Datum("Somewhere safe to go after school on dark evenings", 20, 0.2),
    Datum("Bullying", None),
]


def test_bars_are_as_long_as_their_numbers_say() -> None:
    chart = bar_chart("themes", "Themes", "answers", THEMES)
    assert [bar.width for bar in chart.bars] == [FULL, FULL / 2, 0]


def test_a_suppressed_number_leaves_no_trace_in_the_drawing_or_the_words() -> None:
    """The bar of a hidden 4 must be drawn as that of a hidden 1, and no sum may give it away."""
    chart = bar_chart("themes", "Themes", "answers", THEMES)
    assert chart.any_suppressed
    hidden = chart.bars[2]
    assert (hidden.width, hidden.text_x, hidden.datum.text) == (0, 0, "not shown")
    assert "Bullying" not in chart.description


def test_long_labels_are_folded_and_push_the_rest_down() -> None:
    chart = bar_chart("themes", "Themes", "answers", THEMES)
    folded = chart.bars[1]
    assert " ".join(line.text for line in folded.lines) == THEMES[1].label
    assert all(len(line.text) <= LETTERS for line in folded.lines)
    for line in folded.lines:
        assert line.y < folded.y < folded.text_y < folded.y + folded.height
    assert folded.y + folded.height < chart.bars[2].lines[0].y
    assert chart.bars[-1].y + chart.bars[-1].height < chart.height


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            THEMES,
            "Number of answers in 3 rows. Most: Buses to school, 40 (40%). Fewest shown: Somewhere safe",
        ),
        ([Datum("Yes", 1234)], "Number of answers. Yes: 1,234."),
        ([Datum("Yes", None)], "No number of answers can be shown."),
        ([], "No number of answers can be shown."),
    ],
)
def test_the_words_say_what_the_drawing_shows(data: list[Datum], words: str) -> None:
    assert bar_chart("x", "Title", "answers", data).description.startswith(words)


def test_nothing_said_by_anybody_is_a_chart_without_bars_to_divide_by() -> None:
    assert [bar.width for bar in bar_chart("x", "Title", "answers", [Datum("Yes", 0)]).bars] == [0]
