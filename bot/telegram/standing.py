"""Which of several processes with one token polls. Pure.

Telegram gives its updates to whoever asked last, and ends the other's request with a conflict. Were both to
ask again after the same pause, they would interrupt each other for ever. So one that has polled for a while
asks again soon, and one that has not stands by, and looks now and then whether the other has gone.
"""

from dataclasses import dataclass

STUBBORN = 5
"""Conflicts in a row after which also one that has polled for long stands by: a webhook may be set."""


@dataclass(slots=True)
class Standing:
    """Times and pauses are in seconds: `soon` before asking again, `by` while standing by."""

    soon: float
    by: float
    leads: bool = False
    _since: float | None = None
    _conflicts: int = 0

    def asks(self, now: float) -> None:
        if self._since is None:
            self._since = now

    def hears(self, now: float) -> None:
        """Telegram answered. After some time without a conflict, this process is the one that polls."""
        if self._since is not None and now - self._since >= 3 * self.soon:
            self.leads, self._conflicts = True, 0

    def is_interrupted(self) -> float:
        """Another process asks too. Gives the pause until we ask again."""
        self._since = None
        self._conflicts += 1
        if self.leads and self._conflicts <= STUBBORN:
            return self.soon
        self.leads, self._conflicts = False, 0
        return self.by
