"""The recursive-descent parser: tokens to compiled pieces (the grammar of XPath 1.0, and `${name}`)."""

from collections.abc import Callable

from consultations.forms.expressions import operators, paths
from consultations.forms.expressions.code import Code, Run, literal
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import ExpressionFault
from consultations.forms.expressions.functions import call
from consultations.forms.expressions.lexer import Token, tokens
from consultations.forms.expressions.paths import AXES, KIND_TESTS, Step
from consultations.forms.expressions.values import Nodes

DEEPEST = 60
"""Brackets inside brackets deeper than this are refused, before Python's own limit."""
LONGEST = 20_000

LEVELS: tuple[tuple[tuple[str, ...], Callable[[str, Code, Code], Code]], ...] = (
    (("or",), operators.logic),
    (("and",), operators.logic),
    (("=", "!="), operators.comparison),
    (("<", "<=", ">", ">="), operators.comparison),
    (("+", "-"), operators.arithmetic),
    (("times", "div", "mod"), operators.arithmetic),
)
"""The operators of two sides, the loosest first; all group from the left."""
ANYWHERE = Step(AXES["descendant-or-self"], KIND_TESTS["node"])


class Parser:
    """Parses one expression. Afterwards `references`, `functions` and `instances` hold the names in it."""

    def __init__(self, source: str) -> None:
        if len(source) > LONGEST:
            raise ExpressionFault("too_long", "This expression is too long.", "Make it shorter.", LONGEST)
        self._tokens = tokens(source)
        self._at = 0
        self._depth = 0
        self.references: set[str] = set()
        self.functions: set[str] = set()
        self.instances: set[str] = set()

    def parse(self) -> Code:
        """The whole expression. Raises `ExpressionFault`."""
        code = self._expression()
        if self._next.kind != "end":
            raise self._unexpected(self._next)
        return code

    # Tokens

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _is(self, *values: str) -> bool:
        return self._next.kind == "operator" and self._next.value in values

    def _accept(self, *values: str) -> bool:
        if self._is(*values):
            self._at += 1
            return True
        return False

    def _expect(self, value: str, opened: Token) -> None:
        if self._accept(value):
            return
        if self._next.kind == "end":
            raise ExpressionFault(
                "open_bracket",
                f"The bracket “{opened.value}” is never closed.",
                f"Add “{value}”.",
                opened.character,
            )
        raise self._unexpected(self._next)

    def _unexpected(self, token: Token) -> ExpressionFault:
        if token.kind == "end":
            return ExpressionFault(
                "something_missing",
                "Something is missing at the end.",
                "Finish the expression.",
                token.character,
            )
        if token.value in (")", "]"):
            return ExpressionFault(
                "extra_bracket", f"“{token.value}” closes nothing.", "Take it out.", token.character
            )
        shown = "*" if token.value == "times" else token.value
        return ExpressionFault(
            "unexpected", f"“{shown}” cannot stand here.", "Look at what stands before it.", token.character
        )

    # Operators

    def _expression(self) -> Code:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionFault(
                "too_deep",
                "There are too many brackets inside brackets.",
                "Split it up.",
                self._next.character,
            )
        code = self._level(0)
        self._depth -= 1
        return code

    def _level(self, level: int) -> Code:
        if level == len(LEVELS):
            return self._unary()
        signs, build = LEVELS[level]
        code = self._level(level + 1)
        while self._is(*signs):
            sign = self._take().value
            code = build(sign, code, self._level(level + 1))
        return code

    def _unary(self) -> Code:
        signs = 0
        while self._accept("-"):
            signs += 1
        code = self._union()
        if signs == 0:
            return code
        return operators.negative(code) if signs % 2 else operators.negative(operators.negative(code))

    def _union(self) -> Code:
        code = self._path()
        while self._accept("|"):
            code = operators.union(code, self._path())
        return code

    # Paths

    def _path(self) -> Code:
        token = self._next
        if self._is("/"):
            return self._absolute(self._take())
        if self._is("//"):
            self._take()
            return paths.path(_root, (ANYWHERE, *self._steps()), token.character)
        if self._begins_step():
            return paths.path(_here, self._steps(), token.character)
        code = self._primary()
        predicates = self._predicates()
        if predicates:
            code = paths.filtered(self._nodes(code), predicates)
        if self._is("/", "//"):
            start = self._nodes(code).nodes()
            return paths.path(start, self._further_steps(), token.character)
        return code

    def _nodes(self, code: Code) -> Code:
        if code.kind not in ("nodes", "any"):
            raise ExpressionFault(
                "not_nodes",
                "Only a path or ${name} can be looked into.",
                "Take out “/” or “[”.",
                code.character,
            )
        return code

    def _absolute(self, slash: Token) -> Code:
        steps = self._steps() if self._begins_step() else ()
        return paths.path(_root, steps, slash.character)

    def _begins_step(self) -> bool:
        if self._is(".", "..", "@", "*"):
            return True
        if self._next.kind != "name":
            return False
        after = self._tokens[self._at + 1]
        is_call = after.kind == "operator" and after.value == "("
        return not is_call or self._next.value in KIND_TESTS

    def _steps(self) -> tuple[Step, ...]:
        return (self._step(), *self._further_steps())

    def _further_steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        while self._is("/", "//"):
            if self._take().value == "//":
                steps.append(ANYWHERE)
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        if self._accept("."):
            return Step(AXES["self"], KIND_TESTS["node"], self._predicates())
        if self._accept(".."):
            return Step(AXES["parent"], KIND_TESTS["node"], self._predicates())
        axis = self._axis()
        test = self._test(axis)
        return Step(AXES[axis], test, self._predicates())

    def _axis(self) -> str:
        if self._accept("@"):
            return "attribute"
        after = self._tokens[min(self._at + 1, len(self._tokens) - 1)]
        if self._next.kind != "name" or after.value != "::" or after.kind != "operator":
            return "child"
        token = self._take()
        self._take()
        if token.value not in AXES:
            raise ExpressionFault(
                "unknown_axis", f"There is no axis “{token.value}”.", "Write ${name}.", token.character
            )
        return token.value

    def _test(self, axis: str) -> paths.Test:
        token = self._take()
        if token.kind == "operator" and token.value == "*":
            return paths.name_test("*", axis)
        if token.kind != "name":
            raise self._unexpected(token)
        if token.value in KIND_TESTS and self._is("("):
            return self._kind_test(token)
        return paths.name_test(token.value, axis)

    def _kind_test(self, token: Token) -> paths.Test:
        opened = self._take()
        wanted = self._take().value if self._next.kind == "text" else None
        self._expect(")", opened)
        test = KIND_TESTS[token.value]
        return test if wanted is None else lambda node: test(node) and node.name == wanted

    def _predicates(self) -> tuple[Run, ...]:
        found = []
        while self._is("["):
            opened = self._take()
            found.append(self._expression().run)
            self._expect("]", opened)
        return tuple(found)

    # What stands alone

    def _primary(self) -> Code:
        token = self._take()
        if token.kind == "number":
            return literal(float(token.value), "number", token.character)
        if token.kind == "text":
            return literal(token.value, "text", token.character)
        if token.kind == "reference":
            return self._reference(token)
        if token.kind == "name":
            return self._call(token)
        if token.value == "(":
            code = self._expression()
            self._expect(")", token)
            return code
        raise self._unexpected(token)

    def _reference(self, token: Token) -> Code:
        name = token.value
        self.references.add(name)
        return Code(lambda context: context.resolve(name), "nodes", token.character, reference=name)

    def _call(self, token: Token) -> Code:
        opened = self._take()
        given: list[Code] = []
        if not self._is(")"):
            given.append(self._expression())
            while self._accept(","):
                given.append(self._expression())
        self._expect(")", opened)
        self.functions.add(token.value)
        if token.value == "instance" and given and isinstance(given[0].constant, str):
            self.instances.add(given[0].constant)
        return call(token.value, given, token.character)


def _root(context: Context) -> Nodes:
    return (context.start(),)


def _here(context: Context) -> Nodes:
    """The node around; none where nothing is around, so that a path from it leads nowhere."""
    return () if context.node is None else (context.node,)
