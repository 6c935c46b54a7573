"""A plan as tables for a spreadsheet, and back: what was blank stays blank, what was empty stays away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from consultations.errors import Fault, Place
from consultations.plan.measures import Indicator, Target
from consultations.plan.model import Plan
from consultations.plan.shape import PLAN_SHEET, Column, Fields, SheetShape, sheets
from consultations.plan.target_columns import PREFIX, in_columns, periods_of, target_cells, targets_written
from consultations.plan.yaml_source import Data, Path, Source

Cell = str | int | float
MEASURES = "indicators"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's name, its headings and its rows, each as long as the headings. "" is a blank cell."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it was read: its number in the file, and what stands under each heading, blanks left out."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadSheet:
    name: str
    headings: Sequence[str]
    rows: Sequence[ReadRow]


def plan_tables(plan: Plan) -> tuple[Table, ...]:
    """A table for each kind of part that the plan has, and always the one about the plan itself."""
    made = (_table(plan, shape) for shape in sheets())
    return tuple(table for table in made if table.rows)


def _table(plan: Plan, shape: SheetShape) -> Table:
    periods = periods_of(plan) if shape.name == MEASURES else ()
    headings = (*shape.headings, *(f"{PREFIX}{period}" for period in periods))
    return Table(shape.name, headings, tuple(_rows(plan, shape, periods)))


def _rows(plan: Plan, shape: SheetShape, periods: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    beside = {i.code for o in plan.outcomes for i in o.indicators if in_columns(i)}
    for around, part in _parts(plan, shape):
        if isinstance(part, Target) and around[-1] in beside:
            continue
        cells = target_cells(part, periods) if isinstance(part, Indicator) else ()
        yield (*around, *(_cell(part, column) for column in shape.columns), *map(_scalar, cells))


def _parts(plan: Plan, shape: SheetShape) -> Iterator[tuple[tuple[Cell, ...], object]]:
    """Each part of a sheet, with the keys of the parts around it."""
    found: list[tuple[tuple[tuple[Fields, str], ...], object]] = [((), plan)]
    for step in range(len(shape.path)):
        found = [inner for keys, part in found for inner in _step(keys, part, shape.path[: step + 1])]
    for keys, part in found:
        held = dict(keys)
        yield tuple(held[path] for path in shape.around), part


def _step(
    keys: tuple[tuple[Fields, str], ...], part: object, path: Fields
) -> Iterator[tuple[tuple[tuple[Fields, str], ...], object]]:
    held = getattr(part, path[-1])
    if held is None:
        return
    if not isinstance(held, tuple):
        yield keys, held
        return
    for each in held:
        name = getattr(each, "code", "") or getattr(each, "name", "")
        yield (*keys, (path, name)), each


def _cell(part: object, column: Column) -> Cell:
    value = part
    for field in column.fields:
        value = getattr(value, field) if value is not None else None
    if isinstance(value, tuple):
        return "\n".join(str(each) for each in value)
    return _scalar(value)


def _scalar(value: object) -> Cell:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)


def tables_source(read: Iterable[ReadSheet], file: str) -> tuple[Source, list[Fault]]:
    """The sheets as plain data with the place of each part, as `yaml_source.load` gives a YAML file."""
    gathering = _Gathering(file)
    known = {shape.name: shape for shape in sheets()}
    by_name = {sheet.name.strip().casefold(): sheet for sheet in read}
    for name, sheet in by_name.items():
        if name not in known and not name.startswith("_"):
            gathering.say_unknown_sheet(sheet.name, known)
    for shape in sheets():
        if shape.name in by_name:
            gathering.take(shape, by_name[shape.name])
    if PLAN_SHEET not in by_name:
        gathering.say_no_plan()
    return Source(file, gathering.data, gathering.places), gathering.faults


class _Gathering:
    """Puts the rows of the sheets where they belong in one tree."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.data: dict[str, Data] = {}
        self.places: dict[Path, Place] = {}
        self.faults: list[Fault] = []
        self._lists: dict[tuple[Fields, tuple[str, ...]], tuple[Path, dict[str, Data]]] = {}

    def take(self, shape: SheetShape, sheet: ReadSheet) -> None:
        self._check_headings(shape, sheet)
        for row in sheet.rows:
            if shape.path:
                self._take_row(shape, sheet, row)
            else:
                self._fill(shape, sheet, row, (), self.data)

    def _check_headings(self, shape: SheetShape, sheet: ReadSheet) -> None:
        for heading in sheet.headings:
            if heading and heading not in shape.headings and not _is_own(shape, heading):
                fix = f"Known columns here: {', '.join(shape.headings)}. Begin a column of your own with “_”."
                message = f"The column “{heading}” is not known."
                self._say("unknown-column", message, fix, Place(self.file, sheet.name, 1, heading))

    def _take_row(self, shape: SheetShape, sheet: ReadSheet, row: ReadRow) -> None:
        around = self._around(shape, sheet, row)
        if around is None:
            return
        path, held = around
        for name in shape.path[len(shape.around[-1]) if shape.around else 0 : -1]:
            path, held = (*path, name), _within(held, name)
        listed = held.setdefault(shape.path[-1], [])
        if not isinstance(listed, list):
            return
        entry: dict[str, Data] = {}
        path = (*path, shape.path[-1], len(listed))
        listed.append(entry)
        self._fill(shape, sheet, row, path, entry)
        if shape.key:
            keys = tuple(row.cells.get(heading, "") for heading in shape.headings[: len(shape.around)])
            own = row.cells.get(shape.key, "")
            outer = () if shape.key == "code" else keys
            self._lists.setdefault((shape.path, (*outer, own)), (path, entry))

    def _around(
        self, shape: SheetShape, sheet: ReadSheet, row: ReadRow
    ) -> tuple[Path, dict[str, Data]] | None:
        """The part that the row belongs to; None, and a fault, when it is not there."""
        if not shape.around:
            return (), self.data
        headings = shape.headings[: len(shape.around)]
        keys = tuple(row.cells.get(heading, "") for heading in headings)
        found = self._lists.get((shape.around[-1], keys))
        if found is None:
            named = " / ".join(keys) if any(keys) else "nothing"
            message = f"This row belongs to “{named}”, which stands in no sheet “{shape.around[-1][-1]}”."
            place = Place(self.file, sheet.name, row.number, headings[-1])
            self._say("unknown-parent", message, "Write what it belongs to, as it stands there.", place)
        return found

    def _fill(
        self, shape: SheetShape, sheet: ReadSheet, row: ReadRow, path: Path, entry: dict[str, Data]
    ) -> None:
        self.places[path] = Place(self.file, sheet.name, row.number)
        for column in shape.columns:
            written = row.cells.get(column.heading, "")
            if not written:
                continue
            held = entry
            for name in column.fields[:-1]:
                held = _within(held, name)
            held[column.fields[-1]] = list(_lines(written)) if column.lines else written
            place = Place(self.file, sheet.name, row.number, column.heading)
            self.places[(*path, *column.fields)] = place
        if shape.name == MEASURES and (targets := targets_written(row.cells)):
            entry["targets"] = targets

    def say_unknown_sheet(self, name: str, known: Iterable[str]) -> None:
        fix = f"Known sheets: {', '.join(known)}. Begin the name of a sheet of your own with “_”."
        self._say("unknown-sheet", f"The sheet “{name}” is not known.", fix, Place(self.file, name))

    def say_no_plan(self) -> None:
        message = f"There is no sheet “{PLAN_SHEET}” with the plan's code, title and years."
        self._say("missing", message, "Export a plan and start from its sheets.", Place(self.file))

    def _say(self, code: str, message: str, fix: str, place: Place) -> None:
        self.faults.append(Fault(code, message, fix, place))


def _is_own(shape: SheetShape, heading: str) -> bool:
    return heading.startswith("_") or (shape.name == MEASURES and heading.startswith(PREFIX))


def _within(held: dict[str, Data], name: str) -> dict[str, Data]:
    inner = held.setdefault(name, {})
    return inner if isinstance(inner, dict) else {}


def _lines(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.splitlines() if line.strip())
