"""Tokens to syntax tree: recursive descent over XPath 1.0's grammar, binary operators by precedence."""

from typing import Final, get_args

from consultations.forms.expressions.faults import ExpressionFault
from consultations.forms.expressions.lexer import Token, tokens_of
from consultations.forms.expressions.mistakes import (
    bad_step,
    empty,
    missing_operand,
    too_deep,
    unclosed,
    unexpected,
)
from consultations.forms.expressions.syntax import (
    Axis,
    Call,
    Chain,
    Expr,
    Filtered,
    Link,
    NameTest,
    Negation,
    NodeType,
    Number,
    Path,
    Reference,
    Step,
    Text,
    TypeTest,
)

DEEPEST: Final = 50
"""Brackets within brackets. Each takes several Python frames in parsing, compiling and evaluating."""

DEEPEST_FILTER: Final = 3
"""Square brackets within square brackets. Each looks through a whole set of nodes for every node of the set
around it, so a few more would take for ever; nobody means more than two."""

LONGEST: Final = 32_767
"""Characters: what a spreadsheet cell holds."""

_PRECEDENCE: Final = {
    "or": 0, "and": 1, "=": 2, "!=": 2, "<": 3, "<=": 3, ">": 3, ">=": 3,
    "+": 4, "-": 4, "*": 5, "div": 5, "mod": 5,
}  # fmt: skip
_AXES: Final[dict[str, Axis]] = {axis: axis for axis in get_args(Axis)}
_NODE_TYPES: Final[dict[str, NodeType]] = {name: name for name in get_args(NodeType)}
_ANY_NODE: Final = TypeTest("node")


def parse(source: str) -> Expr:
    """The syntax tree of `source`, or an ExpressionFault."""
    if len(source) > LONGEST:
        raise too_deep(LONGEST)
    return _Parser(tokens_of(source)).whole()


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.next = 0
        self.depth = 0
        self.filters = 0

    # Reading tokens

    @property
    def here(self) -> Token:
        return self.tokens[self.next]

    def at_end(self) -> bool:
        return self.here.kind == "end"

    def sees(self, *symbols: str) -> bool:
        return self.here.kind in {"symbol", "operator"} and self.here.text in symbols

    def take(self) -> Token:
        token = self.tokens[self.next]
        self.next += 1
        return token

    def accept(self, symbol: str) -> bool:
        if not self.sees(symbol):
            return False
        self.next += 1
        return True

    def close(self, opener: Token, symbol: str) -> None:
        if not self.accept(symbol):
            raise unclosed(opener.text, opener.at, self.shown(self.here), self.here.at)

    def followed_by(self, symbol: str) -> bool:
        after = self.tokens[self.next + 1 : self.next + 2]
        return bool(after) and after[0].kind == "symbol" and after[0].text == symbol

    @staticmethod
    def shown(token: Token) -> str:
        return f"${{{token.text}}}" if token.kind == "reference" else token.text

    # Expressions

    def whole(self) -> Expr:
        if self.at_end():
            raise empty()
        expression = self.expression()
        if not self.at_end():
            before = self.tokens[self.next - 1]
            word = before.text if before.kind == "name" else ""
            raise unexpected(self.shown(self.here), self.here.at, word)
        return expression

    def nested(self, floor: int = 0) -> Expr:
        """An expression inside brackets of any kind; the depth of these is bounded."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise too_deep(self.here.at)
        inside = self.expression(floor)
        self.depth -= 1
        return inside

    def expression(self, floor: int = 0) -> Expr:
        """All operators that bind at least as tightly as `floor`."""
        left = self.unary()
        while (level := self.level()) >= floor:
            left = self.chain(left, level)
        return left

    def level(self) -> int:
        return _PRECEDENCE.get(self.here.text, -1) if self.here.kind == "operator" else -1

    def chain(self, first: Expr, level: int) -> Chain:
        at, links = self.here.at, []
        while self.level() == level:
            operator = self.take()
            links.append(Link(operator.text, self.expression(level + 1), operator.at))
        return Chain(first, tuple(links), at)

    def unary(self) -> Expr:
        at, times = self.here.at, 0
        while self.accept("-"):
            times += 1
        operand = self.union()
        return Negation(operand, times, at) if times else operand

    def union(self) -> Expr:
        at, first, links = self.here.at, self.path(), []
        while self.sees("|"):
            bar = self.take()
            links.append(Link("|", self.path(), bar.at))
        return Chain(first, tuple(links), at) if links else first

    # Paths

    def path(self) -> Expr:
        at = self.here.at
        if self.sees("/"):
            self.take()
            return Path("root", self.steps() if self.starts_step() else (), at)
        if self.sees("//"):
            return Path("root", (self.any_depth(), *self.steps()), at)
        if self.starts_primary():
            return self.continued(self.filtered(), at)
        if self.starts_step():
            return Path("context", self.steps(), at)
        raise self.no_operand()

    def continued(self, primary: Expr, at: int) -> Expr:
        """What follows a primary: `/step…`, `//step…`, or nothing."""
        if self.accept("/"):
            return Path(primary, self.steps(), at)
        if self.sees("//"):
            return Path(primary, (self.any_depth(), *self.steps()), at)
        return primary

    def any_depth(self) -> Step:
        return Step("descendant-or-self", _ANY_NODE, (), self.take().at)

    def steps(self) -> tuple[Step, ...]:
        found = [self.step()]
        while self.sees("/", "//"):
            if self.sees("//"):
                found.append(self.any_depth())
            else:
                self.take()
            found.append(self.step())
        return tuple(found)

    def starts_step(self) -> bool:
        return self.here.kind == "name" or self.sees(".", "..", "@", "*")

    def step(self) -> Step:
        at = self.here.at
        if self.accept("."):
            return Step("self", _ANY_NODE, self.predicates(), at)
        if self.accept(".."):
            return Step("parent", _ANY_NODE, self.predicates(), at)
        axis = self.axis()
        test = self.node_test()
        return Step(axis, test, self.predicates(), at)

    def axis(self) -> Axis:
        if self.accept("@"):
            return "attribute"
        if self.here.kind != "name" or not self.followed_by("::"):
            return "child"
        name = self.take()
        self.take()
        if name.text not in _AXES:
            raise bad_step(name.text, False, name.at)
        return _AXES[name.text]

    def node_test(self) -> NameTest | TypeTest:
        if self.here.kind != "name" and not self.sees("*"):
            raise bad_step(self.shown(self.here), self.here.kind == "reference", self.here.at)
        token = self.take()
        if not self.sees("("):
            return NameTest(token.text)
        if token.text not in _NODE_TYPES:
            raise bad_step(f"{token.text}(", False, token.at)
        opener, target = self.take(), None
        if token.text == "processing-instruction" and self.here.kind == "literal":
            target = self.take().text
        self.close(opener, ")")
        return TypeTest(_NODE_TYPES[token.text], target)

    def predicates(self) -> tuple[Expr, ...]:
        found = []
        self.filters += 1
        while self.sees("["):
            opener = self.take()
            if self.filters > DEEPEST_FILTER:
                raise too_deep(opener.at)
            found.append(self.nested())
            self.close(opener, "]")
        self.filters -= 1
        return tuple(found)

    # Primaries

    def starts_primary(self) -> bool:
        if self.here.kind in {"number", "literal", "reference"} or self.sees("("):
            return True
        return self.here.kind == "name" and self.followed_by("(") and self.here.text not in _NODE_TYPES

    def filtered(self) -> Expr:
        at = self.here.at
        primary = self.primary()
        predicates = self.predicates()
        return Filtered(primary, predicates, at) if predicates else primary

    def primary(self) -> Expr:
        token = self.take()
        if token.kind == "number":
            return Number(float(token.text), token.at)
        if token.kind == "literal":
            return Text(token.text, token.at)
        if token.kind == "reference":
            return Reference(token.text, token.at)
        if token.kind == "name":
            return Call(token.text, self.arguments(), token.at)
        inside = self.nested()
        self.close(token, ")")
        return inside

    def arguments(self) -> tuple[Expr, ...]:
        opener = self.take()
        if self.accept(")"):
            return ()
        found = [self.nested()]
        while self.accept(","):
            found.append(self.nested())
        self.close(opener, ")")
        return tuple(found)

    def no_operand(self) -> ExpressionFault:
        before = self.shown(self.tokens[self.next - 1]) if self.next else ""
        return missing_operand(before, self.shown(self.here), self.here.at)
