"""The menu of staff's pages: what each role finds, where it begins, and which link is current."""

import pytest

from admin_api.access import Audience, Visitor
from admin_api.navigation import Link, home, menu


def visitor(*roles: str) -> Visitor:
    return Visitor(frozenset(Audience(each) for each in roles))


@pytest.mark.parametrize(
    ("roles", "path"),
    [
        (["DSL"], "/staff/concerns"),
        (["young-lead"], "/staff/signing"),
        (["officer"], "/staff"),
        (["lead", "DSL"], "/staff"),
        (["admin"], "/staff/accounts"),
        (["board"], "/board"),
        ([], "/staff/account"),
    ],
)
def test_each_role_begins_where_its_work_is(roles: list[str], path: str) -> None:
    assert home(visitor(*roles)) == path


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/staff", {"Consultations and asks": "page"}),
        ("/staff/consultations/safe/watch", {"Consultations and asks": "true"}),
        ("/staff/launch/3/questionnaire", {"Launch a consultation": "true"}),
        ("/staff/deliveries", {"Write to people": "true"}),
        ("/staff/walks/answers/1", {"Make sense of it": "true"}),
        ("/board/outcomes/CE2", {"Results for the board": "true"}),
        ("/staff/account", {}),
        ("/staff/planspotting", {}),
    ],
)
def test_one_link_at_most_is_current(path: str, current: dict[str, str]) -> None:
    found = menu(visitor("officer"), path)
    assert {link.name: link.current for link in found.links if link.current} == current
    assert [group.current for group in found.groups].count(True) == len(current)


def test_the_links_of_the_group_one_is_in_stand_beside_the_groups() -> None:
    names = [link.name for link in menu(visitor("officer"), "/staff/plans").second_row]
    assert names == ["Plans and promises", "What audits and staff say", "People in the area"]
    assert menu(visitor("officer"), "/staff/account").second_row == ()


def test_a_group_of_one_page_stands_for_itself() -> None:
    found = menu(visitor("officer", "DSL"), "/staff/concerns")
    assert found.first_row[0] == Link("Concerns", "/staff/concerns", "page")
    assert found.second_row == ()


def test_a_few_links_are_not_hidden_in_groups() -> None:
    found = menu(visitor("DSL"), "/board")
    assert found.flat
    assert [link.name for link in found.first_row] == [
        "Concerns", "Pictures, sounds and files", "Results for the board", "Reports",
    ]  # fmt: skip
    assert found.second_row == ()
