"""Groups in the spotlight report: the board's own numbers, and none of a group of fewer than ten."""

from pathlib import Path

from admin_api.reports import record_of
from admin_api.reports.document import Bullets, Paragraph, Table
from admin_api.reports.groups import NONE_APART, by_group
from consultations.forms.questionnaire import Choice
from consultations.storage.database import Database
from tests.builders import question, questionnaire
from tests.heard_site import BUSES, HeardSite

DATABASES = ["sqlite"]
WHO = (
    Choice("child", {"en": "Child"}),
    Choice("young", {"en": "Young person"}),
    Choice("parent", {"en": "Parent or carer"}),
    Choice("staff", {"en": "I work with children"}),
)
FORM = questionnaire(
    question("audience", "select_one", "Who are you?", choices="who"),
    question("better", "text", "What would make it better?", outcome="CE2"),
    who=WHO,
)


def test_each_group_stands_with_its_numbers_and_a_small_one_without(
    database: Database, tmp_path: Path
) -> None:
    site = HeardSite(database, tmp_path)
    site.consult(FORM)
    for who, count in (("child", 20), ("young", 15), ("parent", 12), ("staff", 7)):
        words = BUSES if who == "parent" else "More lights please"
        site.answer_each([{"audience": who, "better": words}] * count)
    with database.read() as connection:
        record = record_of(connection, None, site.parts.rule, site.clock())
    blocks = list(by_group(record, record.outcome("CE2")))
    sounded, spoke = (one for one in blocks if isinstance(one, Table))
    people = {row[0]: row[1] for row in sounded.rows}
    assert (people["Child"], people["Young person"], people["Parent or carer"]) == ("20", "15", "10")
    small = next(row for row in sounded.rows if row[0] == "I work with children")
    assert not any(cell.isdigit() for cell in small[2:])
    lights = dict(
        zip(spoke.header, next(row for row in spoke.rows if row[0] == "Street lights"), strict=True)
    )
    assert (lights["Child"], lights["Parent or carer"]) == ("20 (100%)", "0 (0%)")
    assert not any(letter.isdigit() for letter in lights["I work with children"])
    said = [item for one in blocks if isinstance(one, Bullets) for item in one.items]
    assert any("spoke of “Street lights” more often than “Parent or carer”" in one for one in said)
    assert all("Answers: safe/better" in one.source for one in (sounded, spoke))


def test_where_nobody_says_who_they_are_that_is_said(database: Database, tmp_path: Path) -> None:
    site = HeardSite(database, tmp_path)
    site.import_plan()
    with database.read() as connection:
        record = record_of(connection, None, site.parts.rule, site.clock())
    (said,) = (one for one in by_group(record, record.outcome("CE2")) if isinstance(one, Paragraph))
    assert said.text == NONE_APART
