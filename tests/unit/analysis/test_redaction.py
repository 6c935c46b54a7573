"""What tells who somebody is goes; what tells what is wrong stays. Measured on texts never worked on."""

from itertools import pairwise

import pytest

from analysis.redaction import redact
from tests.redaction import Measured, measure

STRUCTURED = ("phone", "email", "postcode", "nhs_number", "ni_number", "date_of_birth", "handle", "url")


@pytest.fixture(scope="module")
def held_out() -> Measured:
    return measure("held_out")


def test_what_has_a_form_is_found(held_out: Measured) -> None:
    assert held_out.recall(*STRUCTURED) >= 0.95


@pytest.mark.parametrize("kind", ["name", "school", "address"])
def test_what_has_none_is_mostly_found(held_out: Measured, kind: str) -> None:
    assert held_out.recall(kind) >= 0.8


def test_little_else_is_taken(held_out: Measured) -> None:
    assert held_out.taken_wrongly / held_out.taken <= 0.05
    assert held_out.clean_touched / held_out.clean <= 0.05


def test_the_texts_that_were_worked_on_stay_found() -> None:
    worked_on = measure("worked_on")
    assert worked_on.recall(*STRUCTURED) == 1
    assert worked_on.recall("name", "school", "address") >= 0.92
    assert worked_on.taken_wrongly <= 2


def test_odd_forms_are_found_and_what_only_looks_like_them_stays() -> None:
    measured = measure("odd_forms")
    assert measured.recall(*STRUCTURED) >= 0.97
    assert measured.recall("name", "school", "address") >= 0.95
    assert measured.taken_wrongly / measured.taken <= 0.025
    assert measured.clean_touched / measured.clean <= 0.025


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("07700\u200b900142 ok", "[phone] ok"),
        ("Kac\u200bper's mum", "[name]'s mum"),
        ("Esme\u0301 said hi", "[name] said hi"),
        ("０７７００ ９００１４２", "[phone]"),
        ("z.h＠ｅｘａｍｐｌｅ．ｃｏｍ", "[email]"),
        ("at 12\u00a0Mill\u00a0Lane", "at [address]"),
        ("🙂\ufeffMarta\u200b told me", "🙂\ufeff[name] told me"),
    ],
)
def test_a_text_is_read_as_it_looks(given: str, seen: str) -> None:
    assert redact(given).text == seen


@pytest.mark.parametrize(("which", "found"), [("schools", 0.7), ("schools_unseen", 0.6)])
def test_schools_are_found_without_the_word_school_and_little_else_is_taken(which: str, found: float) -> None:
    measured = measure(which)
    assert measured.recall("school") >= found
    assert measured.taken_wrongly / measured.taken <= 0.05
    assert measured.clean_touched / measured.clean <= 0.05


@pytest.mark.parametrize(
    "text",
    ["the lights in weaverham are broken", "i live in haslington and go to year 9",
     "the path at delamere is muddy", "we moved from Crewe to Winsford in year 8",
     "students from Poland need help", "in Chester they have a pool"],
)  # fmt: skip
def test_towns_and_villages_stay(text: str) -> None:
    assert redact(text).spans == ()


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("My brother Tyler is at Holly Lodge Academy", "My brother [name] is at [school]"),
        ("ring me on 07700 900461, im at 14 Larkspur Close", "ring me on [phone], im at [address]"),
        ("im in CW2 6ZZ, nhs 999 012 3454", "im in [postcode], nhs [NHS number]"),
        ("add me on snap: lil.mikey09", "add me on snap: [user name]"),
        ("detention at norley vale is daily", "detention at [school] is daily"),
        ("im in year 9 at brine leas", "im in year 9 at [school]"),
        ("Ravenscar pupils start it", "[school] pupils start it"),
        ("i got into sir thomas boteler", "i got into [school]"),
        ("I'm at TKHS, not CAMHS", "I'm at [school], not CAMHS"),
        ("Siobhan's mum came. Ring 0800 1111!", "[name]'s mum came. Ring 0800 1111!"),
        ("", ""),
    ],
)
def test_a_reader_sees_what_kind_of_thing_stood_there(given: str, seen: str) -> None:
    assert redact(given).text == seen


def test_spans_count_characters_and_never_overlap() -> None:
    text = "🙂 Callum at 12 Mill Lane, CW1 9ZZ, callum@example.com 🙂 Callum"
    spans = redact(text).spans
    assert [(text[start:end], kind) for start, end, kind in spans] == [
        ("Callum", "name"),
        ("12 Mill Lane", "address"),
        ("CW1 9ZZ", "postcode"),
        ("callum@example.com", "email"),
        ("Callum", "name"),
    ]
    assert all(before.end <= after.start for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    ["ring 0800 1111, 116 123 or 0808 2000 247", "text SHOUT to 85258", "call 999, 101 or NHS 111 option 2",
     "Cheshire East 0300 123 5012 or 01244 977277", "0123456789"],
)  # fmt: skip
def test_numbers_that_help_stay(text: str) -> None:
    assert redact(text).spans == ()


def test_a_trusts_own_line_stays_when_it_is_given() -> None:
    text = "the team is on 01632 960345"
    assert redact(text).spans != ()
    assert redact(text, kept_numbers={"01632960345"}).spans == ()


@pytest.mark.parametrize("text", ["\ud800", "\x00", "@" * 5_000, "a@" * 5_000, "07" * 5_000, "flat 1 " * 900,
                                  "St " * 3_000, "A" * 20_000, "school " * 3_000, "my name is " * 2_000,
                                  "1 a a a a " * 2_000, "x dot " * 3_000, "oh seven " * 3_000, "ł" * 9_000,
                                  "a." * 9_000, "_" * 9_000, "a_" * 9_000, "j. " * 5_000, "Mr and " * 3_000,
                                  "Block A " * 2_500, "The A House " * 1_500, "wei " * 4_000,
                                  "a " * 9_000 + "@", "my email is " * 2_000, "0 7 " * 4_000, "I" * 9_000,
                                  "\u0301" * 9_000, "\u200b" * 9_000, "07:30 " * 3_000])  # fmt: skip
def test_no_text_is_too_strange_or_slow(text: str) -> None:
    assert redact(text).given == text


def test_what_was_redacted_has_nothing_left_to_redact() -> None:
    text = (
        "I'm Nadia, 15, CW2 6ZZ, nadia15@example.com. Miss Hargreaves at St Aidan's knows. Born 14/03/2012."
    )
    assert redact(redact(text).text).spans == ()
