"""The runner behind `make test` hides no failure."""

import pytest

from tests import run_all

FINE = ("python", "-c", "print()")
BROKEN = ("python", "-c", "raise SystemExit(3)")


def test_all_is_well_when_every_step_is() -> None:
    assert run_all.run([FINE, FINE]) == 0


def test_a_failing_step_fails_the_run_but_not_the_steps_after_it(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_all.run([FINE, BROKEN, ("python", "-c", "print('reached')")]) == 1
    said = capfd.readouterr().out
    assert "reached" in said
    assert [line.split()[0] for line in said.splitlines()[-3:]] == ["ok", "FAILED", "ok"]


def test_arguments_go_to_pytest_alone(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_all.main(["--version"]) == 0
    said = capfd.readouterr()
    assert "pytest 9" in said.out + said.err
    assert "== ruff" not in said.out
