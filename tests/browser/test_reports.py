"""What every report says, and that each is a sound page: Chromium with axe, on every screen and on paper."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from admin_api.reports import NAMES, hard_to_read, report, written
from admin_api.reports.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Paragraph,
    Point,
    Table,
    drawings,
)
from admin_api.reports.record import Record
from analysis.disclosure_control import Count
from consultations.errors import NotFound, Refused
from tests.browser.soundness import SMALLEST, assert_sound
from tests.builders import NOW
from tests.reported import made

COUNTS_NOTHING = re.compile(
    r"Officer lead for outcome \d|We will tell you more by|Each picture shows 100 children"
    r"|\(\d+ people who said so in|\d+ more: in the spotlight report|What read the words:|Not heard from:"
    r"|No number of fewer|No table is shown of"
)
"""Names, days, rules and what is left out; and the highlights' asks, of which each says its own base."""
NO_BROWSER = {"PATH": "/nowhere"}
EMPTY = """[...document.querySelectorAll("h1,h2,h3,h4,figcaption,caption")]
    .filter(each => !each.innerText.trim()).length"""


def text_of(name: str, record: Record) -> str:
    return written(made(name, record), Path("a.html"), NOW, {}).decode()


def plain(page: str) -> str:
    """Without what tables say of their parts."""
    return re.sub(r' (role|data-column|scope)="[^"]*"', "", page)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_a_sound_page(name: str, record: Record, page: Page, tmp_path: Path) -> None:
    document = made(name, record)
    file = tmp_path / f"{name}.html"
    file.write_bytes(written(document, file, NOW, {}))
    page.goto(file.as_uri())
    assert page.title() == document.title
    assert_sound(page, name)
    assert page.evaluate(EMPTY) == 0
    assert all(one.alt for one in drawings(document))
    assert page.locator("svg:not([aria-label])").count() == 0


def test_wide_tables_are_read_downwards_on_a_small_screen_and_have_nothing_to_scroll_for(
    record: Record, page: Page
) -> None:
    page.set_viewport_size(SMALLEST)
    page.set_content(text_of("one-page", record))
    table = page.get_by_role("table", name="Outcomes")
    assert table.get_by_role("row").count() == 1 + len(record.plan.outcomes)
    assert table.get_by_role("columnheader").count() == 4
    cell = table.get_by_role("cell").first
    column = cell.evaluate("each => getComputedStyle(each, '::before').content")
    assert column == '"Who leads: "'
    hidden = "[...document.querySelectorAll('.scrolls')].filter(e => e.scrollWidth > e.clientWidth).length"
    assert page.evaluate(hidden) == 0


def test_the_newsletter_says_what_was_said_done_and_refused_with_base_and_source(record: Record) -> None:
    page = text_of("newsletter", record)
    assert "30 people asked for this." in page
    assert "We cannot do this, because: the road is not ours." in page
    assert "We will do this: run a bus at ten." in page
    assert "Answers: safe/better/lights, ask 1" in page
    assert hard_to_read(made("newsletter", record)) == []


def test_every_point_of_the_newsletter_has_its_picture(record: Record) -> None:
    judged = {one.ask.id: {"yes": Count(10), "partly": Count(10), "no": Count(0)} for one in record.asks}
    pointed(made("newsletter", replace(record, judged=judged)), "Is it a fair answer? People said fair: 10")
    nobody = replace(record, board=replace(record.board, summary=replace(record.board.summary, outcomes=())))
    pointed(made("newsletter", nobody), "We have no numbers to show yet.")


@pytest.mark.parametrize("name", NAMES)
def test_every_number_carries_its_base_and_source(name: str, record: Record) -> None:
    judged = {one.ask.id: {"yes": Count(10), "partly": Count(10), "no": Count(0)} for one in record.asks}
    blocks = made(name, replace(record, judged=judged)).blocks
    bare = [words for one in blocks if not getattr(one, "source", "") for words in said(one)]
    assert [one for one in bare if re.search(r"\d", one) and not COUNTS_NOTHING.search(one)] == []


def said(block: Block) -> Sequence[str]:
    """The sentences of a block that may hold a number of what was counted."""
    if isinstance(block, Table):
        return [" ".join(row) for row in block.rows]
    if isinstance(block, Bullets):
        return block.items
    if isinstance(block, Figure):
        return [block.caption]
    return [block.text] if isinstance(block, Paragraph | Point) else []


def pointed(document: Document, words: str) -> None:
    assert {type(one) for one in document.blocks} == {Heading, Point}
    assert any(one.text.startswith(words) for one in document.blocks)


def test_the_village_draws_as_many_children_as_it_says(record: Record) -> None:
    page = text_of("village", record)
    assert "60 of 100 chose “Yes”." in page
    assert 'aria-label="A hundred children. 60 of them are dark: they chose “Yes”."' in page


def test_needs_evidence_tells_groups_apart_and_its_limits(record: Record) -> None:
    page = plain(text_of("needs-evidence", record))
    assert "What would make it better?: themes by How old are you?" in page
    assert "<th>Street lights</th><td>30</td><td>0</td>" in page
    assert "No number of fewer than 5 people is shown" in page


def test_the_spotlight_tells_groups_apart_with_base_and_source(record: Record) -> None:
    page = plain(text_of("spotlight", record))
    assert "<th>9 or under</th><td>30</td>" in page
    assert "<th>Street lights</th><td>30 (100%)</td><td>0 (0%)</td>" in page
    source = "those of each group whose words were read; 50 people who answered questions about it"
    assert f"Base and source: {source}" in page


def test_the_story_of_an_officer_stands_with_its_curve(record: Record) -> None:
    page = plain(text_of("spotlight", record))
    curve = page.index("Chart of curves from 2004 to 2008. Halton: 44% in 2004, 71% in 2008;")
    table = page.index("<th>2008</th><td>71%</td>")
    story = page.index("<p>Mentors came to every school.</p>")
    assert curve < table < story < page.index("<li>A breakfast club (Schools)</li>")
    assert "Base and source: Written by an officer, 23 November 2026." in page
    assert "<li>A breakfast club (Schools)</li>" in text_of("annual", record)
    for name in ("highlight", "annual"):
        assert "Mentors came to every school." in text_of(name, record)


def test_what_cannot_be_written_is_said(record: Record) -> None:
    document = made("newsletter", record)
    with pytest.raises(Refused, match="no browser") as refused:
        written(document, Path("a.pdf"), NOW, NO_BROWSER)
    assert "apt install chromium" in str(refused.value)
    with pytest.raises(Refused, match="cannot be written"):
        written(document, Path("a.odt"), NOW, {})
    with pytest.raises(Refused, match="on one outcome"):
        report("spotlight", record)
    with pytest.raises(NotFound, match="CE99"):
        report("spotlight", record, "CE99")
