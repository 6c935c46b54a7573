"""What anybody may know of a consultation before they answer: what it is for, and how they can take part."""

from collections.abc import Sequence
from dataclasses import dataclass

from admin_api.parts import Parts
from consultations.consultation import Consultation
from consultations.forms.questionnaire import Questionnaire
from consultations.launching import Intent


@dataclass(frozen=True, slots=True)
class Offered:
    """A consultation that is open: what was said when it was launched, and the ways to take part.

    `languages` are (code, what it calls itself). `telegram` is a link, "" where Telegram is not offered.
    """

    consultation: Consultation
    said: Intent
    languages: Sequence[tuple[str, str]]
    telegram: str


def offered(parts: Parts, one: Consultation, said: Intent, asked: Questionnaire) -> Offered:
    """`asked` is what it asks now."""
    names = dict(parts.launching.languages)
    languages = [(code, names.get(code, code)) for code in said.spoken(asked.languages)]
    telegram = parts.launching.telegram_link(one.code) if said.offers("telegram") else ""
    return Offered(one, said, languages, telegram)
