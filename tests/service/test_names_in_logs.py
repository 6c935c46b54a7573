"""A whole consultation in which people write names and numbers, and work fails: the log has none of them.

Then the same in every other way in which words come in: commands, questions about words, corrections, names
of files, forms and addresses of pages, what staff write; and with a database that quotes them in its errors.
"""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import get_args
from urllib.error import HTTPError
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import func, select, text

from admin_api.access import Audience
from admin_api.sign_in import hash_password
from analysis.redaction import Kind
from consultations.staff import Cost
from consultations.storage.accounts import Accounts
from consultations.storage.database import Database
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.tables import answer
from tests.builders import KEYS, NOW, launch
from tests.redaction import texts
from tests.service.test_killed import Browser
from tests.service.test_whole_story import eventually
from tests.serving import WITHIN, end, free_port, settings_for, start, wait_until_ready

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


def one_of_each_kind() -> Iterator[tuple[str, str]]:
    """A text with something of each kind that can tell who somebody is, and that something."""
    for kind in get_args(Kind):
        yield next(
            (said, said[start:end])
            for said, spans in texts("held_out")
            for start, end, found in spans
            if found == kind
        )


@contextmanager
def serving(address: str, folder: Path, **more: str) -> Iterator[int]:
    """The service, with all it writes in `folder/log`; gives its port."""
    port = free_port()
    process = start({**settings_for(address, folder, port), **more}, folder)
    try:
        wait_until_ready(port)
        yield port
    finally:
        end(process, signal.SIGTERM)


def in_log(span: str, log: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(span)}(?!\w)", log, re.IGNORECASE) is not None


def test_no_name_number_or_address_is_in_the_log_of_a_whole_consultation(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'together.db'}"
    database = Database(address, KEYS)
    database.upgrade()
    launch(database)
    with serving(address, tmp_path) as port:
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
    database.close()
    said = (tmp_path / "log").read_text()
    spans = [span for _, found in SAID for span in found]
    assert len(spans) > 9
    assert [span for span in (*spans, "Tyler", "07700 900461") if in_log(span, said)] == []


PASSWORD = "lantern otter gravel"
QUOTED = "ALTER TABLE answer ADD CONSTRAINT nothing CHECK (question <> 'why_not') NOT VALID"
"""PostgreSQL says the whole row of what does not fit."""
LOST = ("concern_message", "early_look", "redacted_answer")


def writes_in_every_way(child: Browser, said: str, span: str) -> None:
    child.sends(text=f"what does {span} mean?")
    for command in ("help", "data", span):
        child.sends(text=f"/{command} {said}")
    child.look()
    child.sends(text=said)
    child.sends(text="/back")
    child.sends(text=f"no, i mean {said}")
    with suppress(HTTPError):  # a file where none is asked for, or of no kind that is taken
        child.sends_file(f"{said[:80]}.png", said.encode())
    with suppress(HTTPError):
        child.sends(text=said, name=said)


def asks_for_pages(site: httpx.Client, said: str, span: str) -> None:
    """Addresses, fields and headers with words in them."""
    for path in (f"/chat/{quote(span)}", f"/staff?note={quote(said)}", f"/api/v1/plans/{quote(span)}"):
        site.get(path, headers={"user-agent": quote(said), "referer": f"http://x/{quote(said)}"})
    site.post("/sign-in", data={"name": said, "password": said, "next": said})
    site.post("/chat/safe/look", data={"theme": said})
    site.post("/api/v1/asks", json={"title": said}, headers={"authorization": f"Bearer {quote(said)}"})
    site.post("/api/v1/asks", content=said.encode(), headers={"content-type": "application/json"})


def staff_write(site: httpx.Client, said: str) -> None:
    form = {"version": "2", "words": said, "reason": said, "how": "closed"}
    site.get("/staff/concerns/1")
    site.post("/staff/concerns/1/message", data={"version": form["version"], "words": said})
    site.post("/staff/concerns/1/end", data={"version": "99", "how": "closed", "reason": said})
    site.post("/staff/concerns/1/end", data={**form, "name": said})
    site.post("/staff/consultations/safe/early", data={"reason": f"{said} and more"})
    asked = {"question": "why_not", "theme": said, "title": said}
    site.post("/staff/consultations/safe/asks", data=asked)
    site.post("/staff/accounts", data={"name": said, "roles": "officer"})
    site.get("/staff/audit", params={"action": said})


def signed_in(port: int) -> httpx.Client:
    own = {"sec-fetch-site": "same-origin"}
    site = httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=own, trust_env=False, timeout=WITHIN)
    site.post("/sign-in", data={"name": "lead", "password": PASSWORD, "next": "/staff"})
    assert site.get("/staff").status_code == 200
    return site


def test_in_whatever_way_words_come_in_the_log_has_none_of_them(
    bare_postgres_url: str, tmp_path: Path
) -> None:
    database = Database(bare_postgres_url)
    database.upgrade()
    launch(database)
    cheap = hash_password(PASSWORD, lambda size: b"x" * size, Cost(n=2**4, r=8, p=1))
    with database.write() as connection:
        roles = {Audience.LEAD, Audience.DSL, Audience.ADMIN}
        Accounts(connection).add("lead", roles, cheap, NOW, must_change=False)
    samples = list(one_of_each_kind())
    log = tmp_path / "log"
    with serving(bare_postgres_url, tmp_path, TOGETHER_SECOND_FACTOR="optional") as port:
        staff = signed_in(port)
        child = takes_part(port, "my uncle Tyler hits me", "ring 07700 900461")
        for said, span in samples:
            writes_in_every_way(child, said, span)
            with httpx.Client(base_url=staff.base_url, trust_env=False, timeout=WITHIN) as anybody:
                asks_for_pages(anybody, said, span)
            staff_write(staff, said)
        with database.engine.begin() as connection:
            for table in LOST:
                connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_lost"))
            connection.execute(text(QUOTED))
        for said, _ in samples:
            staff_write(staff, said)
            with pytest.raises(HTTPError):
                takes_part(port, said, said)
        assert log.read_text().count("CheckViolation") == len(samples)
        eventually(lambda: "background_work_failed" in log.read_text(), "work that fails")
    database.close()
    written = log.read_text()
    assert written.count("request_failed") > len(samples)
    assert "Traceback" not in written
    hidden = [*(span for _, span in samples), "Tyler", "07700 900461"]
    assert len(hidden) == 2 + len(get_args(Kind))
    assert [one for one in hidden if in_log(one, written) or in_log(quote(one), written)] == []
