"""Writes to somebody who got an account: where to sign in, and a one-time password."""

import smtplib
from collections.abc import Callable

import structlog

from bot.mail import Mail
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

log = structlog.get_logger(__name__)


def invitation(settings: Settings) -> Callable[[str, str], bool] | None:
    """`invite(address, password)`, which says whether it went out; None without e-mail or our own address."""
    chosen = settings.mail()
    if chosen is None or settings.public_url is None:
        return None
    mail, address = Mail(chosen), str(settings.public_url).rstrip("/")

    def invite(name: str, password: str) -> bool:
        text = WORDS.format(trust=settings.trust_name, address=address, name=name, password=password)
        try:
            mail.send(name, SUBJECT, text)
        except (OSError, smtplib.SMTPException) as error:
            log.warning("invitation_not_sent", error=type(error).__name__)
            return False
        return True

    return invite
