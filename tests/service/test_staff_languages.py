"""Staff's and the board's pages say nothing in English that no catalogue could say in another language."""

import json
import re
from collections.abc import Iterator
from typing import cast

import httpx
import pytest
from sqlalchemy import String, select

from consultations.help_lines import built_in
from consultations.storage.tables import metadata
from tests.access_rows import ROWS
from tests.house import STAFF, House
from tests.page_languages import english, spoken
from tests.service.test_access_matrix import asked

PAGES = sorted(
    route
    for route, row in ROWS.items()
    if route.startswith(("GET /staff", "GET /board")) and row.may and "/simulator" not in route
)
"""But for the simulator, whose pages belong to the chat."""

OWN = (
    "Together",
    "Children’s Trust",
    r"TOGETHER_[A-Z_]+",
    r"https://[^ ]+",
    r"ask:\d+",
    "Buses that do not come.",
    "Buses",
    "Streets without enough light.",
    "More buses please",
    "he hits me",
    r"\$\{asked\}",
    "English",
    "PDF",
    r"Page \(HTML\)",
)
"""Names, addresses, and what the Trust or a child wrote."""

LEFT = (
    # What stands below admin_api: the check, the rules for a launch, plans, groups that the law names.
    (
        r"Nothing says what this asks for, so we guess: \w+\. Write good, improve, why or open into the"
        r" column `frame`: it decides how answers are read\."
    ),
    "It does not say whether the decision is still open.",
    "Consult while proposals can still change; otherwise tell people what was decided.",
    "No young person lead has signed the wording.",
    "People can write what is to be better, and nowhere what is good. Ask also what is good.",
    (
        "People cannot skip this question. Leave `required` empty, or say in the column `why_required` why it"
        " must be answered."
    ),
    r"\d+ to \d+ questions, about \d+ to \d+ minutes",
    r"[A-Z][a-z, ]+: \d questions",
    "“(?:frame|required|survey)”",
    r"“Do you feel safe\?” is “No”",
    "the same name",
    "Carried over",
    "Outcomes|Priorities|Indicators",
    "Care experience|Caring responsibility|Ethnic group|Gender identity|Long-term condition or disability",
    "Religion|Sexual orientation|Sex",
    "Something else|No reason given",
    "Draft|Open|decided",
    # What stands in admin_api, with a full stop that a template puts behind it.
    "No number published yet",
    # What components of GOV.UK Frontend say by themselves.
    "Show password|Show|You can enter up to [0-9]+ characters",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    opened = House(tmp_path_factory.mktemp("house"))
    with spoken(tmp_path_factory.mktemp("languages"), to_staff=True):
        yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def stored(house: House) -> re.Pattern[str]:
    """All words that the database holds: they stay as somebody wrote them. And those known to be left."""
    found: set[str] = set()
    with house.database.read() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if isinstance(column.type, String)]
            for row in connection.execute(select(*columns)) if columns else ():
                found |= {leaf for value in row if isinstance(value, str) for leaf in leaves(value)}
    found |= {leaf for line in built_in().lines for leaf in leaves(line.model_dump_json())}
    longest_first = sorted((re.escape(" ".join(one.split())) for one in found), key=len, reverse=True)
    kept = (*OWN, *LEFT, *(one for one in longest_first if one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(kept)})(?!\w)")


def leaves(value: object) -> Iterator[str]:
    """The texts in a text that may be JSON."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            value = json.loads(value)
        except ValueError:
            yield str(value)
            return
    if isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("route", PAGES)
def test_a_page_of_staff_is_whole_in_another_language(
    route: str, house: House, stored: re.Pattern[str]
) -> None:
    visitor = next(one for one in STAFF if one in ROWS[route].may)
    answer = cast(httpx.Response, asked(house, visitor, route, ROWS[route], ROWS[route].at))
    house.put_back(visitor)
    if "text/html" in answer.headers.get("content-type", ""):
        left = [stored.sub("", one) for one in english(answer.text)]
        assert sorted({one for one in left if re.search("[A-Za-z]{2}", one)}) == []
