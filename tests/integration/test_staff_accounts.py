"""Accounts on both databases: found as they are typed, gone when removed, throttled when guessed at."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consultations.errors import NotFound, Refused
from consultations.staff import Account, Cost, PasswordHash, Session
from consultations.storage.accounts import Accounts
from consultations.storage.database import Database
from consultations.storage.tables import sign_in_attempt, staff_session
from tests.builders import NOW

SECRET = PasswordHash(Cost(2, 1, 1), b"salt", b"digest")
OTHER = PasswordHash(Cost(2, 1, 1), b"salt", b"another")


@pytest.fixture
def accounts(database: Database):
    with database.write() as connection:
        yield Accounts(connection)


@pytest.fixture
def officer(accounts: Accounts) -> Account:
    return accounts.add(" Officer@Trust.example", ["officer", "DSL"], SECRET, NOW, must_change=True)


def test_an_account_is_found_however_its_name_is_typed(accounts: Accounts, officer: Account) -> None:
    assert officer == Account(
        officer.id, "officer@trust.example", SECRET, frozenset({"officer", "DSL"}), must_change_password=True
    )
    assert accounts.find("OFFICER@trust.example ") == officer
    assert accounts.find("somebody else") is None
    assert accounts.all() == [officer]


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "two\nlines", "\0"])
def test_what_cannot_be_a_name_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(Refused) as refused:
        accounts.add(name, ["officer"], SECRET, NOW, must_change=True)
    assert refused.value.code == "bad_name"


@pytest.mark.parametrize("name", ["\0", "\ud800", "x" * 5000, "'; drop table staff; --"])
def test_nonsense_is_nobodys_name_and_breaks_nothing(accounts: Accounts, officer: Account, name: str) -> None:
    accounts.add_failure(name, NOW)
    assert accounts.failures(name) == [NOW]
    if name != "\ud800":  # no form can hold half a letter
        assert accounts.find(name) is None


def test_a_name_is_given_once_even_after_its_account_is_gone(accounts: Accounts, officer: Account) -> None:
    accounts.remove(officer.id, NOW)
    with pytest.raises(Refused) as refused:
        accounts.add("officer@trust.example", ["admin"], SECRET, NOW, must_change=True)
    assert refused.value.code == "name_taken"


def test_a_removed_account_is_signed_out_and_not_found(accounts: Accounts, officer: Account) -> None:
    accounts.add_session(Session("f1", officer.id, NOW, NOW))
    accounts.remove(officer.id, NOW)
    assert accounts.signed_in("f1") is None
    assert accounts.all() == []
    with pytest.raises(NotFound):
        accounts.get("officer@trust.example")


def test_a_session_is_kept_used_and_ended(accounts: Accounts, officer: Account) -> None:
    accounts.add_session(Session("f1", officer.id, NOW, NOW))
    accounts.add_session(Session("f2", officer.id, NOW, NOW))
    later = NOW + timedelta(minutes=5)
    accounts.seen("f1", later)
    assert accounts.signed_in("f1") == (Session("f1", officer.id, NOW, later), officer)
    accounts.end_session("f1")
    assert accounts.session("f1") is None
    assert accounts.session("f2") is not None


def test_another_password_signs_out_everywhere(accounts: Accounts, officer: Account) -> None:
    accounts.add_session(Session("f1", officer.id, NOW, NOW))
    accounts.set_password(officer.id, OTHER, must_change=False)
    assert accounts.session("f1") is None
    changed = accounts.get(officer.name)
    assert (changed.password, changed.must_change_password) == (OTHER, False)


def test_sessions_that_are_long_over_do_not_pile_up(accounts: Accounts, officer: Account) -> None:
    accounts.add_session(Session("old", officer.id, NOW, NOW))
    next_day = NOW + timedelta(days=1)
    accounts.add_session(Session("new", officer.id, next_day, next_day))
    rows = accounts._connection.execute(select(staff_session.c.fingerprint)).scalars().all()
    assert rows == ["new"]


def test_failures_are_kept_an_hour_and_without_what_was_typed(accounts: Accounts) -> None:
    accounts.add_failure("my-password-by-mistake", NOW)
    assert accounts.failures(" My-Password-by-Mistake") == [NOW]
    assert "password" not in str(accounts._connection.execute(select(sign_in_attempt)).all())
    accounts.add_failure("somebody else", NOW + timedelta(minutes=61))
    assert accounts.failures("my-password-by-mistake") == []
    accounts.forget_failures("somebody else")
    assert accounts._connection.execute(select(sign_in_attempt)).all() == []
