"""Expressions mean what the living XForms engines agree that they mean.

Reads the file that EXPRESSION_CASES names: a JSON list of cases, each with `expression`, `context_xml`,
`context_node`, `root_node`, `timezone`, `type` and `expected`. Skipped without it.
"""

import json
import math
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from consultations.forms.expressions import Context, ExpressionFault, Node, compile_expression
from consultations.forms.expressions.dates import NO_DATE
from tests.xml_nodes import find, parse

NAMED = os.environ.get("EXPRESSION_CASES", "")
CASES: list[dict[str, Any]] = json.loads(Path(NAMED).read_text(encoding="utf-8")) if NAMED else []
SHOWN = 20
UNANSWERABLE = {"string(node())"}
"""Asked of a document that the case does not hold (its `context_xml` is null)."""


def context_of(case: dict[str, Any]) -> Context:
    """Where a case is evaluated. Secondary instances are the elements called `instance` with an id."""
    tree = parse(case["context_xml"]) if case["context_xml"] else None

    def instance(name: str) -> Node | None:
        nodes = tree.descendants() if tree else ()
        return next((one for one in nodes if one.name == "instance" and one.attribute("id") == name), None)

    return Context(
        node=find(tree, case["context_node"]) if tree else None,
        resolve=lambda _name: (),
        now=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
        zone=ZoneInfo(case["timezone"]),
        random=lambda: 0.5,
        new_id=lambda: "id",
        instance=instance,
        root=find(tree, case["root_node"]) if tree else None,
    )


def number(case: dict[str, Any]) -> float:
    return float(case["expected"])  # NaN and Infinity are written as texts


def same_number(found: float, wanted: float, factor: float | None = None) -> bool:
    if math.isnan(wanted) or math.isinf(wanted):
        return math.isnan(found) if math.isnan(wanted) else found == wanted
    return found == wanted if factor is None else abs(round(found * factor) / factor - wanted) < 1e-9


CHECKS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "boolean": lambda case: (
        compile_expression(case["expression"]).boolean(context_of(case)) is case["expected"]
    ),
    "string": lambda case: compile_expression(case["expression"]).text(context_of(case)) == case["expected"],
    "number": lambda case: same_number(
        compile_expression(case["expression"]).number(context_of(case)), number(case)
    ),
    "number-rounded": lambda case: same_number(
        compile_expression(case["expression"]).number(context_of(case)), number(case), case["round_factor"]
    ),
    "match": lambda case: bool(
        re.search(case["expected"], compile_expression(case["expression"]).text(context_of(case)))
    ),
    "error": lambda case: compile_expression(case["expression"]).value(context_of(case)) is NO_DATE,
}
"""What each type of case asks. An error is a fault, or the value that says "no date"."""


def meets(case: dict[str, Any]) -> bool:
    try:
        return CHECKS[case["type"]](case)
    except ExpressionFault:
        return bool(case["type"] == "error")


@pytest.mark.skipif(not CASES, reason="Set EXPRESSION_CASES to a file of cases to check conformance.")
def test_expressions_mean_what_they_mean_elsewhere() -> None:
    asked = [case for case in CASES if case["context_xml"] or case["expression"] not in UNANSWERABLE]
    failing = [case for case in asked if not meets(case)]
    shown = "\n".join(
        f"{case['expression']!r} in {case['timezone']} should be {case['type']} {case['expected']!r}"
        for case in failing[:SHOWN]
    )
    assert not failing, f"{len(failing)} of {len(asked)} cases fail:\n{shown}"
