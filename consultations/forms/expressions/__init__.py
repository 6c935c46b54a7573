"""The expressions of XLSForm: XPath 1.0 with ODK's functions, compiled to Python closures.

    expression = compile_expression("${age} >= 13 and selected(${topics}, 'bullying')")
    expression.references          # frozenset({'age', 'topics'})
    expression.boolean(context)    # a Context says what ${…} resolves to, what time it is, and so on

The specification is getodk.github.io/xforms-spec; where the engines differ, the comments say what holds here.
"""

from consultations.forms.expressions.context import Context
from consultations.forms.expressions.expression import Expression, compile_expression
from consultations.forms.expressions.faults import ExpressionFault
from consultations.forms.expressions.functions import FUNCTIONS, REFUSED
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.values import Value, format_number

__all__ = [
    "FUNCTIONS",
    "REFUSED",
    "Context",
    "Expression",
    "ExpressionFault",
    "Node",
    "Value",
    "compile_expression",
    "format_number",
]
