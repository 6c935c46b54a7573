"""A compiled expression: what the rest of the project holds and evaluates."""

from typing import Final, final

from consultations.forms.expressions.code import Code, boolean_run, number_run, text_run
from consultations.forms.expressions.compiler import Compiler
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.dates import INVALID, NO_DATE
from consultations.forms.expressions.faults import EvaluationFault
from consultations.forms.expressions.parser import parse
from consultations.forms.expressions.values import Value

NOT_A_NUMBER: Final = "NaN"


@final
class Expression:
    """Immutable, reusable, and safe to evaluate from several threads at once.

    `references`: the names inside `${}`. `functions`: the names it calls. `instances`: the lists that it
    names in `instance('…')`.
    `compared`: each (question, text) that it compares, or looks for with selected(): choice names, mostly.
    `columns`: the names that it reads from `.` itself: in a choice filter columns of the choice, anywhere
    else most likely a text that lacks its quotes, as in `${q} = yes`.
    `looks_around`: whether it depends on where it stands (`.`, a path, `position()`), not on `${…}` alone.
    """

    __slots__ = (
        "_boolean",
        "_number",
        "_run",
        "_text",
        "columns",
        "compared",
        "functions",
        "instances",
        "looks_around",
        "references",
        "source",
    )

    def __init__(self, source: str, code: Code, compiler: Compiler) -> None:
        self.source = source
        self.references = frozenset(compiler.references)
        self.compared = frozenset(compiler.compared)
        self.columns = frozenset(compiler.columns)
        self.functions = frozenset(compiler.functions)
        self.instances = frozenset(compiler.instances)
        self.looks_around = compiler.looks_around
        self._run = code.run
        self._boolean, self._text, self._number = boolean_run(code), text_run(code), number_run(code)

    def value(self, context: Context) -> Value:
        """The result in its own type. A date that could not be read is an EvaluationFault here; `boolean`
        makes it false, `number` NaN and `text` “Invalid Date” (blank when it was made from nothing)."""
        value: Value = self._run(context, context.node, 1, 1)
        if value is NO_DATE or value == INVALID:
            raise EvaluationFault("expression.date", "This is not a date.", "Write it as 2026-11-23.")
        return value

    def boolean(self, context: Context) -> bool:
        """For `relevant`, `required`, `constraint`, `choice_filter`."""
        return self._boolean(context, context.node, 1, 1)

    def text(self, context: Context) -> str:
        """The result as XPath writes it."""
        return self._text(context, context.node, 1, 1)

    def stored(self, context: Context) -> str:
        """For `calculate`. As in ODK, a sum in which something is missing is stored blank, not as “NaN”."""
        text = self.text(context)
        return "" if text == NOT_A_NUMBER else text

    def number(self, context: Context) -> float:
        return self._number(context, context.node, 1, 1)

    def __repr__(self) -> str:
        return f"<Expression {self.source}>"


def compile_expression(source: str) -> Expression:
    """Compile `source`, or raise ExpressionFault, which says where it fails and what to write."""
    compiler = Compiler()
    code = compiler.compile(parse(source))
    return Expression(source, code, compiler)
