"""XLSForm expressions: XPath 1.0 with ODK's functions and `${name}`, compiled once to closures.

    relevant = compile_expression("${age} >= 13 and selected(${topics}, 'bullying')")
    relevant.boolean(context)

`compile_expression` raises `ExpressionFault` (code, message, fix, character) for everything that can be wrong
without knowing the answers: syntax, unknown or unsupported functions, wrong numbers of arguments, values
where nodes are needed, patterns and date formats that mean nothing. Evaluation raises `EvaluationFault` only:
no form for a path from `/`, no such `instance`, a value where nodes are needed, a pattern made of answers
that is none; and `Expression.value` for a date that is none.

Sources: https://www.w3.org/TR/1999/REC-xpath-19991116/ and https://getodk.github.io/xforms-spec/.
"""

from consultations.forms.expressions.context import Context
from consultations.forms.expressions.dates import Moment
from consultations.forms.expressions.expression import Expression, compile_expression
from consultations.forms.expressions.faults import EvaluationFault, ExpressionFault
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.values import Value, format_number

__all__ = [
    "Context",
    "EvaluationFault",
    "Expression",
    "ExpressionFault",
    "Moment",
    "Node",
    "Value",
    "compile_expression",
    "format_number",
]
