#!/usr/bin/env python3
"""Make or refresh the environment from the hashed lock, then act: demo, test, bench, security, run COMMAND…

Needs Python 3.11 or newer with its `venv` module, and nothing else.
"""

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / "bin"
PYTHON = BIN / "python"
STAMP = ENVIRONMENT / "stamp"
LAUNCHER = f"#!{PYTHON}\nfrom together.__main__ import main\nmain()\n"


def wanted(lock: str) -> str:
    """What the stamp says when `lock` is installed by this Python."""
    digest = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    return f"{lock} {digest} {sys.version_info[:2]} {ROOT}"


def installed() -> str:
    return STAMP.read_text() if STAMP.exists() else ""


def prepare(*locks: str) -> None:
    """Make sure that the environment holds one of `locks`: the one it had before, or else the first."""
    if installed() in [wanted(lock) for lock in locks]:
        return
    lock = next((one for one in locks if installed().startswith(f"{one} ")), locks[0])
    print(f"Setting up the environment in {ENVIRONMENT.name} (once) …", file=sys.stderr, flush=True)
    make_environment()
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    # The lock is complete: what a package asks for beyond it was left out on purpose (see pyproject.toml).
    # Most of what could be compiled is never imported, and to compile all of it takes as long as the rest.
    pip += ["--no-deps", "--no-compile"]
    subprocess.run([*pip, "--only-binary", ":all:", "-r", ROOT / lock], check=True)
    STAMP.write_text(wanted(lock))


def make_environment() -> None:
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except (ImportError, subprocess.CalledProcessError):
        sys.exit("This Python has no venv module. On Debian or Ubuntu: apt install python3-venv")
    next(ENVIRONMENT.glob("lib/python*/site-packages")).joinpath("together.pth").write_text(f"{ROOT}\n")
    launcher = BIN / "together"
    launcher.write_text(LAUNCHER)
    launcher.chmod(0o755)


def become(*command: str) -> None:
    """Run `command` in the environment, in place of this process."""
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ["VIRTUAL_ENV"] = str(ENVIRONMENT)
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is compiled once serves the next start
    sys.stdout.flush()
    os.execvp(command[0], command)


def demo(arguments: list[str]) -> None:
    prepare("requirements.lock", "requirements-test.lock")
    become("together", "demo", *arguments)


def run(arguments: list[str]) -> None:
    if not arguments:
        sys.exit(
            "Say what to run: python3 dev.py run COMMAND…, for example: python3 dev.py run together --help"
        )
    prepare("requirements.lock", "requirements-test.lock")
    become(*arguments)


def with_test_tools(script: str) -> Callable[[list[str]], None]:
    def act(arguments: list[str]) -> None:
        prepare("requirements-test.lock")
        become("python", str(ROOT / script), *arguments)

    return act


ACTIONS = {
    "demo": demo,
    "run": run,
    "test": with_test_tools("tests/run_all.py"),
    "bench": with_test_tools("benchmarks/run_all.py"),
    "security": with_test_tools("tests/security.py"),
}


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Together needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    action = ACTIONS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if action is None:
        sys.exit(f"usage: python3 dev.py {' | '.join(ACTIONS)} [ARGUMENTS…]")
    action(sys.argv[2:])


if __name__ == "__main__":
    main()
