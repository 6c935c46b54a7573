"""XML as the tree that expressions walk."""

from itertools import count
from xml.dom import minidom

from consultations.forms.expressions import Node

KINDS = {
    minidom.Node.TEXT_NODE: "text",
    minidom.Node.CDATA_SECTION_NODE: "text",
    minidom.Node.COMMENT_NODE: "comment",
    minidom.Node.PROCESSING_INSTRUCTION_NODE: "instruction",
}


def parse(xml: str) -> Node:
    """The root of a document, its elements numbered in document order."""
    numbers = count(1)
    root = Node("", kind="root")
    for child in minidom.parseString(xml).childNodes:
        _add(root, child, numbers)
    return root


def _add(parent: Node, given: minidom.Node, numbers: "count[int]") -> None:
    if given.nodeType == minidom.Node.ELEMENT_NODE:
        attributes = {name: value for name, value in given.attributes.items() if not name.startswith("xmlns")}
        namespace = given.namespaceURI or ""
        node = Node(given.tagName, attributes=attributes, namespace=namespace, order=next(numbers))
        parent.add(node)
        for child in given.childNodes:
            _add(node, child, numbers)
    elif given.nodeType in KINDS:
        kind = KINDS[given.nodeType]
        parent.add(Node(given.nodeName, given.nodeValue, kind=kind, order=next(numbers)))


def find(root: Node, path: str) -> Node:
    """The node at a positional path: `/*[1]/*[2]`."""
    node = root
    for step in path.split("/"):
        if step:
            elements = [child for child in node.children if child.kind == "element"]
            node = elements[int(step.removeprefix("*[").removesuffix("]")) - 1]
    return node
