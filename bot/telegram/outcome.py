"""What became of one sent message, in words that the outbox can act on without knowing Telegram."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived. `external_id` is the channel's own id of the (last) message."""

    external_id: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person has blocked the bot or left. Send nothing more; keep their answers."""


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Not sent, and nobody's fault: try again in `seconds`. Do not count it as a failed attempt."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """Not sent. When `permanent`, the same message will fail again: give up and show the reason to staff."""

    reason: str
    permanent: bool


SendResult = Sent | Blocked | RetryAfter | Failed
