"""The real application with one of everything in it, and a browser for every kind of visitor."""

import shutil
from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import Connection, event

from admin_api.sign_in import fingerprint, hash_password
from bot.conversation import Conversation
from bot.messages import Incoming
from consultations.accountability import Answered
from consultations.audience import Audience as People
from consultations.sealing import write_key
from consultations.staff import Cost, Session
from consultations.storage.accounts import Accounts
from consultations.storage.api_keys import ApiKeys
from consultations.storage.asks import Asks, Promotion
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.consultations import Consultations, Revision
from consultations.storage.drafts import Drafts
from consultations.storage.early_looks import EarlyLooks
from consultations.storage.factors import Factors
from consultations.storage.feedback import Feedback
from consultations.storage.webhooks import Webhooks
from tests.builders import launch, safe_places, world
from tests.heard import DARK, people_say, safe_streets
from tests.staff_site import OWN_PAGE
from together.opening import new_id, utc_now
from together.settings import Settings
from together.wiring import Service

NOBODY = ("nobody", "participant", "disabled", "over", "one-time password", "no second factor")
"""Those whom no staff page knows; the last four would be leads if they were let in."""
STAFF = ("officer", "lead", "young-lead", "DSL", "board", "admin")
VISITORS = (*NOBODY, *STAFF)
HAVE_SAID_WHY = ("officer", "lead")
"""Who may see by now what people say in "safe", which they still answer."""
CHANNELS = ("telegram", "web")
COOKIE = "__Host-together_staff"
SERVICE = {"title": "The bus", "code": "bus", "outcome": "CE2"}
CHANGES = ("INSERT", "UPDATE", "DELETE")
SEEN = "UPDATE staff_session SET last_seen_at"
"""Written once a minute whatever a browser asks for: no change that a request makes."""


class House:
    """`browsers` by visitor, `accounts` (numbers) by visitor."""

    def __init__(self, folder: Path) -> None:
        self.file, self.copy = folder / "together.db", folder / "copy.db"
        self.settings = Settings(
            data_folder=folder,
            telegram_token=SecretStr("123456:" + "a" * 35),
            telegram_mode="webhook",
            public_url="https://together.example",
            key=SecretStr(write_key(b"k" * 32)),
        )
        self.service = Service(self.settings)
        self.database, self.app = self.service.database, self.service.app()
        self.accounts: dict[str, int] = {}
        self.browsers = {visitor: self._browser() for visitor in VISITORS}
        self.writes = 0
        self._furnish()
        for visitor in (*NOBODY[2:], *STAFF):
            self._let_in(visitor)
        self._allow_a_key()
        self.browsers["participant"].get("/chat/safe")
        assert self.browsers["lead"].post("/staff/services", data=SERVICE).status_code == 303
        self.cookies = {visitor: dict(one.cookies) for visitor, one in self.browsers.items()}
        self._keep()
        event.listen(self.database.engine, "before_cursor_execute", self._count)

    def put_back(self, visitor: str) -> bool:
        """Make the database and the browser of `visitor` what they were; whether the database had changed."""
        browser, changed = self.browsers[visitor], self.writes > 0
        browser.cookies.clear()
        browser.cookies.update(self.cookies[visitor])
        if changed:
            self.database.engine.dispose()
            for end in ("-wal", "-shm"):
                Path(f"{self.file}{end}").unlink(missing_ok=True)
            shutil.copyfile(self.copy, self.file)
        self.writes = 0
        return changed

    def _keep(self) -> None:
        self.database.engine.dispose()  # closing the last connection folds the write-ahead log in
        shutil.copyfile(self.file, self.copy)

    def _count(self, _connection, _cursor, statement: str, *_: object) -> None:
        said = statement.lstrip()
        self.writes += said.startswith(CHANGES) and not said.startswith(SEEN)

    def _browser(self) -> TestClient:
        return TestClient(
            self.app, base_url="https://together.example", headers=OWN_PAGE, follow_redirects=False
        )

    def _furnish(self) -> None:
        """Consultations with what people said, an ask that is decided, a broadcast, something told."""
        consultation = safe_streets(self.database)
        launch(self.database, code="other")
        people_say(self.database, utc_now, [f"p{number}" for number in range(8)], buses=8)
        told = Conversation(self.database, replace(world(), new_id=new_id))
        for number, text in enumerate(("/tell", "The bus is full.")):
            told.take(Incoming("telegram", "t", f"t{number}", text=text))
        world_here = replace(world(), new_id=new_id, ring=self.settings.key_ring())
        Conversation(self.database, world_here).take(Incoming("web", "c", "c1", text="he hits me"))
        with self.database.write() as connection:
            self._decide(connection, consultation.id)
            self._draft(connection)
            self._prepare(connection)
            for name in HAVE_SAID_WHY:
                EarlyLooks(connection).note(consultation.id, name, "The council asks today.", utc_now())
            self.version = Consultations(connection).get("safe").questionnaire_id
            self.telling_version = str(Feedback(connection).get(1).version)

    def _decide(self, connection: Connection, consultation: int) -> None:
        about = ("better", "What would help?", DARK, "Dark streets", "cheshire", "CE2", "Lamps")
        asks = Asks(connection)
        made = asks.promote(Promotion(consultation, *about), "lead", utc_now())
        asks.decide(made.id, Answered("done", "Lamps."), "lead", utc_now())

    def _draft(self, connection: Connection) -> None:
        broadcasts = Broadcasts(connection, CHANNELS)
        broadcasts.save_audience(People("All"), utc_now())
        everybody = broadcasts.audience("All")
        broadcasts.draft("invitation", everybody, {"en": "Hello"}, "", "lead", utc_now())

    def _allow_a_key(self) -> None:
        """Waiting to be collected by somebody whom no page knows; and a webhook."""
        now, owner = utc_now(), str(self.accounts["no second factor"])
        with self.database.write() as connection:
            Webhooks(connection, self.settings.key_ring()).add(
                "https://council.example/news", ["summary.new"], "whs_x", "admin", now
            )
            ApiKeys(connection).allow(
                owner, "Report", ["numbers"], "admin", now, now.replace(year=now.year + 1)
            )

    def _prepare(self, connection: Connection) -> None:
        """A consultation that is not launched yet."""
        drafts, form = Drafts(connection), safe_places()
        number = drafts.begin("soon", "Soon", "cheshire", "officer", utc_now()).id
        drafts.word(number, Revision(form, "safe.md", b"| survey |"), utc_now())

    def _let_in(self, visitor: str) -> None:
        """An account of this kind, with the session that its browser would have."""
        cheap = hash_password("lantern otter gravel", lambda size: b"x" * size, Cost(n=2, r=1, p=1))
        now, mark = utc_now(), fingerprint(f"token of {visitor}")
        with self.database.write() as connection:
            accounts = Accounts(connection)
            role = visitor if visitor in STAFF else "lead"
            first = visitor == "one-time password"
            account = accounts.add(visitor, [role], cheap, now, must_change=first)
            if visitor != "no second factor":
                Factors(connection, self.settings.key_ring()).set_up(account.id, "A" * 32, 0, ["x"], now)
            if visitor == "disabled":
                accounts.remove(account.id, now)
            opened = now.replace(year=now.year - 1) if visitor == "over" else now
            accounts.add_session(Session(mark, account.id, opened, opened))
        self.accounts[visitor] = int(account.id)
        self.browsers[visitor].cookies.set(COOKIE, f"token of {visitor}")
