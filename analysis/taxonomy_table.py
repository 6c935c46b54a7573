"""A theme file as a table with one theme a row, for whoever edits it in a spreadsheet.

The columns are `code`, `label`, `description`, `words`, `outcomes`, `examples` and `gathers`, found by their
headings in any order; only `label` and `words` must be there. Words and outcomes are parted by commas,
semicolons or line ends, examples by line ends or “ | ”. A theme without a code gets one from its label. What
each cell means stands in `analysis.taxonomy`.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import yaml

from analysis.taxonomy import (
    GATHERS,
    GATHERS_HELP,
    RESERVED,
    WORD_HELP,
    Taxonomy,
    Theme,
    can_match,
    gathering,
    matching_form,
)
from consultations.errors import Fault, FaultyInput, Place

HEADINGS = ("code", "label", "description", "words", "outcomes", "examples", "gathers")
NEEDED = ("label", "words")
_LISTED = re.compile(r"[,;\n]")
_EXAMPLES = re.compile(r"\n|\s\|\s")
_MOST_THEMES = 200

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A file's name for faults, its taxonomy's plan and version, and the plan's outcomes if they count."""

    file: str
    plan: str = ""
    version: str = "1"
    outcomes: Collection[str] | None = None


def read_csv(content: bytes, named: Named) -> Taxonomy:
    """The themes of a CSV file in UTF-8 or Windows-1252, its cells parted by commas, semicolons or tabs.

    Raises FaultyInput with every fault, its row and column.
    """
    text = decoded(content)
    beginning = text.partition("\n")[0]
    parted = max(",;\t", key=beginning.count)
    return read_rows(list(csv.reader(io.StringIO(text, newline=""), delimiter=parted)), named)


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1252: what Excel saves."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_rows(rows: Sequence[Cells], named: Named) -> Taxonomy:
    """The themes of a table whose first row holds the headings. Raises FaultyInput as `read_csv` does."""
    reader = _Reader(named)
    themes = reader.read(rows)
    if reader.faults:
        message = f"The themes in {named.file} cannot be used yet."
        raise FaultyInput("taxonomy-faulty", message, reader.faults)
    return Taxonomy(named.plan, named.version, gathering(themes))


class _Reader:
    """Reads rows and collects every fault on the way."""

    def __init__(self, named: Named) -> None:
        self.faults: list[Fault] = []
        self._named = named
        self._row = 1

    def read(self, rows: Sequence[Cells]) -> tuple[Theme, ...]:
        places = self._places(rows[0] if rows else ())
        if self.faults:
            return ()
        themes = []
        for number, row in enumerate(rows[1:], start=2):
            self._row = number
            cells = {name: _cell(row, place) for name, place in places.items()}
            if any(cells.values()):
                themes.append(self._theme(cells))
        self._check(themes)
        return tuple(theme for _, theme in themes)

    def _places(self, headings: Cells) -> dict[str, int]:
        found: dict[str, int] = {}
        for place, heading in enumerate(headings):
            name = heading.strip().lower()
            if name in found:
                self._fault("repeated-heading", f"The heading “{name}” stands twice.", "Remove one.", name)
            elif name in HEADINGS:
                found[name] = place
        for name in NEEDED:
            if name not in found:
                known = ", ".join(cell.strip() for cell in headings if cell.strip()) or "none"
                self._fault(
                    "missing-heading",
                    f"The first row has no heading “{name}”; it has: {known}.",
                    f"Use the headings {', '.join(HEADINGS)}.",
                )
        return found

    def _theme(self, cells: dict[str, str]) -> tuple[int, Theme]:
        label = cells["label"]
        if not label:
            self._fault("no-label", "A theme needs a label.", "Write what people call it.", "label")
        return self._row, Theme(
            code=cells.get("code") or code_of(label),
            label=label,
            description=cells.get("description", ""),
            outcomes=tuple(self._outcomes(cells.get("outcomes", ""))),
            words=tuple(self._words(cells["words"])),
            examples=tuple(_parts(_EXAMPLES, cells.get("examples", ""))),
            gathers=self._gathers(cells.get("gathers", "").lower()),
        )

    def _words(self, cell: str) -> Iterator[str]:
        seen = set()
        for written in _parts(_LISTED, cell):
            word = matching_form(written)
            if not can_match(word):
                self._fault("bad-word", f"“{written}” can never match an answer.", WORD_HELP, "words")
            elif word not in seen:
                seen.add(word)
                yield word
        if not cell:
            self._fault(
                "no-words", "A theme needs words to be found by.", "Write some, with commas.", "words"
            )

    def _outcomes(self, cell: str) -> Iterator[str]:
        known = self._named.outcomes
        for code in _parts(_LISTED, cell):
            if known is not None and code not in known:
                fix = f"Use one of: {', '.join(sorted(known)) or 'none'}."
                self._fault("unknown-outcome", f"The plan has no outcome “{code}”.", fix, "outcomes")
            yield code

    def _gathers(self, said: str) -> str:
        if said and said not in GATHERS:
            self._fault("bad-gathers", f"“{said}” is not what a theme can gather.", GATHERS_HELP, "gathers")
        return said

    def _check(self, themes: Sequence[tuple[int, Theme]]) -> None:
        seen: set[str] = set()
        for self._row, theme in themes:
            if theme.code in RESERVED:
                fix = "Choose another code."
                self._fault("reserved-code", f"“{theme.code}” always exists.", fix, "code")
            elif theme.code in seen:
                fix = "Give each theme its own."
                self._fault("repeated-code", f"The code “{theme.code}” stands twice.", fix, "code")
            seen.add(theme.code)
        if not 0 < len(themes) <= _MOST_THEMES:
            message = f"There are {len(themes)} themes."
            self._fault("how-many-themes", message, f"Give from 1 to {_MOST_THEMES}.")

    def _fault(self, code: str, message: str, fix: str, column: str | None = None) -> None:
        self.faults.append(
            Fault(code, message, fix, Place(file=self._named.file, row=self._row, column=column))
        )


def _cell(row: Cells, place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _parts(between: re.Pattern[str], cell: str) -> list[str]:
    return [part.strip() for part in between.split(cell) if part.strip()]


def code_of(label: str) -> str:
    """“Feeling safe at school” → “feeling_safe_at_school”."""
    return "_".join(re.findall(r"[^\W_]+", label.lower())) or "theme"


def rows_of(taxonomy: Taxonomy) -> list[tuple[str, ...]]:
    """The table that `read_rows` reads back as the same taxonomy, headings first."""
    return [HEADINGS, *(_row(theme) for theme in taxonomy.themes)]


def _row(theme: Theme) -> tuple[str, ...]:
    words = ", ".join(map(written, theme.words))
    return (
        theme.code,
        theme.label,
        theme.description,
        words,
        ", ".join(theme.outcomes),
        "\n".join(theme.examples),
        theme.gathers or "none",
    )


def written(word: str) -> str:
    """A word from its matching form as a person writes it."""
    return f'"{word.replace(chr(34), "")}"' if word.endswith('"') else word


def yaml_of(taxonomy: Taxonomy) -> str:
    """The theme file that `analysis.taxonomy.read_taxonomy` reads back as the same taxonomy."""
    themes = [
        {
            "code": theme.code,
            "label": theme.label,
            **({"description": theme.description} if theme.description else {}),
            **({"outcomes": list(theme.outcomes)} if theme.outcomes else {}),
            "gathers": theme.gathers or "none",
            "words": [written(word) for word in theme.words],
            **({"examples": list(theme.examples)} if theme.examples else {}),
        }
        for theme in taxonomy.themes
    ]
    content = {"plan": taxonomy.plan, "version": taxonomy.version, "themes": themes}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
