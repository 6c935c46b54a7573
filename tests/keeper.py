"""Run a program for as long as the process that asked for it lives, then stop it and remove its folder.

    python tests/keeper.py FOLDER USER PROGRAM ARGUMENTS…

The keeper waits for its standard input to end. The parent closes it when it is done, and the system closes
it when the parent dies in whatever way, so no server outlives an interrupted test run. USER is a numeric id
to run the program as, or `-` for one's own. What the program says goes to FOLDER/log. When the program ends
by itself the keeper leaves with code 1 and leaves the folder, so that the parent can read why.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

PATIENCE = 10  # seconds that a program gets for an orderly stop


def main(folder: str, user: str, *command: str) -> int:
    program = start(Path(folder), user, command)
    asked = threading.Event()
    threading.Thread(target=stop_when_asked, args=(program, asked), daemon=True).start()
    program.wait()
    if not asked.is_set():
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    return 0


def start(folder: Path, user: str, command: tuple[str, ...]) -> subprocess.Popen:
    who = {} if user == "-" else {"user": int(user), "group": int(user), "extra_groups": []}
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
            **who,
        )


def stop_when_asked(program: subprocess.Popen, asked: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    asked.set()
    program.send_signal(signal.SIGINT)
    try:
        program.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        program.kill()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
