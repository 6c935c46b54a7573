"""What a template prints, cut into pieces: words, gaps for values, tags that stand in a sentence, the rest.

A template cuts HTML wherever it likes (`<a href="{{ x }}"{% if y %} class="z"{% endif %}>`), so a `Markup`
remembers where in a tag it is from one node to the next.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from jinja2 import nodes

Kind = Literal["words", "gap", "open", "close", "alone", "cut"]
Mode = Literal["text", "tag", "value", "comment", "closed"]
INLINE = frozenset({"a", "abbr", "b", "cite", "dfn", "em", "i", "kbd", "mark", "q", "s", "small", "span"})
INLINE |= {"strong", "sub", "sup", "time", "u"}
ALONE = frozenset({"br", "img", "wbr"})
CLOSED = frozenset({"code", "pre", "samp", "script", "style", "svg", "var"})
"""Elements whose inside nobody translates. The first and the last stand in sentences."""

IN_SENTENCES = frozenset({"code", "samp", "var"})
READ = frozenset({"alt", "aria-description", "aria-label", "data-label", "placeholder", "title"})
"""Attributes that people read or hear."""

TAG = re.compile(r"<(?:(?P<comment>!--)|!|(?P<closing>/?)(?P<name>[a-zA-Z][\w-]*|\Z))")
IN_TAG = re.compile(r"""(?P<name>[\w:-]+)\s*=\s*(?P<quote>["'])|>""")
Nodes = list[nodes.Expr]
Translate = Callable[[Nodes], Nodes]


@dataclass(frozen=True, slots=True)
class Piece:
    """`nodes` print it. `words` are its text where it is words, as they stand in the source."""

    kind: Kind
    nodes: Sequence[nodes.Expr]
    element: str = ""
    words: str = ""


def data(text: str, line: int) -> nodes.TemplateData:
    return nodes.TemplateData(text, lineno=line)


@dataclass(slots=True)
class Markup:
    """Cuts one printed run after the other. `translate` gives the value of an attribute that people read."""

    translate: Translate
    mode: Mode = "text"
    element: str = ""
    closing: bool = False
    attribute: str = ""
    quote: str = ""
    parts: Nodes = field(default_factory=list)
    value: Nodes = field(default_factory=list)

    def at_the_same_place(self) -> "Markup":
        """Another one that goes on from here: for the other branch of an `if`."""
        return replace(self, parts=[], value=[])

    def pieces(self, output: nodes.Output) -> Iterator[Piece]:
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                yield from self._text(node.data, node.lineno)
            elif self.mode == "text":
                yield Piece("gap", [node])
            else:
                (self.value if self.mode == "value" else self.parts).append(node)
        if self.value:
            self._keep_value()
        if self.parts:
            yield Piece("cut", self._taken())

    def _text(self, text: str, line: int) -> Iterator[Piece]:
        steps = {
            "text": self._outside,
            "tag": self._in_tag,
            "value": self._in_value,
            "comment": self._in_comment,
            "closed": self._in_closed,
        }
        while text:
            piece, text = steps[self.mode](text, line)
            if piece:
                yield piece

    def _outside(self, text: str, line: int) -> tuple[Piece | None, str]:
        found = TAG.search(text)
        if found and found.start() == 0:
            self.mode = "comment" if found["comment"] else "tag"
            self.element, self.closing = (found["name"] or "").lower(), bool(found["closing"])
            self.parts.append(data(found[0], line))
            return None, text[found.end() :]
        words = text[: found.start()] if found else text
        return Piece("words", [data(words, line)], words=words), text[len(words) :]

    def _in_tag(self, text: str, line: int) -> tuple[Piece | None, str]:
        found = IN_TAG.search(text)
        end = found.end() if found else len(text)
        self.parts.append(data(text[:end], line))
        if found is None:
            return None, ""
        if found["quote"]:
            self.mode, self.attribute, self.quote = "value", found["name"].lower(), found["quote"]
            return None, text[end:]
        return self._end_of_tag(), text[end:]

    def _in_value(self, text: str, line: int) -> tuple[Piece | None, str]:
        before, quote, after = text.partition(self.quote)
        if before:
            self.value.append(data(before, line))
        if quote:
            self._keep_value()
            self.parts.append(data(quote, line))
            self.mode = "tag"
        return None, after

    def _in_comment(self, text: str, line: int) -> tuple[Piece | None, str]:
        before, end, after = text.partition("-->")
        self.parts.append(data(before + end, line))
        if not end:
            return None, ""
        self.mode = "text"
        return Piece("cut", self._taken()), after

    def _in_closed(self, text: str, line: int) -> tuple[Piece | None, str]:
        found = re.search(rf"</{self.element}\s*>", text, re.IGNORECASE)
        end = found.end() if found else len(text)
        self.parts.append(data(text[:end], line))
        if not found:
            return None, ""
        self.mode = "text"
        return self._whole(), text[end:]

    def _whole(self) -> Piece:
        """An element whose inside nobody translates; where it began before this run, it is just cut off."""
        taken = self._taken()
        began = isinstance(taken[0], nodes.TemplateData) and taken[0].data.lower() == f"<{self.element}"
        return Piece("alone" if began and self.element in IN_SENTENCES else "cut", taken, self.element)

    def _end_of_tag(self) -> Piece | None:
        if self.element in CLOSED and not self.closing:
            self.mode = "closed"
            return None
        self.mode = "text"
        kind: Kind = "cut"
        if self.element in ALONE:
            kind = "alone"
        elif self.element in INLINE:
            kind = "close" if self.closing else "open"
        taken = self._taken()
        began = isinstance(taken[0], nodes.TemplateData) and taken[0].data.startswith("<")
        return Piece(kind if began else "cut", taken, self.element)

    def _keep_value(self) -> None:
        read = self.attribute in READ
        self.parts += self.translate(self.value) if read else self.value
        self.value = []

    def _taken(self) -> Nodes:
        taken, self.parts = self.parts, []
        return taken
