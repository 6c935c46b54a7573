"""Signing in: what is stored gives nothing away, guessing is slow, and links cannot lead astray."""

import math
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from admin_api import sign_in
from admin_api.sign_in import Accounts
from consultations import staff
from consultations.errors import Refused
from consultations.staff import Account, Cost, PasswordHash, Session
from tests.unit.admin_api.fakes import FakeAccounts

CHEAP = Cost(n=2, r=1, p=1)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "lantern otter gravel"


@pytest.fixture
def chance() -> random.Random:
    return random.Random(7)


@pytest.fixture
def accounts(chance: random.Random) -> FakeAccounts:
    password = sign_in.hash_password(PASSWORD, chance.randbytes, CHEAP)
    return FakeAccounts(Account("a1", "officer@trust.example", password, frozenset({"officer"})))


def attempt(accounts: Accounts, password=PASSWORD, name="officer@trust.example", now=NOW, code="") -> Account:
    return sign_in.sign_in(accounts, name, password, code, now, CHEAP)


@pytest.fixture
def with_factor(accounts: FakeAccounts) -> FakeAccounts:
    """Accounts whose officer has a second factor; the code is 123456, once."""
    return FakeAccounts(*(replace(one, has_second_factor=True) for one in accounts.accounts.values()))


def test_a_password_is_known_again_from_what_was_stored(chance) -> None:
    stored = str(sign_in.hash_password(PASSWORD, chance.randbytes, CHEAP))
    assert PASSWORD not in stored
    assert sign_in.verify_password(PASSWORD, PasswordHash.parse(stored))
    assert not sign_in.verify_password(PASSWORD + " ", PasswordHash.parse(stored))


def test_the_same_password_is_stored_differently_each_time(chance) -> None:
    assert len({str(sign_in.hash_password(PASSWORD, chance.randbytes, CHEAP)) for _ in range(3)}) == 3


def test_a_password_stored_at_an_older_cost_still_works(chance) -> None:
    older = sign_in.hash_password(PASSWORD, chance.randbytes, Cost(n=4, r=2, p=1))
    assert sign_in.verify_password(PASSWORD, PasswordHash.parse(str(older)), CHEAP)


def test_an_accent_typed_as_two_signs_is_the_same_password(chance) -> None:
    stored = sign_in.hash_password("caf\u00e9 otter gravel", chance.randbytes, CHEAP)
    assert sign_in.verify_password("cafe\u0301 otter gravel", stored)


def test_the_ordinary_cost_is_what_owasp_asks_for() -> None:
    assert Cost() in {Cost(2**17, 8, 1), Cost(2**16, 8, 2), Cost(2**15, 8, 3), Cost(2**14, 8, 5)}


def test_something_else_in_the_column_is_an_error_and_not_a_match() -> None:
    with pytest.raises(ValueError, match="argon2"):
        PasswordHash.parse("argon2$1$1$1$AA$AA")


def test_without_an_account_the_same_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    costs = []
    monkeypatch.setattr(sign_in, "derive", lambda password, salt, cost: costs.append(cost) or b"")
    assert not sign_in.verify_password(PASSWORD, None, CHEAP)
    assert costs == [CHEAP]


@pytest.mark.parametrize(
    ("length", "codes"), [(11, ["password.short"]), (12, []), (256, []), (257, ["password.long"])]
)
def test_a_new_password_is_judged_by_its_length(length: int, codes: list[str]) -> None:
    long = " ".join(["velvet tractor moon", *map(str, range(100))])
    assert [fault.code for fault in sign_in.password_faults(long[:length])] == codes


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "PASSWORD1234",
        "p@ssword1234",
        "iloveyou1234",
        "qwertyuiop12",
        "123456789012",
        "abcdefghijkl",
        "xxxxxxxxxxxxxxxxxxxx",
        "unbelievable",
        "safeguarding",
        "Consultation1",
        "togethertogether",
        "officer@trust.example1",
        "Cheshire East1",
    ],
)
def test_what_everybody_tries_first_is_no_password(password: str) -> None:
    about = ("officer@trust.example", "Cheshire East")
    assert [fault.code for fault in sign_in.password_faults(password, about)] == ["password.guessed"]


@pytest.mark.parametrize(
    "password", [PASSWORD, "velvet tractor moon", "Żółw gra na flecie", "correct horse " * 12]
)
def test_three_words_that_do_not_belong_together_are_one(password: str) -> None:
    assert sign_in.password_faults(password, ("officer@trust.example",)) == []


def test_the_commonest_passwords_that_are_long_enough_are_all_refused() -> None:
    """Of the 30,000 commonest, those that our other rules would let through."""
    long = [one for one in FREQUENCY_LISTS["passwords"] if len(one) >= sign_in.SHORTEST]
    assert len(long) > 200
    assert [one for one in long if not sign_in.easily_guessed(one)] == []


def test_a_one_time_password_can_be_read_out_and_not_guessed(chance) -> None:
    made = sign_in.one_time_password(chance.choice)
    assert [len(group) for group in made.split("-")] == [4, 4, 4, 4]
    assert not set(made) & set("aeiou01l")
    assert sign_in.GROUPS * sign_in.GROUP * math.log2(len(set(sign_in.READABLE))) >= 60
    assert sign_in.password_faults(made) == []


def test_a_token_is_256_bits_and_its_fingerprint_gives_it_not_away(chance) -> None:
    token = sign_in.new_token(chance.randbytes)
    assert len(staff.decode(token)) == 32
    assert token not in sign_in.fingerprint(token)


def test_password_and_code_open_the_account_and_the_code_only_once(with_factor: FakeAccounts) -> None:
    assert attempt(with_factor, code="123456").id == "a1"
    with pytest.raises(Refused, match="not right"):
        attempt(with_factor, code="123456")


def test_a_code_is_not_used_up_by_somebody_without_the_password(with_factor: FakeAccounts) -> None:
    with pytest.raises(Refused):
        attempt(with_factor, password="a guess at it", code="123456")
    assert attempt(with_factor, code="123456")


def test_a_wrong_code_is_refused_in_the_words_of_a_wrong_password_and_counts_as_much(with_factor) -> None:
    with pytest.raises(Refused) as wrong_password:
        attempt(with_factor, password="a guess at it", code="123456")
    with pytest.raises(Refused) as wrong_code:
        attempt(with_factor, code="000000")
    assert str(wrong_password.value) == str(wrong_code.value)
    assert len(with_factor.failures("officer@trust.example")) == 2


def test_the_name_may_be_typed_in_capitals_and_with_spaces(accounts) -> None:
    assert attempt(accounts, name=" Officer@Trust.example ")


def test_a_wrong_name_and_a_wrong_password_are_refused_in_the_same_words(accounts) -> None:
    with pytest.raises(Refused) as wrong_password:
        attempt(accounts, password="not this one at all")
    with pytest.raises(Refused) as wrong_name:
        attempt(accounts, name="nobody@trust.example")
    assert str(wrong_password.value) == str(wrong_name.value)


def test_guessing_meets_a_wait_even_with_the_right_password(accounts) -> None:
    for _ in range(5):
        with pytest.raises(Refused, match="not right"):
            attempt(accounts, password="a guess at it")
    with pytest.raises(Refused, match="Wait 1 second"):
        attempt(accounts)
    assert attempt(accounts, now=NOW + timedelta(seconds=1))
    assert accounts.failures("officer@trust.example") == []


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 1), (6, 2), (10, 32), (14, 512), (15, 900), (400, 900)]
)
def test_the_wait_doubles_and_ends(failures: int, seconds: int) -> None:
    assert sign_in.wait_before_trying([NOW] * failures, NOW) == timedelta(seconds=seconds)


def test_failures_are_forgotten_after_an_hour() -> None:
    assert not sign_in.wait_before_trying([NOW] * 400, NOW + timedelta(hours=1))


def test_a_session_ends_when_it_is_left_alone_and_at_the_end_of_the_day() -> None:
    session = Session("f", "a1", opened=NOW, last_seen=NOW)
    assert session.alive(NOW + timedelta(minutes=29))
    assert not session.alive(NOW + timedelta(minutes=30))
    busy = Session("f", "a1", opened=NOW, last_seen=NOW + timedelta(hours=10))
    assert not busy.alive(NOW + timedelta(hours=10))


@pytest.mark.parametrize("path", ["/", "/board", "/board?plan=2022&age=11-15", "/asks/3#decision"])
def test_after_signing_in_people_go_where_they_wanted(path: str) -> None:
    assert sign_in.local_path(path) == path


ASTRAY = ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example"]
ASTRAY += ["javascript:alert(1)", "evil.example", "/\n/evil.example", "///evil.example", "", None]


@pytest.mark.parametrize("path", ASTRAY)
def test_no_link_leads_elsewhere(path: str | None) -> None:
    assert sign_in.local_path(path, default="/start") == "/start"


@given(st.text(alphabet="/\\.:@?#ab \t\n\0"))
@settings(max_examples=30)
def test_whatever_is_wanted_the_way_stays_on_this_site(wanted: str) -> None:
    path = sign_in.local_path(wanted)
    assert path.startswith("/")
    assert path[1:2] not in {"/", "\\"}
