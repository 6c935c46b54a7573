"""Functions, one by one, as https://getodk.github.io/xforms-spec/#xpath-functions describes them."""

import math
from collections.abc import Mapping

import pytest

from consultations.forms.expressions import EvaluationFault, ExpressionFault, Node, compile_expression
from tests.unit.forms.expressions.trees import answers_context

ANSWERS: Mapping[str, str | list[str]] = {
    "topics": "school  bullying home",
    "one": "school",
    "blank": "",
    "scores": ["4", "9", "-1"],
    "mixed": ["4", "", "x"],
    "name": "O'Neill-Žižek",
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("substr('together', 0, 2)", "to"),
        ("substr('together', -3)", "her"),
        ("substr('together', -3, -1)", "he"),
        ("substr('together', 5, 2)", ""),
        ("substring('together', 2, 3)", "oge"),
        ("substring('together', 0)", "together"),
        ("substring('together', 1.5, 2.6)", "oge"),
        ("substring-before('2026-11', '-')", "2026"),
        ("substring-after('2026-11', '-')", "11"),
        ("substring-before('plan', 'x')", ""),
        ("translate('plan', 'pn', 'P')", "Pla"),
        ("normalize-space('  we \n listen ')", "we listen"),
        ("concat('a', 1, true(), ${scores})", "a1true49-1"),
        ("concat()", ""),
        ("join(', ', ${scores}, 'x')", "4, 9, -1, x"),
        ("if(${blank} = '', 'none', 'some')", "none"),
        ("if(true(), 'a', date('soon'))", "a"),
        ("coalesce(${blank}, ${one})", "school"),
        ("coalesce(${blank} + 1, 'no number')", "no number"),
        ("coalesce(${blank}, '', ${one}, 'x')", "school"),
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        ("digest('abc', 'SHA-1')", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
        ("selected-at(${topics}, 1)", "bullying"),
        ("selected-at(${topics}, 9)", ""),
        ("selected-at(${topics}, -1)", ""),
        ("jr:choice-name(${one}, '${one}')", "label of school in one"),
        ("jr:choice-name(${one}, ' /data/group/one ')", "label of school in one"),
        ("uuid()", "00000000-0000-4000-8000-000000000000"),
        ("uuid(4)", "4444"),
        ("random()", "0.25"),
        ("string(${scores}[2])", "9"),
    ],
)
def test_texts(source: str, expected: str) -> None:
    context = answers_context(ANSWERS, choice_label=lambda value, question: f"label of {value} in {question}")

    assert compile_expression(source).text(context) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("round(2.5)", 3),
        ("round(-1.5)", -2),
        ("round(1.005, 2)", 1.01),
        ("round(1250, -2)", 1300),
        ("round('4,6')", 5),
        ("round('x')", math.nan),
        ("round(7, 'x')", math.nan),
        ("int(-1.9)", -1),
        ("floor(-1.1)", -2),
        ("ceiling(-1.9)", -1),
        ("abs(-4)", 4),
        ("pow(2, 10)", 1024),
        ("pow(10, 400)", math.inf),
        ("pow(-8, 0.5)", math.nan),
        ("pow(0, -1)", math.inf),
        ("sqrt(-1)", math.nan),
        ("sqrt(81)", 9),
        ("exp(0) + exp10(2)", 101),
        ("log10(1000)", 3),
        ("log(0)", -math.inf),
        ("sin(0) + cos(0) + atan2(0, 1)", 1),
        ("asin(2)", math.nan),
        ("pi()", math.pi),
        ("min(${scores})", -1),
        ("max(${scores}, 12)", 12),
        ("max(${mixed})", math.nan),
        ("max(${nothing})", math.nan),
        ("sum(${scores})", 12),
        ("sum(${mixed})", math.nan),
        ("sum(${nothing})", 0),
        ("count(${scores})", 3),
        ("count-non-empty(${mixed})", 2),
        ("count-selected(${topics})", 3),
        ("count-selected(${blank})", 0),
        ("string-length(${one})", 6),
    ],
)
def test_numbers(source: str, expected: float) -> None:
    number = compile_expression(source).number(answers_context(ANSWERS))

    assert number == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("selected(${topics}, 'bullying')", True),
        ("selected(${topics}, ' bullying ')", True),
        ("selected(${topics}, 'bull')", False),
        ("selected(${topics}, '')", False),
        ("selected(${blank}, '')", True),
        ("selected(${topics}, ${one})", True),
        ("selected(${nothing}, 'school')", False),
        ("contains('plan', '')", True),
        ("starts-with('plan', 'pl')", True),
        ("ends-with('plan', 'an')", True),
        ("boolean-from-string('true')", True),
        ("boolean-from-string(1)", True),
        ("boolean-from-string('yes')", False),
        ("boolean(${blank})", True),
        ("boolean(${nothing})", False),
        ("checklist(1, 2, ${mixed})", True),
        ("checklist(3, -1, ${mixed}, '')", False),
        ("weighted-checklist(5, 5, ${one}, 2, true(), 3, '', 9)", True),
        ("regex('AB12', '^[A-Z]{2}[0-9]+$')", True),
        ("regex('xAB12', '[0-9]')", True),
        ("regex(${name}, concat('^', 'O'))", True),
    ],
)
def test_truths(source: str, expected: bool) -> None:
    assert compile_expression(source).boolean(answers_context(ANSWERS)) is expected


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        (r"^[\w-\.]+$", "a-b.c", "a b"),
        (r"^\p{L}+$", "Žižek", "Ž1"),
        (r"^[\p{L}' -]+$", "O'Neill-Žižek", "O_N"),
        (r"^[^\p{L}]$", "1", "é"),
        (r"^(?<year>\d{4})-\k<year>$", "2026-2026", "2026-2025"),
        (r"^\u0041\x42$", "AB", "ab"),
        (r"^a\/b$", "a/b", "ab"),
        (r"^[[]$", "[", "]"),
        (r"^a$", "a", "a\n"),
        (r"^[^]$", "\n", ""),
        (r"^\d$", "3", "٣"),
        (r"^[a&&b~~||-]+$", "a&-~|", "c"),
        (r"^[^\p{L}]+$", "123", "1a"),
        (r"^[\]\\]+$", "]\\", "["),
        (r"^\Q$", "Q", "q"),
        (r"(?i)^yes$", "YES", "no"),
    ],
)
def test_a_pattern_in_the_dialect_of_javascript_or_java_matches_as_there(
    pattern: str, matching: str, other: str
) -> None:
    quote = '"' if "'" in pattern else "'"
    matches = compile_expression(f"regex(${{text}}, {quote}{pattern}{quote})")

    assert matches.boolean(answers_context({"text": matching}))
    assert not matches.boolean(answers_context({"text": other}))


def test_once_keeps_what_is_there_and_else_makes_it() -> None:
    drawn = compile_expression("once(random())")

    assert drawn.text(answers_context(node=Node.leaf("draw", "0.7"))) == "0.7"
    assert drawn.text(answers_context(node=Node.leaf("draw"))) == "0.25"


def test_randomize_with_a_seed_gives_the_same_order_each_time() -> None:
    context = answers_context({"card": list("abcdefgh")})
    shuffled = compile_expression("join('', randomize(${card}, 42))")

    assert shuffled.text(context) == shuffled.text(context) != "abcdefgh"
    assert sorted(shuffled.text(context)) == list("abcdefgh")


def test_randomize_without_a_seed_uses_the_chance_that_is_passed_in() -> None:
    shuffled = compile_expression("join('', randomize(${card}))")

    assert shuffled.text(answers_context({"card": list("abc")}, random=lambda: 0.0)) == "cab"
    assert shuffled.text(answers_context({"card": list("abc")}, random=lambda: 0.999)) == "abc"


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        (r"^[\w-\.]+@[\w-]+$", "a-b.c@d-e", True),
        (r"^\p{Lu}\p{Ll}+$", "Éva", True),
        (r"^\p{Lu}\p{Ll}+$", "éva", False),
        (r"^\P{L}+$", "12", True),
        (r"^\p{^L}+$", "ab", False),
        (r"^[\p{L} -]+$", "Zoë Anne-Łucja", True),
        (r"^a{e}$", "a{e}", True),
        (r"^x{2,}$", "xx", True),
        (r"^\d{5}$", "١٢٣٤٥", False),
    ],
)
def test_patterns_mean_what_they_mean_in_other_engines(pattern, text, matches):
    found = compile_expression(f"regex('{text}', '{pattern}')")

    assert found.boolean(answers_context({})) is matches


@pytest.mark.parametrize("pattern", [r"^(a|aa)+$", r"^(a|a)*$"])
def test_a_pattern_that_runs_away_is_stopped(pattern):
    found = compile_expression(f"regex('{'a' * 90}!', '{pattern}')")

    with pytest.raises(EvaluationFault):
        found.boolean(answers_context({}))


@pytest.mark.parametrize("pattern", [r"\p{Klingon}", "(a", "[a", "*a"])
def test_a_pattern_that_cannot_be_used_is_refused_when_the_form_is_read(pattern):
    with pytest.raises(ExpressionFault) as fault:
        compile_expression(f"regex(., '{pattern}')")

    assert fault.value.code == "expression.regex"
