"""Which browser the tests take."""

from pathlib import Path

from tests.browser.chromium import find_browser


def program(folder: Path, name: str, text: str = "#!/bin/sh\nexec /usr/lib/chromium/chromium\n") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_the_named_browser_goes_before_the_one_on_path(tmp_path: Path) -> None:
    program(tmp_path, "chromium")
    assert find_browser({"CHROME": "/opt/browser", "PATH": str(tmp_path)}) == Path("/opt/browser")


def test_a_snap_stub_counts_as_none(tmp_path: Path) -> None:
    """Ubuntu's `chromium-browser` is a script that starts the snap, which Playwright cannot drive."""
    program(tmp_path / "a", "chromium-browser", "#!/bin/sh\nexec /snap/bin/chromium\n")
    chrome = program(tmp_path / "b", "google-chrome")
    assert find_browser({"PATH": f"{tmp_path / 'a'}:{tmp_path / 'b'}"}) == chrome


def test_a_link_to_snap_counts_as_none(tmp_path: Path) -> None:
    snap = program(tmp_path / "elsewhere", "snap")
    (tmp_path / "chromium").symlink_to(snap)
    real = program(tmp_path, "google-chrome")
    assert find_browser({"PATH": str(tmp_path)}) == real
