"""Compile every catalogue (.po) into the form that gettext reads (.mo), beside it."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compiled(po: Path) -> Path:
    """Write the .mo of one .po and return where it is."""
    mo = po.with_suffix(".mo")
    with po.open("rb") as source, mo.open("wb") as target:
        write_mo(target, read_po(source))
    return mo


if __name__ == "__main__":
    for po in sorted(Path(__file__).parent.glob("*/LC_MESSAGES/*.po")):
        compiled(po)
