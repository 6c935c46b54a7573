"""From a number to the answers behind it: for whoever may, and only where the number is shown."""

from dataclasses import replace

import pytest

from admin_api.ways import NO_WAYS, Ways
from analysis.disclosure_control import HIDDEN, Count
from analysis.summary import Row
from consultations.errors import Refused
from consultations.storage.walks import About, Address, Number, OfAsk, read_address

LAMPS = Row("street lights", "Street lights", Count(20), 50)
WAYS = Ways(open=True)


def test_a_shown_number_leads_to_the_words_that_were_read_so() -> None:
    to = WAYS.to_outcome("CE2", "theme")
    assert to(LAMPS) == "/staff/explore?audience=everybody&outcome=CE2&theme=street+lights"
    staff = replace(WAYS, audience="staff").to_outcome("CE2", "feeling")
    assert staff(LAMPS) == "/staff/explore?audience=staff&outcome=CE2&feeling=street+lights"


def test_a_hidden_number_a_nought_and_a_stranger_lead_nowhere() -> None:
    to = WAYS.to_outcome("CE2", "theme")
    assert to(replace(LAMPS, people=HIDDEN)) == to(replace(LAMPS, people=Count(0))) == ""
    assert NO_WAYS.to_outcome("CE2", "theme")(LAMPS) == ""


def test_numbers_of_people_and_of_asks_have_an_address() -> None:
    twenty = Count(20)
    assert WAYS.to_said(twenty, "CE-2022") == "/staff/behind?number=plan%3ACE-2022"
    staff = replace(WAYS, audience="staff").to_said(twenty, "CE-2022", "CE2", part="read", group="age=5-9")
    assert staff == "/staff/behind?number=staff%3ACE-2022%2FCE2%2Fread%2Fage%3D5-9"
    assert WAYS.to_asked(3, twenty, "yes") == "/staff/behind?number=ask%3A3%2Fyes"
    assert WAYS.to_asked(3, HIDDEN) == NO_WAYS.to_asked(3, twenty) == ""


@pytest.mark.parametrize(
    "number",
    [
        Address("safe"),
        Address("safe", "better", "a:b"),
        OfAsk(3),
        OfAsk(3, "yes"),
        About("CE-2022", staff=True),
        About("CE-2022", group="age=5/9:x"),
        About("CE-2022", "CE2", "lights"),
    ],
)
def test_an_address_that_is_read_again_is_the_same(number: Number) -> None:
    assert read_address(str(number)) == number


@pytest.mark.parametrize("text", ["", "safe//lights", "a/b/c/d", "plan:", "ask:x", "ask:3/yes/no"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no address"):
        read_address(text)
