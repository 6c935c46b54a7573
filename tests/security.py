"""What `make security` runs: bandit, and attacks with many more people, requests and texts than usual.

`python3 dev.py security 500` tries so many; without a number it is 10,000.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.run_all import BY_SECURITY

ROOT = Path(__file__).resolve().parent.parent
CODE = ("together", "admin_api", "bot", "analysis", "consultations")
MANY = "10000"
ATTACKS = tuple(f"tests/{one}" for one in BY_SECURITY)


def main(arguments: list[str]) -> int:
    environment = {**os.environ, "TOGETHER_EXAMPLES": arguments[0] if arguments else MANY}
    if found := bandit():
        return found
    command = [Path(sys.executable).parent / "pytest", *ATTACKS, "-n", "2", "-q", "-rP"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def bandit() -> int:
    """Look for what is known to be dangerous: nothing of medium or high severity may be there."""
    tool = Path(sys.executable).parent / "bandit"
    return subprocess.run([tool, "-q", "-ll", "-r", *CODE], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
