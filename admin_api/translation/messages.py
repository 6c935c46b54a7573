"""A sentence of a template as a translator sees it, and back again.

Values are `{name}`. What stands in a sentence as a link or in bold is `<1>…</1>`, and what stands there alone
(a line break, a piece of code) `<1/>`: nobody translates attributes and code. White space is one space.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape

from jinja2 import nodes

from admin_api.translation.markup import Piece

SPACE = re.compile(r"[ \t\r\n\f]+")
LETTERS = re.compile(r"[^\W\d_]")
MARK = re.compile(r"(\{\w+\}|</?\d+>|<\d+/>)")
OF_VALUES = frozenset({"format", "isoformat", "lower", "lstrip", "replace", "rstrip", "strftime", "strip"})
"""Methods that say less of a value than its own name."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is what is translated; `marked` has the pieces behind its marks, such as `{name}` and `<2/>`.
    `before` and `after` stand around it and are no part of it.
    """

    text: str
    marked: Mapping[str, Piece]
    before: Sequence[Piece]
    after: Sequence[Piece]

    def said(self, translation: str) -> Iterator[Piece]:
        """The pieces of a translation. Its words are words: what looks like HTML is shown as it is."""
        for part in MARK.split(translation):
            if part in self.marked:
                yield self.marked[part]
            elif part:
                words = escape(part)
                yield Piece("words", [nodes.TemplateData(words)], words=words)


def has_words(text: str) -> bool:
    return LETTERS.search(MARK.sub("", text)) is not None


def fits(text: str, translation: str) -> bool:
    """Whether a translation has the marks of its English, each tag once and closed in its turn."""
    ours, theirs = MARK.findall(text), MARK.findall(translation)
    tags = [mark for mark in theirs if mark.startswith("<")]
    once = sorted(tags) == sorted(mark for mark in ours if mark.startswith("<"))
    return once and set(ours) == set(theirs) and _nested(tags)


def _nested(tags: Sequence[str]) -> bool:
    opened: list[str] = []
    for tag in tags:
        if tag.startswith("</"):
            if not opened or opened.pop() != f"<{tag[2:]}":
                return False
        elif not tag.endswith("/>"):
            opened.append(tag)
    return not opened


def runs(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """The pieces in runs that may be a sentence each: cut where an element begins or ends that is more than a
    part of one, and where a tag has no other end.
    """
    paired = pairs(pieces)
    run: list[Piece] = []
    for place, piece in enumerate(pieces):
        if piece.kind == "cut" or (piece.kind in ("open", "close") and place not in paired):
            yield run
            yield [piece]
            run = []
        else:
            run.append(piece)
    yield run


def pairs(pieces: Sequence[Piece]) -> Mapping[int, int]:
    """The places of tags that belong together, both ways, with no cut between them."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for place, piece in enumerate(pieces):
        if piece.kind == "cut":
            opened = []
        elif piece.kind == "open":
            opened.append(place)
        elif piece.kind == "close":
            while opened and pieces[opened[-1]].element != piece.element:
                opened.pop()
            if opened:
                start = opened.pop()
                found |= {start: place, place: start}
    return found


def sentence_of(run: Sequence[Piece]) -> Sentence | None:
    """What a run says; None where it says nothing in words."""
    if not any(LETTERS.search(unescape(piece.words)) for piece in run):
        return None
    run = list(_apart(run))
    paired = pairs(run)
    start, end = 0, len(run)
    while True:
        if _is_edge(run[start]):
            start += 1
        elif _is_edge(run[end - 1]):
            end -= 1
        elif paired.get(start) == end - 1:
            start, end = start + 1, end - 1
        else:
            break
    text, marked = _written(run[start:end])
    return Sentence(text, marked, run[:start], run[end:])


def _apart(run: Sequence[Piece]) -> Iterator[Piece]:
    """Every word piece with the white space around it as pieces of their own."""
    for piece in run:
        if piece.kind != "words":
            yield piece
            continue
        line = piece.nodes[0].lineno
        core = piece.words.strip(" \t\r\n\f")
        before, _, after = piece.words.partition(core) if core else (piece.words, "", "")
        for words in (before, core, after):
            if words:
                yield Piece("words", [nodes.TemplateData(words, lineno=line)], words=words)


def _is_edge(piece: Piece) -> bool:
    return piece.kind == "alone" or (piece.kind == "words" and not piece.words.strip(" \t\r\n\f"))


def _written(pieces: Sequence[Piece]) -> tuple[str, Mapping[str, Piece]]:
    paired, numbers, marked = pairs(pieces), dict[int, int](), dict[str, Piece]()
    text = ""
    for place, piece in enumerate(pieces):
        if piece.kind == "words":
            text += unescape(piece.words)
            continue
        if piece.kind == "gap":
            mark = gap_mark(piece, marked)
        else:
            number = numbers.setdefault(min(place, paired.get(place, place)), len(numbers) + 1)
            mark = {"open": f"<{number}>", "close": f"</{number}>"}.get(piece.kind, f"<{number}/>")
        marked[mark] = piece
        text += mark
    return SPACE.sub(" ", text), marked


def gap_mark(piece: Piece, marked: Mapping[str, Piece]) -> str:
    """`{name}`, with a number behind where another value has the name already."""
    name = name_of(piece.nodes[0])
    names = (f"{{{name}{number or ''}}}" for number in (0, *range(2, 100)))
    return next(one for one in names if one not in marked or marked[one].nodes == piece.nodes)


def name_of(node: nodes.Node) -> str:
    """What a value is called in the template: its last part that says something."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr) and node.node.attr in OF_VALUES:
        return name_of(node.node.node)
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.args:
        return name_of(node.args[0])
    if isinstance(node, nodes.CondExpr):
        return name_of(node.test)
    if isinstance(node, nodes.Call | nodes.Filter | nodes.Test | nodes.Getitem | nodes.UnaryExpr):
        return name_of(node.node) if node.node else "value"
    if isinstance(node, nodes.Compare):
        return name_of(node.expr)
    if isinstance(node, nodes.BinExpr):
        return name_of(node.left)
    return "value"
