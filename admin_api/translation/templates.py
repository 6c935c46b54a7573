"""The words of a template in another language: its tree, with every sentence that a catalogue has replaced.

`translate_template` is all there is: to collect the sentences for translators, give it a catalogue that notes
what it is asked for and knows nothing.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from typing import Any, TypeGuard

from jinja2 import Environment, nodes

from admin_api.translation.markup import Markup, Nodes, Piece
from admin_api.translation.messages import Sentence, fits, has_words, runs, sentence_of

Catalogue = Callable[[Sentence], str | None]
"""The translation of a sentence; None where there is none."""

KEYS = frozenset({"caption", "description", "fallbackText", "heading", "hint", "iconFallbackText", "label"})
KEYS |= {"legend", "summaryText", "text", "title", "titleText", "showPasswordText", "visuallyHiddenText"}
"""Under which names the components of GOV.UK Frontend take words."""

CAPITAL = re.compile(r"\s*[“‘(]?[A-Z]")
SENTENCE = re.compile(r"\s*[“‘(]?[A-Z].*\s")


class PageEnvironment(Environment):
    """Compiles templates into one language: English, as they stand, where it has no catalogue."""

    catalogue: Catalogue | None = None

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        if self.catalogue is not None:
            translate_template(template, self.catalogue)
            template.set_environment(self)
        return template

    def in_language(self, catalogue: Catalogue) -> "PageEnvironment":
        """The same templates and names in another language."""
        other = self.overlay()
        other.catalogue = catalogue
        return other


def translate_template(template: nodes.Template, catalogue: Catalogue) -> None:
    """Put the words of `catalogue` into `template`, in place."""
    translator = _Translator(catalogue)
    translator.walk(template, translator.fresh())


class _Translator:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def fresh(self) -> Markup:
        return Markup(self._value)

    def look_up(self, sentence: Sentence | None) -> str | None:
        """The translation of `sentence`, if there is one whose marks are right."""
        found = self._catalogue(sentence) if sentence else None
        return found if sentence and found and fits(sentence.text, found) else None

    def walk(self, node: nodes.Node, markup: Markup) -> Markup:
        """Translate all that is under `node`, which begins where `markup` is. Returns where it ends."""
        if isinstance(node, nodes.Output):
            for expression in node.nodes:
                self._expressions(expression)
            node.nodes = self._printed(list(markup.pieces(node)))
        elif isinstance(node, nodes.If):
            self._expressions(node.test)
            branches: Sequence[list[Any]] = (node.body, node.elif_, node.else_)
            ends = [self._all(each, markup.at_the_same_place()) for each in branches]
            return ends[0]
        elif isinstance(node, nodes.Macro | nodes.CallBlock | nodes.AssignBlock):
            self._all(list(node.iter_child_nodes()), self.fresh())
        elif isinstance(node, nodes.Expr | nodes.Assign):
            self._expressions(node)
        else:
            return self._all(list(node.iter_child_nodes()), markup)
        return markup

    def _all(self, several: Sequence[nodes.Node], markup: Markup) -> Markup:
        for one in several:
            markup = self.walk(one, markup)
        return markup

    def _printed(self, pieces: Sequence[Piece]) -> Nodes:
        return [node for run in runs(pieces) for node in self._run(run)]

    def _run(self, run: Sequence[Piece]) -> Nodes:
        """The nodes of a run, translated where the catalogue has it; what a value itself says, apart."""
        run = [Piece("gap", [self._prose(one.nodes[0])]) if one.kind == "gap" else one for one in run]
        sentence = sentence_of(run)
        translation = self.look_up(sentence)
        if sentence is None or translation is None:
            return [node for piece in run for node in piece.nodes]
        said = (*sentence.before, *sentence.said(translation), *sentence.after)
        return [node for piece in said for node in piece.nodes]

    def _value(self, value: Nodes) -> Nodes:
        """An attribute that people read: words and values, no tags."""
        return self._run([_piece(one) for one in value])

    def _expressions(self, node: nodes.Node) -> None:
        """Words that a component or a macro is given, wherever in an expression."""
        compared = {id(one.expr) for one in node.find_all(nodes.Operand)}
        for inside in (node, *node.find_all((nodes.Dict, nodes.Call, nodes.Assign, nodes.List, nodes.Tuple))):
            if isinstance(inside, nodes.Dict):
                for pair in inside.items:
                    key = pair.key.value if isinstance(pair.key, nodes.Const) else ""
                    if key != "html":  # nothing would escape a translation there
                        pair.value = self._prose(pair.value, None if key in KEYS else SENTENCE)
            elif isinstance(inside, nodes.Call) and not is_counted(inside):
                inside.args = [self._prose(one, CAPITAL) for one in inside.args]
                for named in inside.kwargs:
                    named.value = self._prose(named.value, CAPITAL)
            elif isinstance(inside, nodes.List | nodes.Tuple) and id(inside) not in compared:
                inside.items = [self._prose(one, CAPITAL) for one in inside.items]
            elif isinstance(inside, nodes.Assign) and isinstance(inside.node, nodes.Expr):
                inside.node = self._prose(inside.node, CAPITAL)

    def _prose(self, node: nodes.Expr, only: re.Pattern[str] | None = None) -> nodes.Expr:
        """An expression whose own words are translated; where they must look like `only`, those that do."""
        if isinstance(node, nodes.CondExpr):
            node.expr1 = self._prose(node.expr1, only)
            node.expr2 = self._prose(node.expr2, only) if node.expr2 else None
        elif isinstance(node, nodes.Or):
            node.left, node.right = self._prose(node.left, only), self._prose(node.right, only)
        elif isinstance(node, nodes.Concat):
            return self._joined(node, only)
        elif _is_text(node):
            return self._joined(nodes.Concat([node], lineno=node.lineno), only)
        return node

    def _joined(self, joined: nodes.Concat, only: re.Pattern[str] | None) -> nodes.Expr:
        """`"Start: " ~ title`: one sentence."""
        parts = [one if isinstance(one, nodes.Const) else self._prose(one, only) for one in joined.nodes]
        sentence = _sentence_of_parts(parts, only)
        translation = self.look_up(sentence)
        if sentence is not None and translation is not None:
            said = (*sentence.before, *sentence.said(translation), *sentence.after)
            parts = _merged(_as_constant(node) for piece in said for node in piece.nodes)
        return parts[0] if len(parts) == 1 else nodes.Concat(parts, lineno=joined.lineno)


def is_counted(call: nodes.Call) -> bool:
    """Whether it says something of a number (`speaking.counted`), which looks its own words up."""
    return isinstance(call.node, nodes.Name) and call.node.name == "counted"


def _sentence_of_parts(parts: Nodes, only: re.Pattern[str] | None) -> Sentence | None:
    """What constants and values say together; None where they say nothing, or hold HTML."""
    texts = [one.value for one in parts if _is_text(one)]
    words = "".join(texts)
    if not has_words(words) or "<" in words or (only and not only.match(words)):
        return None
    return sentence_of([_piece(one) for one in parts])


def _piece(node: nodes.Expr) -> Piece:
    if isinstance(node, nodes.TemplateData):
        return Piece("words", [node], words=node.data)
    if _is_text(node):
        raw = node.value.replace("&", "&amp;")
        return Piece("words", [nodes.TemplateData(raw, lineno=node.lineno)], words=raw)
    return Piece("gap", [node])


def _merged(parts: Iterable[nodes.Expr]) -> Nodes:
    """`parts`, with constants that stand side by side made one."""
    merged: Nodes = []
    for one in parts:
        if merged and _is_text(one) and _is_text(merged[-1]):
            merged[-1] = nodes.Const(merged[-1].value + one.value, lineno=one.lineno)
        else:
            merged.append(one)
    return merged


def _is_text(node: nodes.Expr) -> TypeGuard[nodes.Const]:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


def _as_constant(node: nodes.Expr) -> nodes.Expr:
    """Words in an expression are text, not HTML: what prints them escapes them."""
    if not isinstance(node, nodes.TemplateData):
        return node
    return nodes.Const(unescape(node.data), lineno=node.lineno)
