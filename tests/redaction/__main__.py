"""Prints the measure of redaction that docs/privacy.md states."""

from tests.redaction import measure

for which in ("held_out", "unseen", "worked_on", "schools", "schools_unseen", "odd_forms"):
    result = measure(which)
    print(which, {kind: f"{result.found[kind]} of {count}" for kind, count in sorted(result.marked.items())})
    print(f"taken wrongly: {result.taken_wrongly} of {result.taken}", end="; ")
    print(f"texts with nothing to find that lost something: {result.clean_touched} of {result.clean}")
