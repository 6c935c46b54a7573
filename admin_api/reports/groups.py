"""What each group said about an outcome: the same numbers as on the board's page, and what follows."""

from collections.abc import Iterator, Sequence

from admin_api.reports.document import Block, Heading, Paragraph, Table, bullets
from admin_api.reports.record import Record, outcome_source
from admin_api.translation.speaking import message, translate
from admin_api.views_voices import voices_view
from analysis.summary import OutcomeSummary, Row, Voice
from consultations.plan import Outcome

NONE_APART = message("No groups can be told apart: nobody was asked who they are, or too few answered.")


def by_group(record: Record, outcome: Outcome, level: int = 1) -> Iterator[Block]:
    """How each group sounded and what it spoke of; a group of fewer than ten is named without numbers."""
    yield Heading(translate("What each group said"), level)
    found = record.heard(outcome.code)
    view = voices_view("groups", found.voices, record.rule) if found else None
    if found is None or view is None:
        yield Paragraph(str(NONE_APART))
        return
    source = translate("those of each group whose words were read; {source}", source=outcome_source(found))
    yield from _tables(found, source)
    yield from bullets([*view.agreed, *view.apart], source)


def _tables(found: OutcomeSummary, source: str) -> Iterator[Block]:
    voices = found.voices
    feelings, themes = voices[0].feelings, voices[0].themes
    if feelings:
        header = (translate("Group"), translate("People"), *(row.label for row in feelings))
        rows = tuple((one.label, str(one.people), *map(_cell, one.feelings)) for one in voices)
        yield Table(translate("How each group sounded"), header, rows, source)
    if themes:
        header = (translate("Theme"), *(one.label for one in voices))
        yield Table(translate("What each group spoke of"), header, tuple(_spoken(voices)), source)


def _spoken(voices: Sequence[Voice]) -> Iterator[tuple[str, ...]]:
    for place, row in enumerate(voices[0].themes):
        yield (row.label, *(_cell(one.themes[place]) for one in voices))


def _cell(row: Row) -> str:
    return str(row.people) if row.share is None else f"{row.people} ({row.share}%)"
