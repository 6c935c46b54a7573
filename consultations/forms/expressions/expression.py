"""An expression compiled once, evaluated as often as wanted."""

from functools import lru_cache

from consultations.forms.expressions.code import Code
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.parser import Parser
from consultations.forms.expressions.values import Value


class Expression:
    """A compiled expression. Immutable; one serves all threads.

    `references` are the names inside `${}`, `functions` those called, `instances` the choice lists read.
    `value` gives the value itself; `boolean`, `text` and `number` give it as XPath turns it into each.
    """

    __slots__ = ("boolean", "functions", "instances", "number", "references", "source", "text", "value")

    def __init__(self, source: str, parser: Parser, code: Code) -> None:
        self.source = source
        self.references = frozenset(parser.references)
        self.functions = frozenset(parser.functions)
        self.instances = frozenset(parser.instances)
        self.value = code.run
        self.boolean = code.truth()
        self.text = code.text()
        self.number = code.number()


@lru_cache(maxsize=4096)
def compile_expression(source: str) -> Expression:
    """Compile `source`. Raises `ExpressionFault`: the character at fault, what it is, what to write."""
    parser = Parser(source)
    return Expression(source, parser, parser.parse())


__all__ = ["Context", "Expression", "Value", "compile_expression"]
