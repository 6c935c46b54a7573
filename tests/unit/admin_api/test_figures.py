"""Tables as figures: what can be shown is drawn, what cannot is said, and neither gives the other away."""

from admin_api.figures import figure, theme_figure
from analysis.disclosure_control import HIDDEN, Count, Rule
from analysis.summary import Row

RULE = Rule()
FEW = Count(None, below=5)


def row(label: str, people: int | Count, name: str = "") -> Row:
    return Row(name or label.lower(), label, Count(people) if isinstance(people, int) else people, None)


def test_hidden_rows_are_named_and_not_drawn() -> None:
    drawn = figure("q", "Chosen", "Answer", (row("Yes", 20), row("No", HIDDEN)), Count(30), RULE)
    assert drawn.chart is not None
    assert [bar.datum.label for bar in drawn.chart.bars] == ["Yes"]
    assert drawn.more == "Not shown: No."
    assert [datum.text for datum in drawn.table] == ["20", "not shown"]


def test_a_nought_is_drawn_for_it_says_something() -> None:
    drawn = figure("q", "Chosen", "Answer", (row("Yes", 20), row("No", 0)), Count(20), RULE)
    assert drawn.chart is not None
    assert [bar.datum.value for bar in drawn.chart.bars] == [20, 0]


def test_where_nothing_can_be_drawn_it_says_why() -> None:
    hidden = (row("Yes", HIDDEN), row("No", HIDDEN))
    few = figure("q", "Chosen", "Answer", hidden, FEW, RULE)
    assert (few.chart, few.more) == (
        None,
        "Fewer than 5 people answered, so we do not show what they said.",
    )
    under_ten = figure("q", "Chosen", "Answer", hidden, Count(7), RULE)
    assert under_ten.more == "Fewer than 10 people answered, so we do not show how."
    telling = figure("q", "Chosen", "Answer", hidden, Count(40), RULE)
    assert "somebody could be picked out" in telling.more


def test_noughts_alone_are_a_sentence() -> None:
    drawn = figure("q", "Chosen", "Answer", (row("Yes", 0), row("No", HIDDEN)), Count(18), RULE)
    assert (drawn.chart, drawn.more) == (None, "Nobody chose: Yes. The other numbers are not shown.")


def test_themes_come_greatest_first_and_something_else_last() -> None:
    table = (row("Buses", 6), row("Something else", 30, "other"), row("Dogs", 0), row("Lights", 9))
    drawn = theme_figure("q", "Themes", (*table, row("Cars", HIDDEN)), Count(40), RULE)
    assert drawn.chart is not None
    assert [bar.datum.label for bar in drawn.chart.bars] == ["Lights", "Buses", "Something else"]
    assert drawn.more == "Other themes: 1 not shown; nobody spoke of 1."


def test_the_order_tells_nothing_of_hidden_themes() -> None:
    table = (row("A", HIDDEN), row("B", FEW), row("C", HIDDEN), row("D", 9))
    drawn = theme_figure("q", "Themes", table, Count(40), RULE)
    assert [datum.label for datum in drawn.table] == ["D", "A", "B", "C"]
