"""Patterns of other dialects: what is plain is translated, the rest refused or said at its row."""

import pytest

from consultations.forms.expressions.regexes import compiled
from tests.unit.forms.forms import codes, form, only


def fits(pattern: str, text: str) -> bool:
    return compiled(pattern)(text)


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        ("^[[:alpha:]]+$", "Zoë", "a1"),
        ("^[[:digit:]]{2}$", "12", "1a"),
        ("^[[:alnum:]_-]+$", "a-1_", "a b"),
        ("^[^[:space:]]+$", "ab", "a b"),
        ("^[[:upper:]][[:lower:]]+$", "Łódź", "łódź"),
        ("^[[:^digit:]]+$", "ab", "a1"),
        ("^[[:punct:]]$", "!", "a"),
        (r"/^\d+$/", "12", "a"),
        ("/^[a-z]+$/i", "ABC", "1"),
        ("/yes$/", "oh yes", "yes!"),
        (r"/^a\$/", "a$", "ba"),
    ],
)
def test_what_is_plain_is_translated(pattern, right, wrong):
    assert (fits(pattern, right), fits(pattern, wrong)) == (True, False)


def constrained(pattern: str) -> str:
    rows = "type | name | label | constraint | constraint_message"
    return form(f"{rows}\ntext | p | P? | |\ntext | q | Q? | regex(., '{pattern}') | Hm.")


@pytest.mark.parametrize("pattern", ["[a-z&&[^b]]+", "^[[:letters:]]$", "^[:alpha:]+$"])
def test_what_has_no_plain_meaning_is_refused_at_its_row(pattern):
    fault = only(constrained(pattern), "expression.regex")

    assert (fault.level, fault.place.line, fault.place.column) == ("error", 4, "constraint")


def test_slashes_that_may_be_meant_are_a_warning():
    fault = only(constrained("/[a-z]+/"), "slashes_around_pattern")

    assert (fault.level, fault.place.line, "'[a-z]+'" in fault.fix) == ("warning", 4, True)
    assert fits("/[a-z]+/", "/work/")


@pytest.mark.parametrize("pattern", [r"/^\\d+$/", "^[[:alpha:]]+$", "[!@#$%^&*]", "^/[a-z]+$", "[a&]"])
def test_other_patterns_have_nothing_to_say(pattern):
    assert not {"slashes_around_pattern", "expression.regex"} & set(codes(constrained(pattern)))
