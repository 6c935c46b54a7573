"""The code holds nothing that bandit knows to be dangerous, of medium or high severity."""

from tests.security import bandit


def test_bandit_finds_nothing_of_medium_or_high_severity() -> None:
    assert bandit() == 0
