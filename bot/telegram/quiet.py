"""Keeps the token and what people write out of the logs of the libraries below us.

httpx logs every address at INFO, and Telegram's addresses hold the token. python-telegram-bot logs parameters
(texts and chat ids) at DEBUG, and whatever it cannot read at ERROR and CRITICAL. This channel logs every
failure itself, with ids only.
"""

import logging


class Redaction(logging.Filter):
    """Puts a placeholder for the token, should somebody turn httpx's log up again."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        words = record.getMessage()
        if self._token in words:
            record.msg, record.args = words.replace(self._token, "<token>"), ()
        return True


def keep_quiet(token: str) -> Redaction:
    """Quieten the libraries; give the filter back to whoever stops the channel."""
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
    logging.getLogger("httpcore").setLevel(logging.WARNING)
    httpx = logging.getLogger("httpx")
    httpx.setLevel(logging.WARNING)
    redaction = Redaction(token)
    httpx.addFilter(redaction)
    return redaction


def stop_redacting(redaction: Redaction) -> None:
    logging.getLogger("httpx").removeFilter(redaction)
