"""Tables from elsewhere, row by row: CSV, Excel and JSON lines of any size, in bounded memory."""

from together.tables.reading import MOST_CHARACTERS, Line, Table, open_table
from together.tables.writing import Writer, open_writer

__all__ = ["MOST_CHARACTERS", "Line", "Table", "Writer", "open_table", "open_writer"]
