"""Writes to staff: to somebody who got an account, and to a young person lead who is to sign a wording."""

import smtplib
from collections.abc import Callable

import structlog

from bot.mail import Mail, MailSettings
from together.settings import Settings

SUBJECT = "Your account at Together"
WORDS = """Hello,

you have an account at Together, the service in which the {trust} hears children, young people and parents.

Sign in: {address}/sign-in
User name: {name}
One-time password: {password}

You choose a password of your own when you sign in for the first time, and then set up a second factor.
If you did not expect this, please tell whoever looks after accounts, and do not sign in.
"""

TO_SIGN = "Please read: {title}"
READ = """Hello,

the {trust} wants to ask children and young people about this: {title}

Before anybody is asked, a young person reads the words. Please read them here, then sign them
or say what should change:
{link}

Thank you!
"""

log = structlog.get_logger(__name__)


def invitation(settings: Settings) -> Callable[[str, str], bool] | None:
    """`invite(address, password)`, which says whether it went out; None without e-mail or our own address."""
    chosen = settings.mail()
    if chosen is None or settings.public_url is None:
        return None
    address = str(settings.public_url).rstrip("/")

    def invite(name: str, password: str) -> bool:
        text = WORDS.format(trust=settings.trust_name, address=address, name=name, password=password)
        return _sent(chosen, name, SUBJECT, text)

    return invite


def asking_to_sign(settings: Settings) -> Callable[[str, str, str], bool] | None:
    """`ask(address, title, link)`, which says whether it went out; None without e-mail."""
    chosen = settings.mail()
    if chosen is None:
        return None

    def ask(name: str, title: str, link: str) -> bool:
        said = " ".join(title.split())  # no line of a subject may be broken
        text = READ.format(trust=settings.trust_name, title=title, link=link)
        return _sent(chosen, name, TO_SIGN.format(title=said), text)

    return ask


def _sent(chosen: MailSettings, address: str, subject: str, text: str) -> bool:
    try:
        Mail(chosen).send(address, subject, text)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail_not_sent", error=type(error).__name__)
        return False
    return True
