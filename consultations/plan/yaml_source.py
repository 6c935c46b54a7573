"""YAML as plain data, with the line that each part stands on.

Every scalar stays the text that was written. So `no` is the word "no" and never False, `007` keeps its
noughts, and `2022-04-01` is read as a date only where a date is wanted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from consultations.errors import Fault, Place

Path = tuple[str | int, ...]
Data = str | list["Data"] | dict[str, "Data"] | None

BLANK = ("", "~", "null", "Null", "NULL")  # YAML's ways to write "nothing"
DEEPEST = 20  # a plan needs six levels
# The C parser is ten times faster; wheels without libyaml have only the other.
Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Source:
    """What a YAML file says. Blank keys are left out of `data`, as if they had not been written; `blanks`
    names them.
    """

    file: str
    data: Data
    places: Mapping[Path, Place]
    blanks: tuple[Path, ...] = ()

    def place(self, path: Path) -> Place:
        """Where `path` stands, or the nearest part around it that was written."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(file=self.file, line=1))


def load(content: bytes, file: str) -> tuple[Source, list[Fault]]:
    """Read YAML. `file` names it in the faults. With faults, `data` holds what could be understood."""
    reader = _Reader(file)
    try:
        root = yaml.compose(_decoded(content), Loader=Loader)
    except UnicodeDecodeError as error:
        reader.fault(_line_of(content[: error.start]), *NOT_UTF8)
    except yaml.reader.ReaderError as error:
        reader.fault(_line_of(content.decode("utf-8-sig")[: error.position].encode()), *CONTROL_CHARACTER)
    except yaml.MarkedYAMLError as error:
        reader.fault(_line_of_error(error), "yaml-syntax", _words(error), _remedy(error))
    else:
        return Source(file, reader.read(root, ()), reader.places, tuple(reader.blanks)), reader.faults
    return Source(file, None, reader.places), reader.faults


NOT_UTF8 = (
    "encoding",
    "This is not UTF-8 text, so letters such as £ or é cannot be read.",
    "Save the file again with the encoding UTF-8.",
)
CONTROL_CHARACTER = (
    "encoding",
    "There is a control character here, which no text needs.",
    "Delete it: retype the line if you cannot see it.",
)


def _decoded(content: bytes) -> str:
    return content.decode("utf-8-sig")


def _line_of(before: bytes) -> int:
    return before.count(b"\n") + 1


def _line_of_error(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _words(error: yaml.MarkedYAMLError) -> str:
    said = ", ".join(part for part in (error.context, error.problem) if part)
    return f"This is not valid YAML ({said})."


def _remedy(error: yaml.MarkedYAMLError) -> str:
    """What to do about the mistakes that people make most."""
    problem = error.problem or ""
    if "cannot start any token" in problem:
        return "Indent with spaces, never tabs, and put quotes around text that starts with @ or %."
    if "mapping values are not allowed" in problem:
        return "Put quotes around text that holds a colon, and indent the line like its neighbours."
    if "another document" in problem:
        return "Keep one plan in a file: delete the line “---” in the middle."
    return (
        "Check this line and the one above it: the indent, a missing quote or bracket, a colon inside text."
    )


@dataclass(slots=True)
class _Reader:
    """Turns YAML nodes into data, and notes where each part stands and what is wrong with it."""

    file: str
    places: dict[Path, Place] = field(default_factory=dict)
    blanks: list[Path] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def fault(self, line: int, code: str, message: str, fix: str) -> None:
        self.faults.append(Fault(code, message, fix, Place(file=self.file, line=line)))

    def read(self, node: yaml.Node | None, path: Path) -> Data:
        if node is None:
            return None
        self.places.setdefault(path, self.where(node))
        if isinstance(node, yaml.ScalarNode):
            return _text(node)
        if self.refused(node, path):
            return None
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, number)) for number, item in enumerate(node.value)]
        return self.read_mapping(node, path)

    def where(self, node: yaml.Node) -> Place:
        return Place(file=self.file, line=node.start_mark.line + 1)

    def refused(self, node: yaml.Node, path: Path) -> bool:
        """True for a part that stands in two places (`&a` … `*a`: it may hold itself) or lies too deep."""
        repeated = id(node) in self.seen
        self.seen.add(id(node))
        if repeated:
            self.fault(self.where(node).line or 1, *REPEATED)
        elif len(path) > DEEPEST:
            self.fault(self.where(node).line or 1, *TOO_DEEP)
        return repeated or len(path) > DEEPEST

    def read_mapping(self, node: yaml.Node, path: Path) -> dict[str, Data]:
        data: dict[str, Data] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.fault(line, *STRANGE_KEY)
            elif key.value in lines:
                self.fault(line, "duplicate-key", *_twice(key.value, lines[key.value]))
            else:
                lines[key.value] = line
                self.places[(*path, key.value)] = Place(file=self.file, line=line)
                data[key.value] = self.read(value, (*path, key.value))
        self.blanks += [(*path, key) for key, value in data.items() if value is None]
        return {key: value for key, value in data.items() if value is not None}


REPEATED = (
    "yaml-alias",
    "A part marked with & is used again with *.",
    "Write it out in each place.",
)
TOO_DEEP = (
    "yaml-depth",
    f"This is nested more than {DEEPEST} levels deep.",
    "Check the brackets and the indent.",
)
STRANGE_KEY = (
    "yaml-key",
    "A list or a group of keys stands where the name of a key should be.",
    "Start the line with a word and a colon, such as “title:”.",
)


def _twice(key: str, line: int) -> tuple[str, str]:
    return f"“{key}” is written twice; the first is on line {line}.", "Keep one of them."


def _text(node: yaml.ScalarNode) -> str | None:
    """The words written, without the space around them; None where nothing is written."""
    text = node.value.strip()
    blank = BLANK if not node.style else ("",)
    return None if text in blank else text
