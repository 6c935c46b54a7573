"""How statements are written for two databases, and how the turn path runs them without waste."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Insert, Integer, Table, any_, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import Select
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]


def insert_new(connection: Connection, table: Table) -> Insert:
    """`INSERT … ON CONFLICT DO NOTHING`: its rowcount says whether the row was new."""
    return _insert_new(connection.dialect, table).execution_options(preserve_rowcount=True)


def among(
    connection: Connection, column: ColumnElement[int], numbers: Collection[int]
) -> ColumnElement[bool]:
    """That `column` is one of `numbers`: one value for the driver, however many they are."""
    if connection.dialect.name == "sqlite":
        each = func.json_each(json.dumps(list(numbers))).table_valued("value")
        return column.in_(select(each.c.value))
    return column == any_(literal(list(numbers), postgresql.ARRAY(Integer)))


def _insert_new(dialect: Dialect, table: Table) -> Insert:
    if dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True)
class _Compiled:
    """One statement as one driver takes it."""

    sql: str
    order: Sequence[str] | None  # where the driver counts its values; None where it names them
    fixed: Values
    convert: Mapping[str, Callable[[Any], Any]]

    def bind(self, values: Values) -> Any:
        bound = {**self.fixed, **values, **{name: to(values[name]) for name, to in self.convert.items()}}
        return bound if self.order is None else [bound[name] for name in self.order]


class Prepared:
    """A Core statement compiled once for each kind of database and then run on the driver's own cursor.

    A turn runs seven statements; the way through `Connection.execute` costs more time than all else in it
    (benchmarks/turns.py). Rows come back as the driver gives them, so only texts and numbers may be read this
    way. `columns` are those an INSERT fills or an UPDATE sets by name.
    """

    def __init__(self, statement: Select[Any] | UpdateBase, columns: Sequence[str] = ()) -> None:
        self._statement: Callable[[Dialect], Any] = lambda _dialect: statement
        self._columns = columns or None
        self._compiled: dict[str, _Compiled] = {}

    @classmethod
    def insert_new(cls, table: Table, columns: Sequence[str]) -> "Prepared":
        """`INSERT … ON CONFLICT DO NOTHING`: the cursor's rowcount says whether the row was new."""
        prepared = cls(table.insert(), columns)
        prepared._statement = lambda dialect: _insert_new(dialect, table)
        return prepared

    def run(self, connection: Connection, values: Values) -> Any:
        """Run it once; give the driver's cursor."""
        compiled = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        cursor.execute(compiled.sql, compiled.bind(values))
        return cursor

    def run_each(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run it for each of `rows`, in order."""
        compiled = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        if len(rows) == 1:
            cursor.execute(compiled.sql, compiled.bind(rows[0]))
        elif rows:
            cursor.executemany(compiled.sql, [compiled.bind(row) for row in rows])

    def _for(self, dialect: Dialect) -> _Compiled:
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = self._compile(dialect)
        return known

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled = self._statement(dialect).compile(dialect=dialect, column_keys=self._columns)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError("only SELECT, INSERT, UPDATE and DELETE can be prepared")
        binds = compiled.binds.items()
        fixed = {name: bind.value for name, bind in binds if bind.value is not None}
        drivers = {name: _processor(bind.type, dialect) for name, bind in binds}
        convert = {name: to for name, to in drivers.items() if to is not None and name not in fixed}
        return _Compiled(str(compiled), compiled.positiontup, fixed, convert)


def _processor(type_: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """How a value of this type becomes what the driver takes; None where it is that already."""
    untyped: Any = type_
    found: Callable[[Any], Any] | None = untyped.dialect_impl(dialect).bind_processor(dialect)
    return found
