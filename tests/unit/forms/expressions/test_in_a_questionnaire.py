"""How a questionnaire uses expressions: relevance, constraints, choice filters, lookups, repeats."""

import threading

import pytest

from consultations.forms.expressions import Context, EvaluationFault, Node, compile_expression
from tests.unit.forms.expressions.trees import answers_context


def choice(name: str, label: str, **columns: str) -> Node:
    leaves = [Node.leaf("name", name), Node.leaf("label", label)]
    return Node.branch("item", [*leaves, *(Node.leaf(column, text) for column, text in columns.items())])


AREAS = [
    choice("n1", "North park", region="north"),
    choice("n2", "North pool", region="north"),
    choice("s1", "South hall", region="south"),
]
AREA_LIST = Node.branch("instance", [Node.branch("root", AREAS)])


def test_a_question_is_asked_when_the_answers_before_it_say_so() -> None:
    relevant = compile_expression("${age} >= 13 and selected(${topics}, 'bullying')")

    assert relevant.boolean(answers_context({"age": "14", "topics": "school bullying"}))
    assert not relevant.boolean(answers_context({"age": "12", "topics": "school bullying"}))
    assert not relevant.boolean(answers_context({"age": "14", "topics": "school"}))
    assert not relevant.boolean(answers_context({"age": "", "topics": ""}))


def test_a_constraint_looks_at_the_answer_itself() -> None:
    constraint = compile_expression(". >= 0 and . <= 120")

    assert constraint.boolean(answers_context(node=Node.leaf("age", "14")))
    assert not constraint.boolean(answers_context(node=Node.leaf("age", "140")))


def test_a_choice_filter_reads_the_columns_of_each_choice() -> None:
    keep = compile_expression("region=${region} and name != 'n2'")

    kept = [area for area in AREAS if keep.boolean(answers_context({"region": "north"}, node=area))]

    assert [area.text for area in kept] == ["n1North parknorth"]
    assert keep.columns == {"region", "name"}


def test_a_label_is_looked_up_in_another_list() -> None:
    label = compile_expression("instance('areas')/root/item[name = ${area}]/label")
    context = answers_context({"area": "s1"}, instance={"areas": AREA_LIST}.get)

    assert label.text(context) == "South hall"
    assert label.instances == {"areas"}
    assert label.columns == frozenset()


def test_inside_the_predicate_of_a_list_the_root_is_still_the_form() -> None:
    form = Node.branch("data", [Node.leaf("area", "n2")])
    top = Node("root").adopt([form])
    label = compile_expression("instance('areas')/root/item[name = /data/area]/label")

    assert label.text(answers_context(node=form, root=top, instance={"areas": AREA_LIST}.get)) == "North pool"


def test_current_is_the_question_and_not_the_choice() -> None:
    form = Node.branch("data", [Node.leaf("region", "south"), Node.leaf("area")])
    label = compile_expression("instance('areas')/root/item[region = current()/../region]/label")

    assert (
        label.text(answers_context(node=form.children[1], instance={"areas": AREA_LIST}.get)) == "South hall"
    )


def test_a_list_that_does_not_exist_is_a_fault() -> None:
    with pytest.raises(EvaluationFault, match="“towns”"):
        compile_expression("count(instance('towns')/root/item)").number(answers_context())


@pytest.fixture(name="household")
def household_context() -> Context:
    people = [("Mum", "40"), ("Me", "13"), ("Gran", "71")]
    repeats = [Node.branch("person", [Node.leaf("who", who), Node.leaf("age", age)]) for who, age in people]
    Node("root").adopt([Node.branch("data", repeats)])
    groups = {"person": repeats, "who": [repeats[0].children[0]], "n": [Node.leaf("n", "3")]}
    return answers_context(resolve=lambda name: groups.get(name, ()), node=repeats[1].children[1])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${person}[age > 18][2]/who", "Gran"),
        ("${person}/age", "40"),
        ("sum(${person}/age)", "124"),
        ("count(${person}[position() < 3])", "2"),
        ("indexed-repeat(${who}, ${person}, 2)", "Me"),
        ("indexed-repeat(${who}, ${person}, ${n})", "Gran"),
        ("indexed-repeat(${who}, ${person}, 4)", ""),
        ("indexed-repeat(/data/person/age, /data/person, 1)", "40"),
        ("position(..)", "2"),
        ("../who", "Me"),
        ("../preceding-sibling::person/who", "Mum"),
    ],
)
def test_repeats_are_reached_by_predicate_and_by_index(
    household: Context, source: str, expected: str
) -> None:
    assert compile_expression(source).text(household) == expected


def test_an_expression_says_what_it_mentions() -> None:
    expression = compile_expression(
        "${ age } > 12 and (${school} = 'yes' or selected(${topics}, 'home')) and not(instance('areas')/root)"
    )

    assert expression.references == {"age", "school", "topics"}
    assert expression.functions == {"selected", "not", "instance"}
    assert expression.instances == {"areas"}
    assert expression.compared == {("school", "yes"), ("topics", "home")}


def test_a_text_that_lacks_its_quotes_shows_as_a_column() -> None:
    assert compile_expression("${school} = yes").columns == {"yes"}


def test_an_unanswered_question_equals_blank_and_a_missing_one_equals_nothing() -> None:
    context = answers_context({"asked": ""})

    assert compile_expression("${asked} = '' and ${asked} != 'yes'").boolean(context)
    assert not compile_expression("${missing} = '' or ${missing} != 'yes'").boolean(context)


def test_values_come_in_their_own_types() -> None:
    context = answers_context({"n": ["1", "2"]})

    assert compile_expression("1 + 1").value(context) == 2.0
    assert compile_expression("'a'").value(context) == "a"
    assert compile_expression("1 = 1").value(context) is True
    assert [node.text for node in compile_expression("${n}").value(context)] == ["1", "2"]


def test_one_expression_serves_many_threads() -> None:
    expression = compile_expression("${n} * 2 + count(${n}[. > 0])")
    wrong: list[tuple[int, float]] = []

    def evaluate(number: int) -> None:
        context = answers_context({"n": str(number)})
        found = {expression.number(context) for _ in range(50)}
        wrong.extend((number, value) for value in found if value != number * 2 + 1)

    threads = [threading.Thread(target=evaluate, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
