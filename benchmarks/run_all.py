"""Run every benchmark and print a table of what it measured. Ends with 1 where one falls short."""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
HELPERS = {"run_all.py", "report.py", "stored.py", "bare_turns.py", "telegram_turns.py", "__init__.py"}


def lines(script: Path, arguments: list[str]) -> tuple[list[dict[str, object]], bool]:
    """The figures of one benchmark, and whether it reached what it should."""
    command = [sys.executable, "-m", f"benchmarks.{script.stem}", *arguments]
    done = subprocess.run(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=False)
    return [
        json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")
    ], done.returncode == 0


def main() -> None:
    good = True
    print(f"{'measured':58}{'value':>12}  {'unit':16}{'ratio':>8}{'reach':>8}")
    for script in sorted(HERE.glob("*.py")):
        if script.name in HELPERS:
            continue
        figures, reached = lines(script, sys.argv[1:])
        good = good and reached
        for one in figures:
            mark = "" if one["ok"] else "  short"
            numbers = f"{one['value']:>12}  {one['unit']:16}{one['ratio']:>8}{one['reach']:>8}"
            print(f"{one['name']:58}{numbers}{mark}")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
