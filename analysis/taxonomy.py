"""The themes that a Trust looks for, read from a YAML file that a person can edit.

    plan: cypp-2022
    version: "1"
    themes:
      - code: safety
        label: Feeling safe
        description: Being and feeling safe at home, at school, online and outside
        outcomes: [O1]
        words: [safe, unsafe, bull*, street light*]
        examples: [I do not feel safe on the bus]

A word may be a phrase and stands for its usual forms too (“bus” for “buses”); `*` at the end of a word
stands for any ending, and a word in quotes (`'"park"'`) for itself alone. Case and apostrophes do not matter.
`description`, `outcomes`, `examples` and `gathers` may be left out. Values are taken as written: `no` is the
word “no”.

`gathers` is `praise` or `complaint` where a theme gathers the answers that only praise or only complain and
fit no other; `none` where it does not. Where no theme of a file says so, one whose label says as much
(“Positive experience”, “Gratitude”, “Dissatisfaction”) does.

The same file as a spreadsheet, for whoever prefers one: `analysis/taxonomy_table.py`.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import yaml

from analysis.text import plain_words
from consultations.errors import Fault, FaultyInput, Place

OTHER = "other"
NO_REASON_GIVEN = "no_reason_given"
RESERVED = {OTHER: "Something else", NO_REASON_GIVEN: "No reason given"}
_TOP_KEYS = ("plan", "version", "themes")
_THEME_NEEDS = ("code", "label", "words")
_THEME_KEYS = (*_THEME_NEEDS, "description", "outcomes", "examples", "gathers")
GATHERS = ("praise", "complaint", "none")
_SHORTEST_STEM = 3
_PRAISE = re.compile(
    r"\b(?:positive|praise|gratitude|thanks?|compliments?|happy as it is|satisfaction|satisfied)\b",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(r"\b(?:negative|dissatisf\w+|complaints?|unhappy)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. `words` are as matching uses them: lower case, no apostrophes.

    `*` after a word stands for any ending, `"` for none but its own. `gathers`: “praise” or “complaint” where
    the theme gathers answers that are nothing else, otherwise "".
    """

    code: str
    label: str
    description: str
    outcomes: tuple[str, ...]
    words: tuple[str, ...]
    examples: tuple[str, ...]
    gathers: str = ""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The themes of one plan, in the file's order. `digest` changes with anything that changes a match."""

    plan: str
    version: str
    themes: tuple[Theme, ...]

    @property
    def digest(self) -> str:
        matched = repr([(theme.code, theme.words, theme.gathers) for theme in self.themes])
        return hashlib.sha256(matched.encode()).hexdigest()[:12]

    @property
    def labels(self) -> dict[str, str]:
        """Code → label of every theme that an answer may carry, the two reserved ones last."""
        return {theme.code: theme.label for theme in self.themes} | RESERVED


def read_taxonomy(text: str, file: str, outcomes: Collection[str] | None = None) -> Taxonomy:
    """The taxonomy in `text`. `file` is named in faults; `outcomes` are the plan's codes, where they count.

    Raises FaultyInput with every fault and its line.
    """
    reader = _Reader(file, outcomes)
    taxonomy = reader.read(text)
    if reader.faults:
        raise FaultyInput("taxonomy-faulty", f"The themes in {file} cannot be used yet.", reader.faults)
    return taxonomy


class _Reader:
    """Walks the YAML nodes, which know their lines, and collects every fault on the way."""

    def __init__(self, file: str, outcomes: Collection[str] | None) -> None:
        self.faults: list[Fault] = []
        self._file = file
        self._outcomes = outcomes

    def read(self, text: str) -> Taxonomy:
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            self._fault_in_yaml(error)
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            self._fault_at(
                line, "not-yaml", "A character that no text needs stands here.", "Retype the line."
            )
        except RecursionError:
            self._fault_at(1, "not-yaml", "The file is nested far too deep.", "Check its brackets.")
        else:
            return self._taxonomy(root)
        return Taxonomy("", "", ())

    def _taxonomy(self, root: yaml.Node | None) -> Taxonomy:
        top = self._mapping(root, _TOP_KEYS, needs=_TOP_KEYS, what="the file")
        themes = tuple(self._theme(node) for node in self._items(top.get("themes"), "themes"))
        self._find_repeats(themes, top.get("themes"))
        return Taxonomy(
            self._text(top.get("plan"), "plan"), self._text(top.get("version"), "version"), gathering(themes)
        )

    def _theme(self, node: yaml.Node) -> Theme:
        keys = self._mapping(node, _THEME_KEYS, needs=_THEME_NEEDS, what="a theme")
        return Theme(
            code=self._text(keys.get("code"), "code"),
            label=self._text(keys.get("label"), "label"),
            description=self._text(keys.get("description"), "description"),
            outcomes=tuple(self._known_outcomes(keys.get("outcomes"))),
            words=tuple(self._words(keys.get("words"))),
            examples=tuple(
                self._text(item, "examples")
                for item in self._items(keys.get("examples"), "examples", may_be_empty=True)
            ),
            gathers=self._gathers(keys.get("gathers")),
        )

    def _gathers(self, node: yaml.Node | None) -> str:
        said = self._text(node, "gathers")
        if said and said not in GATHERS:
            self._fault("bad-gathers", f"“{said}” is not what a theme can gather.", GATHERS_HELP, node)
        return said

    def _known_outcomes(self, node: yaml.Node | None) -> Iterator[str]:
        for item in self._items(node, "outcomes", may_be_empty=True):
            code = self._text(item, "outcomes")
            if code and self._outcomes is not None and code not in self._outcomes:
                known = ", ".join(sorted(self._outcomes)) or "none"
                self._fault(
                    "unknown-outcome", f"The plan has no outcome “{code}”.", f"Use one of: {known}.", item
                )
            yield code

    def _words(self, node: yaml.Node | None) -> Iterator[str]:
        seen = set()
        for item in self._items(node, "words"):
            written = self._text(item, "words")
            word = matching_form(written)
            if written and not can_match(word):
                self._fault("bad-word", f"“{written}” can never match an answer.", WORD_HELP, item)
            elif word in seen:
                self._fault("repeated-word", f"“{written}” stands twice in this theme.", "Remove one.", item)
            seen.add(word)
            yield word

    def _find_repeats(self, themes: Iterable[Theme], node: yaml.Node | None) -> None:
        seen: set[str] = set()
        for theme, item in zip(
            themes, node.value if isinstance(node, yaml.SequenceNode) else (), strict=False
        ):
            if theme.code in RESERVED:
                self._fault("reserved-code", f"“{theme.code}” always exists.", "Choose another code.", item)
            elif theme.code and theme.code in seen:
                self._fault(
                    "repeated-code",
                    f"The code “{theme.code}” stands twice.",
                    "Give each theme its own.",
                    item,
                )
            seen.add(theme.code)

    def _mapping(
        self, node: yaml.Node | None, allowed: Collection[str], needs: Collection[str], what: str
    ) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self._fault(
                "not-a-mapping", f"Expected {what} as “key: value” lines.", f"Give: {', '.join(needs)}.", node
            )
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value not in allowed:
                self._fault(
                    "unknown-key",
                    f"“{key.value}” is not a key of {what}.",
                    f"Use: {', '.join(allowed)}.",
                    key,
                )
            if key.value in found:
                self._fault("repeated-key", f"“{key.value}” stands twice in {what}.", "Keep one.", key)
            found[key.value] = value
        for missing in [key for key in needs if key not in found]:
            self._fault(
                "missing-key", f"“{missing}” is missing from {what}.", f"Add a line “{missing}: …”.", node
            )
        return found

    def _items(self, node: yaml.Node | None, name: str, *, may_be_empty: bool = False) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._fault("not-a-list", f"“{name}” must be a list.", f"Write “{name}: [one, two]”.", node)
            return []
        if not node.value and not may_be_empty:
            self._fault("empty-list", f"“{name}” is empty.", "Give at least one.", node)
        return list(node.value)

    def _text(self, node: yaml.Node | None, name: str) -> str:
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self._fault(
                "not-text",
                f"“{name}” must be a text that is not empty.",
                "Write the text, in quotes if it has a colon.",
                node,
            )
            return ""
        return str(node.value).strip()

    def _fault(self, code: str, message: str, fix: str, node: yaml.Node | None) -> None:
        self._fault_at(node.start_mark.line + 1 if node else 1, code, message, fix)

    def _fault_at(self, line: int, code: str, message: str, fix: str) -> None:
        self.faults.append(Fault(code, message, fix, Place(file=self._file, line=line)))

    def _fault_in_yaml(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark
        place = (
            Place(file=self._file, line=mark.line + 1, character=mark.column + 1)
            if mark
            else Place(file=self._file)
        )
        fix = "Check the indentation, colons, quotes and brackets here."
        self.faults.append(Fault("not-yaml", f"This is not YAML: {error.problem}.", fix, place))


GATHERS_HELP = f"Use one of: {', '.join(GATHERS)}; or leave it out."
WORD_HELP = (
    f"Use letters or figures, with * only at the end of a word and after at least {_SHORTEST_STEM} letters."
)


def gathering(themes: Sequence[Theme]) -> tuple[Theme, ...]:
    """`themes` with what each gathers: as they say, or by their labels where none of them says anything."""
    if any(theme.gathers for theme in themes):
        return tuple(replace(theme, gathers=theme.gathers.replace("none", "")) for theme in themes)
    return tuple(replace(theme, gathers=_by_label(theme.label)) for theme in themes)


def _by_label(label: str) -> str:
    if _COMPLAINT.search(label):
        return "complaint"
    return "praise" if _PRAISE.search(label) else ""


def matching_form(written: str) -> str:
    """“Don't  FEEL* safe” → “dont feel* safe”; the form in which words and answers are compared.

    In quotes every word ends with one: “"new park"” → “new" park"”.
    """
    alone = _QUOTED.fullmatch(written.strip())
    if alone:
        return " ".join(f'{word}"' for word in plain_words(alone.group(1)))
    return " ".join(_starred(part) for part in written.split())


_QUOTED = re.compile('["“](.*)["”]', re.DOTALL)


def _starred(part: str) -> str:
    return " ".join(plain_words(part)) + ("*" if part.endswith("*") else "")


def can_match(word: str) -> bool:
    """Whether every part has letters or figures, and every stem before a `*` is long enough."""
    parts = word.split()
    stems = [part[:-1] for part in parts if part.endswith("*")]
    return (
        bool(parts)
        and all(part != "*" for part in parts)
        and all(len(stem) >= _SHORTEST_STEM for stem in stems)
    )
