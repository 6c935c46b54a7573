"""Where the machine's own Chromium or Chrome is; nothing is downloaded. `CHROME` names another one.

Chromium without a window (Debian: chromium-headless-shell) comes first: it takes a fifth less time.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
HOW = (
    "no browser: install Chromium (Debian: apt install chromium; macOS and Ubuntu: Google Chrome, since "
    "Ubuntu's chromium is a snap, which will not do), or set CHROME to the path of one"
)


def find_browser(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The program that `CHROME` names, else the first on PATH that is not a snap's stub."""
    if named := environment.get("CHROME"):
        return Path(named)
    found = [Path(path) for name in NAMES if (path := shutil.which(name, path=environment.get("PATH")))]
    return next((path for path in [*found, MACOS] if path.exists() and not is_snap_stub(path)), None)


def is_snap_stub(path: Path) -> bool:
    """Ubuntu's `chromium` is a link into /snap or a script that calls on snap to install it."""
    if "snap" in path.resolve().parts or path.resolve().name == "snap":
        return True
    with path.open("rb") as program:
        start = program.read(4096)
    return start.startswith(b"#!") and b"/snap/bin" in start
