"""Codes of the authenticator app: right ones open once, near ones for a clock that is off, others never."""

import math
import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from consultations import second_factor
from consultations.second_factor import step_of

NOW = datetime(2026, 11, 23, 9, 0, 10, tzinfo=UTC)
HALF_A_MINUTE = timedelta(seconds=30)
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
"""RFC 6238, appendix B, the last six of its eight digits."""


@pytest.mark.parametrize(("seconds", "code"), RFC)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert step_of(SECRET, code, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_off_by_half_a_minute(steps: int, taken: bool) -> None:
    code = pyotp.TOTP(SECRET).at(NOW + steps * HALF_A_MINUTE)
    assert (step_of(SECRET, code, NOW) is not None) == taken


def test_no_code_opens_twice_and_none_before_it_opens_any_more() -> None:
    present = step_of(SECRET, pyotp.TOTP(SECRET).at(NOW), NOW)
    assert step_of(SECRET, pyotp.TOTP(SECRET).at(NOW), NOW, used=present) is None
    assert step_of(SECRET, pyotp.TOTP(SECRET).at(NOW - HALF_A_MINUTE), NOW, used=present) is None
    later = NOW + HALF_A_MINUTE
    assert step_of(SECRET, pyotp.TOTP(SECRET).at(later), later, used=present) == present + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34 5", "²²²²²²", "-12345"])
def test_what_is_no_code_opens_nothing(typed: str) -> None:
    assert step_of(SECRET, typed, NOW) is None


def test_spaces_in_a_code_do_not_matter() -> None:
    code = pyotp.TOTP(SECRET).at(NOW)
    assert step_of(SECRET, f" {code[:3]} {code[3:]} ", NOW) is not None


def test_recovery_codes_can_be_read_out_and_not_guessed() -> None:
    codes = second_factor.new_recovery_codes(random.Random(7).randbytes)
    assert len(set(codes)) == 10
    assert all([len(group) for group in code.split("-")] == [4, 4, 4, 4] for code in codes)
    assert 16 * math.log2(len(set(second_factor.LETTERS))) >= 70
    assert second_factor.recovery_digest(codes[0].upper().replace("-", " ")) == (
        second_factor.recovery_digest(codes[0])
    )


def test_every_letter_is_as_likely_as_the_next() -> None:
    every_byte = iter(range(256))
    drawn = Counter()
    for _ in range(256 - 256 % len(second_factor.LETTERS)):
        drawn[second_factor.letter(lambda _: bytes([next(every_byte)]))] += 1
    assert len(set(drawn.values())) == 1
    assert set(drawn) == set(second_factor.LETTERS)


def test_the_app_learns_whose_code_it_is() -> None:
    address = second_factor.app_address(SECRET, "officer@trust.example", "Together")
    assert address.startswith("otpauth://totp/Together:officer%40trust.example?secret=" + SECRET)
