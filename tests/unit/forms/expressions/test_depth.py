"""What would take for ever is refused before it runs."""

import pytest

from consultations.forms.expressions import ExpressionFault, compile_expression


def filters(depth: int) -> str:
    return "//*" + "[//*" * depth + "]" * depth


def test_square_brackets_may_stand_three_deep_and_no_deeper() -> None:
    assert compile_expression(filters(3)).source == filters(3)
    with pytest.raises(ExpressionFault) as found:
        compile_expression(filters(4))
    assert (found.value.code, found.value.character) == ("expression.depth", 16)
