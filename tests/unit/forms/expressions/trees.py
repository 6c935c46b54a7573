"""Trees and contexts for the tests of expressions."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from xml.parsers import expat
from zoneinfo import ZoneInfo

from consultations.forms.expressions import Context, Node

LONDON = ZoneInfo("Europe/London")


def answers_context(answers: Mapping[str, str | Sequence[str]] | None = None, **fields: object) -> Context:
    """A context in which `${name}` is what `answers` says; at 12:00 on a winter's Monday in London."""
    nodes = {name: leaves(name, text) for name, text in (answers or {}).items()}
    standard = {
        "resolve": lambda name: nodes.get(name, ()),
        "now": datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
        "zone": LONDON,
        "random": lambda: 0.25,
        "new_id": lambda: "00000000-0000-4000-8000-000000000000",
    }
    return Context(**{**standard, **fields})


def leaves(name: str, text: str | Sequence[str]) -> list[Node]:
    return [Node.leaf(name, one) for one in ([text] if isinstance(text, str) else text)]


def tree_of_xml(xml: str) -> Node:
    """The document node of `xml`, with comments, instructions and namespaces."""
    builder = _Builder()
    builder.parser.Parse(xml, True)
    return builder.open[0][0].adopt(builder.open[0][1])


class _Builder:
    """Keeps the open elements and their content so far. Doctypes are read over; entities are not expanded."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.CommentHandler = lambda text: self.content.append(Node("comment", own=text))
        self.parser.ProcessingInstructionHandler = lambda target, data: self.content.append(
            Node("instruction", target, data)
        )
        self.open: list[tuple[Node, list[Node]]] = [(Node("root"), [])]
        self.scopes: list[dict[str, str]] = [{}]

    @property
    def content(self) -> list[Node]:
        return self.open[-1][1]

    def start(self, name: str, pairs: list[str]) -> None:
        attributes = dict(zip(pairs[::2], pairs[1::2], strict=True))
        declared = {
            key[6:]: uri for key, uri in attributes.items() if key == "xmlns" or key.startswith("xmlns:")
        }
        self.scopes.append({**self.scopes[-1], **declared})
        node = Node("element", name, namespace=self.uri(name, default=True))
        node.prefixes = declared
        node.with_attributes(
            {k: v for k, v in attributes.items() if k != "xmlns" and not k.startswith("xmlns:")}
        )
        for attribute in node.attributes:
            attribute.namespace = self.uri(attribute.name, default=False)
        self.open.append((node, []))

    def end(self, _: str) -> None:
        node, content = self.open.pop()
        self.scopes.pop()
        if not content:
            node.own = ""
        elif len(content) == 1 and content[0].kind == "text":
            node.own = content[0].own
        else:
            node.adopt(content)
        self.content.append(node)

    def text(self, text: str) -> None:
        if len(self.open) > 1:
            self.content.append(Node("text", own=text))

    def uri(self, name: str, *, default: bool) -> str:
        prefix = name.rpartition(":")[0]
        return self.scopes[-1].get(prefix, "") if prefix or default else ""
