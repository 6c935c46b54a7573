"""Every function an expression may call, by family."""

from consultations.forms.expressions.functions import dates, logic, nodes, numbers, texts
from consultations.forms.expressions.functions.registry import FUNCTIONS, REFUSED, call

__all__ = ["FUNCTIONS", "REFUSED", "call", "dates", "logic", "nodes", "numbers", "texts"]
