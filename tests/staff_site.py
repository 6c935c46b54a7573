"""The application as staff use it, with a browser in memory."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from fastapi import FastAPI
from fastapi.testclient import TestClient

from admin_api.access import Audience
from admin_api.app import create_app
from admin_api.parts import Launching, Outreach, Parts, no_bot, no_files
from admin_api.rendering import Pages, Site, make_environment
from admin_api.sign_in import hash_password
from admin_api.sign_on import SignOn
from bot import simulator
from bot.announcements import news
from bot.broadcasts import CHANNELS, warnings
from bot.choice_warnings import choice_warnings
from bot.conversation import Conversation
from bot.language_warnings import language_warnings
from bot.reminders import ENGLISH_PUPILS
from bot.simulator import Simulator
from bot.standing import closed_with_success, invitation_about_pledge, questions_about
from bot.telling import feedback_form
from bot.timers import plan_reminders
from bot.web import routes as web
from bot.web.settings import ChatSettings
from consultations.duty import Rota
from consultations.help_lines import HelpLines, built_in
from consultations.staff import Account, Cost
from consultations.storage.accounts import Accounts
from consultations.storage.asks import Asks
from consultations.storage.database import Database
from tests.builders import KEYS, Clock, Ids, world
from together.launching import looks_in_chat

CHEAP = Cost(n=2, r=1, p=1)
PASSWORD = "lantern otter gravel"

OWN_PAGE = {"sec-fetch-site": "same-origin", "accept": "text/html"}


@dataclass
class StaffSite:
    """A site with its own clock and chance; `browser()` opens it."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    secure: bool = True
    second_factor: bool = False
    duty_rota: bool = True
    private_webhooks: bool = False
    sign_on: SignOn | None = None
    rota: Rota | None = None
    help_lines: HelpLines = field(default_factory=built_in)
    bot_name_of: Callable[[str], str] = no_bot
    invite: Callable[[str, str], bool] | None = None
    ask_to_sign: Callable[[str, str, str], bool] | None = None
    telegram: str = ""
    open_file: Callable[[str], tuple[bytes, str]] = no_files
    environment: Mapping[str, str] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def __post_init__(self) -> None:
        self.parts = Parts(
            database=self.database,
            clock=self.clock,
            random_bytes=self.chance.randbytes,
            pages=Pages(make_environment(Site("Together", "A Children’s Trust"), ["bot"])),
            secure_cookies=self.secure,
            preview=lambda ask, language: news(ask, language).text,
            password_cost=CHEAP,
            outreach=Outreach(tuple(CHANNELS), warnings=warnings),
            feedback_form=feedback_form,
            plan_reminders=plan_reminders,
            keys=lambda: KEYS,
            sign_on=self.sign_on,
            bot_name_of=self.bot_name_of,
            invite=self.invite,
            ask_to_sign=self.ask_to_sign,
            launching=Launching(
                languages=[("en", "English"), ("pl", "Polski")],
                language_warnings=language_warnings,
                choice_warnings=choice_warnings,
                poster=lambda title, code, language, telegram: (
                    f"<h1>{title}</h1>{'with' if telegram else 'without'} Telegram"
                ),
                telegram_link=lambda code: (
                    f"https://t.me/{self.telegram}?start={code}" if self.telegram else ""
                ),
                rota=self.rota,
                closing=closed_with_success,
                looks=partial(looks_in_chat, lambda: world(self.clock).surroundings(self.clock())),
                pledge_invitation=invitation_about_pledge,
                # In one language, so that sample people need not choose one first.
                pledge_form=lambda *given: replace(questions_about(*given), languages=("en",)),
            ),
            open_file=self.open_file,
            duty_rota=self.duty_rota,
            help_lines=self.help_lines,
            second_factor_required=self.second_factor,
            private_webhooks=self.private_webhooks,
            environment=self.environment,
        )
        self.conversation = Conversation(self.database, world(self.clock))
        simulated = Simulator(self.conversation, self.database, self.clock, ENGLISH_PUPILS)
        settings = ChatSettings(
            "s" * 32, self.clock, Ids(), secure=self.secure, exit_url="https://example.org", kiosk_minutes=2
        )
        chat = web.WebChat(self.conversation, self.database, settings, self.parts.pages.text)
        routers = [
            (simulator.router(simulated, self.parts.pages.text), Audience.OFFICER),
            (web.router(chat), Audience.PUBLIC),
        ]
        self.app: FastAPI = create_app(self.parts, routers, static={"/chat-static": web.STATIC})

    def hire(self, name: str = "officer@trust.example", *roles: str, must_change: bool = False) -> Account:
        password = hash_password(PASSWORD, self.chance.randbytes, CHEAP)
        with self.database.write() as connection:
            return Accounts(connection).add(
                name, roles or ("officer",), password, self.clock(), must_change=must_change
            )

    def browser(self) -> TestClient:
        scheme = "https" if self.secure else "http"
        browser = TestClient(
            self.app, base_url=f"{scheme}://together.example", headers=OWN_PAGE, follow_redirects=False
        )
        browser.site = self
        return browser

    def sign_answers(self) -> None:
        """A young person lead signs every answer that is decided."""
        with self.database.write() as connection:
            asks = Asks(connection)
            for one in asks.all():
                if one.state == "decided":
                    asks.sign(one.id, one.wording, "young lead", self.clock())

    def signed_in(self, name: str = "officer@trust.example", *roles: str) -> TestClient:
        """The browser of a new member of staff who has just signed in."""
        self.hire(name, *roles)
        browser = self.browser()
        sign_in(browser, name)
        return browser


def sign_in(browser: TestClient, name: str, password: str = PASSWORD, **more: str):
    return browser.post("/sign-in", data={"name": name, "password": password, **more})


def may_look(browser: TestClient) -> TestClient:
    """An officer who has said why they look at what people say before the consultation is over."""
    said = browser.post("/staff/consultations/safe/early", data={"reason": "The council asked for a word."})
    assert said.status_code == 303
    return browser
