"""What `make test` runs: the linters, the types, the layers, then the tests but for those of `make security`.

A step that fails does not stop the ones after it; the last lines say which failed. With arguments only
pytest runs, with those arguments: `python3 dev.py test tests/unit -k plan`.

`python3 dev.py test --covered` counts coverage instead, which makes half as much work again, and holds it to
its bound. It counts where the parts are tested by themselves: a line that only a browser reaches is not
tested well.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
BOUND = 90  # per cent of lines and branches, of the parts where a mistake would be silent
BOUND_ON = "consultations/*,bot/*,analysis/*"

BY_SECURITY = (
    "property",
    "browser/test_attacks.py",
    "service/test_api_schema.py",
    "service/test_bandit.py",
    "service/test_closed_loop.py",
    "service/test_formulas.py",
    "service/test_killed.py",
    "service/test_names_in_logs.py",
    "service/test_secrets_in_logs.py",
)
"""What takes long, and `make security` runs: random people and requests, attacks, leaks, a killed service."""
WORKERS = ("-n", "4", "--dist", "worksteal")  # more than there are cores: many tests wait for another process
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}  # or each worker multiplies with every core, in each other's way
FIRST_LOOK = ("pytest", "--collect-only", "-qq", "tests")
"""Compiles every module and test while the types are checked: four workers would each compile all of them."""
Step = tuple[str, ...]

ALL: tuple[Step, ...] = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("pytest", *WORKERS, "tests", *(f"--ignore=tests/{one}" for one in BY_SECURITY)),
)
COVERED: tuple[Step, ...] = (
    ("pytest", *WORKERS, "--cov", "--cov-report=", "tests/unit", "tests/integration"),
    ("coverage", "report", "--skip-covered", f"--include={BOUND_ON}", f"--fail-under={BOUND}"),
)


def run_all() -> int:
    """Run every step, with the first look at the tests beside those before the last."""
    looking = subprocess.Popen(
        [BIN / FIRST_LOOK[0], *FIRST_LOOK[1:]], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return run(ALL)
    finally:
        looking.wait()


def run(steps: Iterable[Step]) -> int:
    """Run each step from the project's folder, show how each went, and return 1 when any failed."""
    lines = [run_step(step) for step in steps]
    print("\n" + "\n".join(line for _, line in lines), flush=True)
    return int(any(failed for failed, _ in lines))


def run_step(step: Step) -> tuple[bool, str]:
    print(f"\n== {' '.join(step)}", flush=True)
    started = time.monotonic()
    command = [BIN / step[0], *step[1:]]
    failed = subprocess.run(command, cwd=ROOT, env={**ONE_THREAD, **os.environ}, check=False).returncode != 0
    return failed, f"{'FAILED' if failed else 'ok':7}{time.monotonic() - started:6.1f} s  {' '.join(step)}"


def main(arguments: list[str]) -> int:
    if arguments == ["--covered"]:
        return run(COVERED)
    return run([("pytest", *arguments)]) if arguments else run_all()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
