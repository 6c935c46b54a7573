"""What the pages and the API are built from, made once by the wiring."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from sqlalchemy import Connection

from admin_api.access import Audience
from admin_api.rendering import Pages
from admin_api.sign_on import SignOn
from analysis.disclosure_control import Rule
from consultations.accountability import PROMISED_DAYS, Ask
from consultations.consultation import Consultation
from consultations.duty import Rota
from consultations.errors import Fault, NotFound, Refused
from consultations.forms.questionnaire import Questionnaire
from consultations.forms.xlsform import NOTHING_MORE, Allowed
from consultations.help_lines import HelpLines, built_in
from consultations.plan import Pledge
from consultations.quiet_hours import NIGHT, QuietHours, read_quiet_hours
from consultations.sealing import KeyRing
from consultations.staff import Cost
from consultations.storage.database import Database
from consultations.storage.feedback import MakeForm


def no_preview(ask: Ask, _language: str) -> str:
    """Stands where the wiring gave no wording; nobody may publish what they cannot read before."""
    raise NotImplementedError(f"The wiring gives the words in which people are told about ask {ask.id}.")


def no_form(code: str, title: str, outcome: str) -> Questionnaire:
    """Stands where the wiring gave no wording for the two questions about a service or an event."""
    raise NotImplementedError(f"The wiring gives the questions of {code}.")


def no_pledge_form(pledge: Pledge, _code: str, _outcome: str) -> Questionnaire:
    """Stands where the wiring gave no wording for the questions about a pledge."""
    raise NotImplementedError(f"The wiring gives the questions about {pledge.code}.")


def no_files(_stored: str) -> tuple[bytes, str]:
    """Stands where the Trust keeps no files."""
    raise NotFound("no_file", "There is no such file, or not any more.")


def no_keys() -> KeyRing:
    """Stands where the wiring gave no keys; nothing may be sealed that nobody can open."""
    raise NotImplementedError("The wiring gives the keys.")


@dataclass(frozen=True, slots=True)
class Outreach:
    """How people can be written to in bulk: on which channels, how many messages a second, and when not.

    `warnings` says what staff should think of before such texts (language → words) go to people who chose
    these languages.
    """

    channels: tuple[str, ...] = ()
    rate: float = 28.0
    quiet: QuietHours = field(default_factory=lambda: read_quiet_hours(NIGHT, UTC))
    warnings: Callable[[Mapping[str, str], Collection[str]], Sequence[str]] = lambda *_: ()


def no_bot(_: str) -> str:
    """Stands where the wiring gave no way to Telegram; nothing is kept that nobody tried."""
    raise Refused(
        "no_telegram", "Telegram cannot be asked here.", "Set the token with TOGETHER_TELEGRAM_TOKEN."
    )


def no_poster(title: str, code: str, language: str, telegram: bool) -> str:
    """Stands where the wiring gave no posters."""
    raise NotImplementedError(f"The wiring draws the poster of {code}.")


@dataclass(frozen=True, slots=True)
class Look:
    """A question as the chat shows it in one language. `ways` are the buttons that stand under every
    question; `typed`: words are answered, too."""

    language: str
    text: str
    hint: str = ""
    progress: str = ""
    choices: Sequence[str] = ()
    ways: Sequence[str] = ()
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Launching:
    """What a launch needs of the rest of the program.

    `languages` are those that the chat speaks, (code, name); `language_warnings` says what staff should know
    of some, `choice_warnings` what of a questionnaire's choices. `poster(title, code, language, telegram)` is
    a page to print, with the way to Telegram where that is offered; `telegram_link(code)` is "" without
    Telegram. `rota` says who is told of concerns, `allowed` what may be asked for beyond words.
    `closing` puts the standing questions at the end of a questionnaire. `pledge_form(pledge, code, outcome)`
    asks whether each point of a pledge is kept, `pledge_invitation()` invites to it (language → words).
    `looks(questionnaire, name)` shows a question in every language.
    """

    languages: Sequence[tuple[str, str]] = (("en", "English"),)
    language_warnings: Callable[[Iterable[str]], Sequence[Fault]] = lambda _: ()
    choice_warnings: Callable[[Questionnaire], Sequence[Fault]] = lambda _: ()
    poster: Callable[[str, str, str, bool], str] = no_poster
    telegram_link: Callable[[str], str] = lambda _: ""
    rota: Rota | None = None
    allowed: Allowed = NOTHING_MORE
    closing: Callable[[Questionnaire], Questionnaire] = lambda form: form
    pledge_form: Callable[[Pledge, str, str], Questionnaire] = no_pledge_form
    pledge_invitation: Callable[[], Mapping[str, str]] = lambda: {"en": "Is it kept for you?"}
    looks: Callable[[Questionnaire, str], Sequence[Look]] = lambda *_: ()
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Parts:
    """The database, the clock, randomness for tokens, how a page is rendered, and which numbers may be shown.

    `preview` gives the message that people will read about an ask in a language, word for word.
    `secure_cookies` is False only where the browser comes over plain http: on this machine. `password_cost`
    is what a password costs to check; only tests make it cheaper. `board` is for whom the board's pages and
    numbers are. `outreach` says how people can be written to.
    `feedback_form` makes the two questions about a service or an event.
    `plan_reminders` sets the timers of those under way anew, after the officer has changed when they are due.
    `open_file` gives the bytes and the media type of a file that somebody sent, by the name it is kept under.
    `public_url` is where people reach us, without a / at the end; "" where the settings do not say.
    `keys` seal what identifies people, and the secrets of second factors, which everybody on the staff needs
    where `second_factor_required`. `sign_on` is the council's own single sign-on, where it has one.
    `launching` is what a launch needs. `bot_name_of` asks Telegram whose a token is. `invite(address,
    password)` writes to somebody who got an account, and says whether it went out; None without e-mail.
    `ask_to_sign(address, title, link)` does so for a young person lead who is to read a wording.
    `ask_days`: in which an ask is to be answered.
    `private_webhooks`: news may be sent to private networks and without TLS. `environment` says where a
    browser is that prints PDFs.
    `duty_rota`: whether anybody is told of concerns. `help_lines` are on the help cards.
    """

    database: Database
    clock: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]
    pages: Pages
    rule: Rule = field(default_factory=Rule)
    secure_cookies: bool = True
    preview: Callable[[Ask, str], str] = no_preview
    password_cost: Cost = field(default_factory=Cost)
    board: Audience = Audience.PUBLIC
    outreach: Outreach = field(default_factory=Outreach)
    feedback_form: MakeForm = no_form
    plan_reminders: Callable[[Connection, Consultation], int] = lambda *_: 0
    open_file: Callable[[str], tuple[bytes, str]] = no_files
    public_url: str = ""
    keys: Callable[[], KeyRing] = no_keys
    duty_rota: bool = True
    help_lines: HelpLines = field(default_factory=built_in)
    second_factor_required: bool = False
    private_webhooks: bool = False
    sign_on: SignOn | None = None
    ask_days: int = PROMISED_DAYS
    launching: Launching = field(default_factory=Launching)
    bot_name_of: Callable[[str], str] = no_bot
    invite: Callable[[str, str], bool] | None = None
    ask_to_sign: Callable[[str, str, str], bool] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    def site(self, base_url: object) -> str:
        """Our address, without a / at the end: what is set, or `base_url`, which the browser used."""
        return self.public_url or str(base_url).rstrip("/")
