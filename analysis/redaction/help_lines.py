"""Numbers that help: they stay in a text, whoever wrote it.

Numbers that begin 03 or 08 never belong to one person (Ofcom, “National Telephone Numbering Plan”): they stay
without being listed, and so do short ones such as 999 and 85258.
"""

HELP_LINES = frozenset({"01244977277"})
"""Digits only: the out-of-hours team of Cheshire West, the one public line of ours with a local number."""
