"""The core of XPath 1.0: paths, predicates, conversions, operators."""

import math

import pytest

from consultations.forms.expressions import Context, EvaluationFault, Node, compile_expression, format_number
from tests.unit.forms.expressions.trees import answers_context, tree_of_xml

PLAN = tree_of_xml(
    '<?xml version="1.0"?><plan xmlns:t="urn:trust" xml:lang="en-GB"><!--draft--><?print now?>'
    '<outcome id="safe" t:lead="police"><title>Safe</title><target>4</target><target>12</target></outcome>'
    '<outcome id="heard"><title>Heard <em>and</em> answered</title><part><target>3</target></part></outcome>'
    "<and>6</and><div>2</div><blank/><t:note>kept</t:note></plan>"
)


@pytest.fixture(name="plan")
def plan_context() -> Context:
    return answers_context(node=PLAN.children[0])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("/plan/outcome[2]/title", "Heard and answered"),
        ("outcome[1]/@id", "safe"),
        ("outcome/attribute::id", "safe"),
        ("//target[. > 5]", "12"),
        ("//target[1]", "4"),
        ("(//target)[3]", "3"),
        ("(//target)[last()]", "3"),
        ("outcome[target = 12]/title", "Safe"),
        ("outcome[@id='heard']/part/target", "3"),
        ("outcome[2]/preceding-sibling::*[1]/title", "Safe"),
        ("//part/ancestor::*[1]/@id", "heard"),
        ("name(//part/ancestor::*[2])", "plan"),
        ("name((//part/ancestor::*)[1])", "plan"),
        ("//part/target/preceding::target[1]", "12"),
        ("(//part/target/preceding::target)[1]", "4"),
        ("outcome[1]/following-sibling::and", "6"),
        ("//title/following::target[1]", "4"),
        ("and/preceding-sibling::outcome", "Safe412"),
        ("(//part/target/ancestor::*)[2]/@id", "heard"),
        ("//target/preceding::title", "Safe"),
        ("name(outcome[1]/descendant::*[last()])", "target"),
        ("outcome[2]/descendant-or-self::node()[1]/@id", "heard"),
        ("//em/..", "Heard and answered"),
        ("//em/parent::title/self::title/em", "and"),
        ("outcome[2]/title/text()[2]", " answered"),
        ("comment()", "draft"),
        ("processing-instruction('print')", "now"),
        ("t:note", "kept"),
        ("name(t:*)", "t:note"),
        ("local-name(t:note)", "note"),
        ("namespace-uri(t:note)", "urn:trust"),
        ("outcome/@t:lead", "police"),
        ("id('heard safe')/title", "Safe"),
        ("string(//target[2] | //title | //and)", "Safe"),
        ("(//and | //title)[1]", "Safe"),
        ("outcome[1]/target[position() = last()]", "12"),
        ("*[self::div]", "2"),
        ("//*[@id][2]/title", "Heard and answered"),
        ("current()/div", "2"),
        ("outcome[count(target) = 2]/title", "Safe"),
        ("outcome[not(target)]/title", "Heard and answered"),
        ("nothing/at/all", ""),
    ],
)
def test_a_path_leads_where_the_specification_says(plan: Context, source: str, expected: str) -> None:
    assert compile_expression(source).text(plan) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("count(//target)", 3),
        ("count(//target | //target/.. | //target)", 5),
        ("count(//em/ancestor-or-self::node())", 5),
        ("count(//node())", 26),
        ("count(//target/..)", 2),
        ("count(//target/ancestor::*)", 4),
        ("count(//outcome/following-sibling::*)", 5),
        ("count(//@*)", 4),
        ("count(//em/namespace::*)", 2),
        ("count(namespace::* | outcome/namespace::* | namespace::*)", 6),
        ("count(//text())", 10),
        ("sum(//target)", 19),
        ("and + div", 8),
        ("and*div", 12),
        ("and div div", 3),
        ("div div-div", -1),
        ("and mod div", 0),
        ("* * 0", math.nan),
        ("-and", -6),
        ("--and", 6),
        ("2 - -2", 4),
        ("7 mod -3", 1),
        ("-7 mod 3", -1),
        ("7 mod 0", math.nan),
        ("7 mod (1 div 0)", 7),
        ("-1 div 0", -math.inf),
        ("0 div 0", math.nan),
        ("2 + 3 * 4 - 5", 9),
        ("100 div 10 div 5", 2),
        ("true() + true()", 2),
        ("'3' * '4'", 12),
        ("blank + 1", math.nan),
        ("1.5e1", 15),
        (".5 + 5.", 5.5),
    ],
)
def test_numbers_come_out_as_in_arithmetic(plan: Context, source: str, expected: float) -> None:
    assert compile_expression(source).number(plan) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("//target = 12", True),
        ("//target != 12", True),
        ("//target = 13", False),
        ("13 > //target", True),
        ("//target > //part/target", True),
        ("//part/target > //target", False),
        ("//target = //part/target", True),
        ("//nothing = ''", False),
        ("//nothing != ''", False),
        ("//nothing = //nothing", False),
        ("//nothing = false()", True),
        ("//blank = true()", True),
        ("blank = ''", True),
        ("blank < 1", False),
        ("'1.0' = '1'", False),
        ("'1.0' = 1", True),
        ("'a' = true()", True),
        ("0.1 + 0.2 = 0.3", True),
        ("number('x') = number('x')", False),
        ("number('x') != number('x')", True),
        ("3 > 2 > 1", False),
        ("1 = 1 = true()", True),
        ("1 or 1 div 0", True),
        ("0 or ''", False),
        ("1 and 'no'", True),
        ("not(//nothing)", True),
        ("lang('en')", True),
        ("lang('cy')", False),
    ],
)
def test_comparisons_hold_or_do_not(plan: Context, source: str, expected: bool) -> None:
    assert compile_expression(source).boolean(plan) is expected


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (3.0, "3"),
        (-2.50, "-2.5"),
        (1e-7, "0.0000001"),
        (1e21, "1000000000000000000000"),
        (1 / 3, "0.3333333333333333"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
    ],
)
def test_a_number_is_written_without_exponent(number: float, written: str) -> None:
    assert format_number(number) == written


@pytest.mark.parametrize(
    "text", ["", " ", "1e3", "+1", "--1", "0x10", "1,500", "1_0", "Infinity", "NaN", "½", "٣x", "²"]
)
def test_what_is_no_number_in_xpath_is_none_here(text: str) -> None:
    context = answers_context({"answer": text})

    assert math.isnan(compile_expression("number(${answer})").number(context))


@pytest.mark.parametrize(
    ("text", "number"), [("07", 7), (" 5\n", 5), ("-.5", -0.5), ("3.", 3), ("1.2e-7", 1.2e-7)]
)
def test_what_is_a_number_in_xpath_is_one_here(text: str, number: float) -> None:
    assert compile_expression("number(${answer})").number(answers_context({"answer": text})) == number


def test_a_path_from_the_root_without_a_form_is_an_evaluation_fault() -> None:
    with pytest.raises(EvaluationFault, match="no form"):
        compile_expression("/plan/outcome").boolean(answers_context())


def test_a_function_of_the_present_node_needs_one() -> None:
    with pytest.raises(EvaluationFault, match="no question"):
        compile_expression("string-length()").number(answers_context())


def test_reading_the_text_nodes_of_a_tree_does_not_change_what_it_says() -> None:
    tree = Node.branch("plan", [Node.leaf("title", "Safe"), Node.leaf("lead", "Police")])
    context = answers_context(node=tree)

    assert compile_expression("count(//text())").number(context) == 2
    assert compile_expression(".").text(context) == "SafePolice"
