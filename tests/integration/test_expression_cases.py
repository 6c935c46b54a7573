"""What three other engines assert about expressions holds for ours.

The file that EXPRESSION_CASES names is a list of cases recorded from the tests of Enketo's
openrosa-xpath-evaluator, getodk/web-forms and JavaRosa; it is not part of the project.
"""

import json
import math
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from consultations.errors import TogetherError
from consultations.forms.expressions import Context, Expression, Node, compile_expression
from tests.unit.forms.expressions.trees import tree_of_xml

CASES_FILE = os.environ.get("EXPRESSION_CASES", "")
CASES = json.loads(Path(CASES_FILE).read_text()) if CASES_FILE else []

LACKING_THEIR_TREE = {
    "7ebc51858846": "string(node()) is recorded without the document whose text it expects",
}


def at(tree: Node, positions: str) -> Node:
    """The node at a positional path: `/*[1]/*[2]`."""
    node = tree
    for position in re.findall(r"\*\[(\d+)\]", positions):
        elements = [child for child in node.contents() if child.kind == "element"]
        node = elements[int(position) - 1]
    return node


def context_of(case: dict) -> Context:
    tree = tree_of_xml(case["context_xml"]) if case["context_xml"] else None
    instances = (
        {node.attribute("id"): node for node in tree.descendants() if node.name == "instance"} if tree else {}
    )
    return Context(
        resolve=lambda name: (),
        now=datetime(2026, 11, 23, 12, tzinfo=UTC),
        zone=ZoneInfo(case["timezone"]),
        random=lambda: 0.5,
        new_id=lambda: "00000000-0000-4000-8000-000000000000",
        node=at(tree, case["context_node"]) if tree else None,
        root=at(tree, case["root_node"]) if tree else None,
        instance=instances.get,
    )


def is_number(expression: Expression, context: Context, case: dict) -> bool:
    found, expected = expression.number(context), float(case["expected"])
    if math.isnan(expected) or math.isinf(expected):
        return str(found) == str(expected)
    return math.isclose(found, expected, rel_tol=1e-12, abs_tol=1e-12)


def is_rounded_number(expression: Expression, context: Context, case: dict) -> bool:
    factor = case["round_factor"]
    return round(expression.number(context) * factor) / factor == case["expected"]


def is_error(expression: Expression, context: Context, case: dict) -> bool:
    with pytest.raises(TogetherError):
        expression.value(context)
    return True


CHECKS: dict[str, Callable[[Expression, Context, dict], bool]] = {
    "boolean": lambda expression, context, case: expression.boolean(context) is case["expected"],
    "number": is_number,
    "number-rounded": is_rounded_number,
    "string": lambda expression, context, case: expression.text(context) == case["expected"],
    "match": lambda expression, context, case: (
        re.search(case["expected"], expression.text(context)) is not None
    ),
    "error": is_error,
}


@pytest.mark.skipif(not CASES, reason="EXPRESSION_CASES does not name a file of cases")
def test_the_cases_were_read() -> None:
    assert len(CASES) > 1000


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['expression'][:60]}")
def test_an_expression_means_here_what_it_means_elsewhere(case: dict, request: pytest.FixtureRequest) -> None:
    if case["id"] in LACKING_THEIR_TREE:
        request.applymarker(pytest.mark.xfail(reason=LACKING_THEIR_TREE[case["id"]], strict=True))
    try:
        expression = compile_expression(case["expression"])
    except TogetherError:
        assert case["type"] == "error"
        return
    assert CHECKS[case["type"]](expression, context_of(case), case)
