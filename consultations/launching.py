"""A consultation on its way to being launched: what an officer has said about it, and who signed its wording.

What is still missing is in `launch_rules`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from consultations.consultation import Stage

Channel = Literal["web", "telegram", "supporter", "paper"]


@dataclass(frozen=True, slots=True)
class Signature:
    """A young person lead's agreement to one wording: whose, when, and which (`Draft.wording`)."""

    by: str
    at: datetime
    wording: str


@dataclass(frozen=True, slots=True)
class Intent:
    """What an officer has said so far; "" or None for what they have not. `targets`: age band → people hoped
    for, `channel_targets` the same by way to answer. `weighed` is the `Draft.questions` whose warnings the
    officer has weighed. `asked_to_change` is what the young person lead wants otherwise. `outdated` are the
    marks of `forms.outdated`."""

    what_can_change: str = ""
    what_cannot: str = ""
    decided: Literal["", "no", "yes"] = ""
    options: str = ""
    decided_by: str = ""
    decides_on: date | None = None
    how_considered: str = ""
    outcomes: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    targets: Mapping[str, int] = field(default_factory=dict)
    least_heard: str = ""
    channels: tuple[Channel, ...] = ()
    channel_targets: Mapping[str, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    closes_on: date | None = None
    why_short: str = ""
    remind_after_hours: int | None = None
    told_on: date | None = None
    cover: str = ""
    lead_told: bool = False
    weighed: str = ""
    signature: Signature | None = None
    asked_to_change: str = ""
    outdated: tuple[str, ...] = ()

    def offers(self, channel: Channel) -> bool:
        """Whether people can answer there. Where nothing was chosen, everywhere."""
        return not self.channels or channel in self.channels

    @property
    def on_the_web(self) -> bool:
        """Whether the web chat is open for it: to everybody, or with a supporter beside them."""
        return self.offers("web") or self.offers("supporter")

    def offered_on(self, channel: str) -> bool:
        """Whether who comes by this channel of the chat may begin it there."""
        return {"web": self.on_the_web, "telegram": self.offers("telegram")}.get(channel, True)

    def spoken(self, written: Sequence[str]) -> tuple[str, ...]:
        """Those of the languages it is written in that were chosen; all where none was."""
        return tuple(one for one in written if one in self.languages) or tuple(written)


@dataclass(frozen=True, slots=True)
class Draft:
    """A consultation that is being prepared. `version` is its questionnaire, once it has one;
    `consultation_id` what it became."""

    id: int
    code: str
    title: str
    plan_code: str
    version: str | None
    intent: Intent
    created_by: str
    created_at: datetime
    changed_at: datetime
    consultation_id: int | None = None

    @property
    def wording(self) -> str:
        """What stands for everything that people will read: the same words, and no others, give the same."""
        said = self.intent
        day = said.decides_on.isoformat() if said.decides_on else ""
        told = (said.what_can_change, said.what_cannot, said.options, said.decided_by, day)
        return _fingerprint(self.questions, *told)

    @property
    def questions(self) -> str:
        """What stands for the questions alone, with the title and the languages that they are asked in."""
        return _fingerprint(self.title, self.version or "", *sorted(self.intent.languages))

    @property
    def signed(self) -> Signature | None:
        """The signature that holds; one for another wording does not."""
        signature = self.intent.signature
        return signature if signature and signature.wording == self.wording else None

    @property
    def stage(self) -> Stage:
        if self.consultation_id is not None:
            return "open"
        return "co-signed" if self.signed else "draft"


def _fingerprint(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


@cache
def _adapter() -> TypeAdapter[Intent]:
    return TypeAdapter(Intent)


def to_json(intent: Intent) -> str:
    return _adapter().dump_json(intent, exclude_defaults=True).decode()


def from_json(text: str) -> Intent:
    """The inverse of `to_json`."""
    return _adapter().validate_json(text)
