"""What in a text could tell who somebody is, found and taken out, before the text is shown to anybody.

Looked for: names, phone numbers, e-mail addresses, postcodes, NHS and National Insurance numbers, street
addresses, schools, names on social media and their pages, dates of birth. Towns, times, dates, scores, ages,
school years and the numbers of help lines stay. docs/privacy.md says how much is found. It is a first sieve:
a person reads each quote before it is published.
"""

from collections.abc import Callable, Collection, Iterable

from analysis.redaction.addresses import addresses
from analysis.redaction.handles import handles
from analysis.redaction.help_lines import HELP_LINES
from analysis.redaction.names import names
from analysis.redaction.numbers import identity_numbers, phones
from analysis.redaction.schools import schools
from analysis.redaction.spans import Kind, Redacted, Span, without_overlaps
from analysis.redaction.structured import births, emails, pages, postcodes
from analysis.redaction.typed import as_given, as_seen
from analysis.redaction.words import Words

__all__ = ["HELP_LINES", "RULES", "Kind", "Redacted", "Span", "redact"]

RULES = "redaction-7"
"""Grows whenever the rules or the lists change, so that what was redacted before is redacted again."""

_FINDERS: tuple[Callable[[Words], Iterable[Span]], ...] = (
    emails,
    pages,
    handles,
    identity_numbers,
    postcodes,
    births,
    schools,
    addresses,
    names,
)


def redact(text: str, kept_numbers: Collection[str] = HELP_LINES) -> Redacted:
    """What in `text` could tell who somebody is. `kept_numbers`: phone numbers (digits only) that stay."""
    seen, places = as_seen(text)
    words = Words(seen)
    found = [span for finder in _FINDERS for span in finder(words)]
    found += phones(words, kept_numbers)
    return Redacted(text, without_overlaps(as_given(found, places)))
