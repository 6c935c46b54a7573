"""Whole sentences that Python puts on pages can be translated: each is marked, and each mark is found."""

import ast
import re
from collections.abc import Iterator

import pytest

from admin_api.catalogues.sources import ERRORS, PACKAGE, sources

MARKS = frozenset({"translate", "message", "counted"})
APART = re.compile(
    r"access|api\w*|app|parts|spss|web_security|webhook_sender|paging|catalogues/.*|translation/.*"
)
"""What programs read, and what only who writes this program can see."""

SENTENCE = re.compile(r"[“(]?[A-Z{](?=[^\n]*[a-z]{2})[^\n]* [^\n]*[.?!]")
MODULES = [
    path for path in PACKAGE.rglob("*.py") if not APART.fullmatch(path.relative_to(PACKAGE).as_posix()[:-3])
]


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def text_of(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def unmarked(node: ast.AST) -> Iterator[str]:
    """The sentences under `node` that nothing marks. A docstring says nothing on a page."""
    if SENTENCE.fullmatch(text_of(node)):
        yield text_of(node)
    elif isinstance(node, ast.Call) and name_of(node) in MARKS:
        yield from (said for each in node.keywords for said in unmarked(each.value))
    elif isinstance(node, ast.Call) and name_of(node) in ERRORS:
        others = (each for each in node.args[1:] if not isinstance(each, ast.Constant))
        yield from (said for each in others for said in unmarked(each))
    elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        yield from (said for child in ast.iter_child_nodes(node) for said in unmarked(child))


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {module.as_posix(): ast.parse(module.read_text(encoding="utf-8")) for module in MODULES}


def test_every_sentence_is_marked(trees: dict[str, ast.Module]) -> None:
    found = {name: list(unmarked(tree)) for name, tree in trees.items()}
    assert {name: said for name, said in found.items() if said} == {}


def test_every_mark_is_found(trees: dict[str, ast.Module]) -> None:
    """One in an f-string is not: no catalogue would have it."""
    known = {one.text for one in sources()}
    marked = {
        text_of(node.args[0])
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node) in MARKS and node.args
    }
    assert {text for text in marked if text} - known == set()
