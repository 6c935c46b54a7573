"""From a number to the answers behind it: for whoever may, and only where the number is shown."""

from dataclasses import replace

from admin_api.ways import NO_WAYS, Ways
from analysis.disclosure_control import HIDDEN, Count
from analysis.summary import Row

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
