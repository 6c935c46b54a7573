"""A whole consultation in which people write names and numbers, and work fails: the log has none of them."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError

import pytest
from sqlalchemy import func, select, text

from consultations.storage.database import Database
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.tables import answer
from tests.builders import KEYS, launch
from tests.redaction import texts
from tests.service.test_killed import Browser, free_port, wait_until_ready
from tests.service.test_whole_story import eventually

EVERY = 14
TELLING = [(said, [said[start:end] for start, end, _ in spans]) for said, spans in texts("held_out") if spans]
SAID = TELLING[::EVERY]


def takes_part(port: int, why: str, better: str) -> Browser:
    """A child on the web, from the first page to the end."""
    child = Browser(port)
    child.look()
    child.sends(start="true")
    child.presses("13 to 15")
    child.presses("Yes, I want to take part")
    child.presses("No")
    child.sends(text=why)
    for label in ("Carry on", "Skip"):  # the screen may have heard something in it
        if f">{label}<" in child.page:
            child.presses(label)
    child.sends(text=better)
    return child


def in_log(span: str, log: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(span)}(?!\w)", log, re.IGNORECASE) is not None


def test_no_name_number_or_address_is_in_the_log_of_a_whole_consultation(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'together.db'}"
    database = Database(address, KEYS)
    database.upgrade()
    launch(database)
    port = free_port()
    settings = {
        "TOGETHER_DATABASE_URL": address,
        "TOGETHER_DATA_FOLDER": str(tmp_path),
        "TOGETHER_PORT": str(port),
    }
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-m", "together", "serve"]
        process = subprocess.Popen(
            command, env={**os.environ, **settings}, cwd=tmp_path, stdout=log, stderr=log
        )
    try:
        wait_until_ready(port)
        pairs = zip(SAID[::2], SAID[1::2], strict=False)
        children = [takes_part(port, why, better) for (why, _), (better, _) in pairs]
        children[0].sends(text="/delete")
        children[1].sends(text="my brother Tyler says stop, ring 07700 900461")

        def all_seen() -> bool:
            with database.read() as connection:
                written = select(func.count()).where(
                    answer.c.question.in_(["why_not", "better"]), answer.c.counts
                )
                seen = select(func.count()).select_from(redacted_answer)
                counts = [connection.execute(one).scalar_one() for one in (written, seen)]
            return counts[0] == counts[1] >= 2 * len(children)

        eventually(all_seen, "what may be seen of every answer")
        with database.write() as connection:
            connection.execute(text("ALTER TABLE event RENAME TO gone"))
        with pytest.raises(HTTPError):
            children[2].sends(text=SAID[0][0])
        eventually(lambda: "OperationalError" in (tmp_path / "log").read_text(), "a fault of ours in the log")
    finally:
        process.terminate()
        process.wait()
        database.close()
    said = (tmp_path / "log").read_text()
    spans = [span for _, found in SAID for span in found]
    assert len(spans) > 9
    assert [span for span in (*spans, "Tyler", "07700 900461") if in_log(span, said)] == []
