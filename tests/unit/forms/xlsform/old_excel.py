"""The smallest .xls file Excel 97 would open: BIFF8 records in an OLE container.

After Microsoft's [MS-XLS] and [MS-CFB]. No library in the lock writes this format.
"""

import struct

SECTOR = 512
FREE, END, FAT_ITSELF = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STREAM_SECTORS = 8
"""A stream shorter than 4096 bytes would have to go into the mini stream."""


def xls(name: str, rows: list[list[str | float]], locked: bool = False) -> bytes:
    """One sheet called `name` with `rows` of words and numbers; `locked` claims a password."""
    sheet = b"".join(
        _cell(row, column, value)
        for row, cells in enumerate(rows)
        for column, value in enumerate(cells)
        if value != ""
    )
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    start += _record(0x002F, bytes(6)) if locked else b""
    encoded = name.encode("utf-16-le")
    bound = struct.pack("<HBB", 0, len(name), 1) + encoded
    offset = len(start) + 4 + 4 + len(bound) + 4
    book = start + _record(0x0085, struct.pack("<I", offset) + bound) + _record(0x000A, b"")
    substream = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    return _container(book + substream + sheet + _record(0x000A, b""))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        encoded = value.encode("utf-16-le")
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + encoded)
    return _record(0x0203, place + struct.pack("<d", value))


def _container(stream: bytes) -> bytes:
    """Sector 0 holds the allocation table, 1 the directory, the rest the stream."""
    assert len(stream) <= STREAM_SECTORS * SECTOR
    chain = [*range(3, 2 + STREAM_SECTORS), END]
    table = [FAT_ITSELF, END, *chain]
    table += [FREE] * (SECTOR // 4 - len(table))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
        0, 1, 1, 0, 4096, END, 0, END, 0, 0,
    )  # fmt: skip
    header += struct.pack("<108I", *[FREE] * 108)
    size = STREAM_SECTORS * SECTOR
    directory = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, 2, size) + bytes(256)
    return header + struct.pack("<128I", *table) + directory + stream.ljust(size, b"\0")


def _entry(name: str, kind: int, child: int, sector: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", encoded, len(encoded), kind, 1, FREE, FREE, child, b"", 0, 0, 0, sector, size
    )
