"""What an ask says in languages and registers other than its own: the question, the theme, what happens.

An ask's own words are English, for staff and the board read them. Whoever was asked in another language is
told in that one, part by part; a part that nobody has written in it is said in the ask's own words.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from consultations.forms.languages import ENGLISH, fallbacks
from consultations.forms.questionnaire import Text


@dataclass(frozen=True, slots=True)
class AskWords:
    """What people read about an ask in one language.

    `answer_in_english`: nobody has written the answer in that language.
    """

    question: str
    theme: str
    what_happens: str
    answer_in_english: bool = False


@dataclass(frozen=True, slots=True)
class Translations:
    """The three parts, each by language: `{"pl": "…", "en-easy": "…"}`. The question comes from the
    questionnaire, English included; the others are written by officers."""

    question: Text = field(default_factory=dict)
    theme: Text = field(default_factory=dict)
    what_happens: Text = field(default_factory=dict)

    def words(self, language: str, own: AskWords) -> AskWords:
        """The words in `language`, with those of `own` where it has none."""
        said = _said(self.what_happens, language)
        return AskWords(
            question=_said(self.question, language) or own.question,
            theme=_said(self.theme, language) or own.theme,
            what_happens=said or own.what_happens,
            answer_in_english=not said and ENGLISH not in fallbacks(language or ENGLISH),
        )

    def has(self, language: str) -> bool:
        """Whether officers have written all that is theirs to write in `language`."""
        return language == ENGLISH or bool(_said(self.theme, language) and _said(self.what_happens, language))

    @property
    def written(self) -> set[str]:
        """The languages in which officers have written something."""
        return {*self.theme, *self.what_happens}


def _said(text: Text, language: str) -> str:
    return next((text[code] for code in fallbacks(language) if text.get(code)), "")


def tidy(pairs: Iterable[tuple[str, str]]) -> Text:
    """Language → words, without spaces around them and without languages that have none."""
    return {language: words.strip() for language, words in pairs if words.strip()}


def to_json(translations: Translations) -> str:
    """As they are stored and hashed: the same words give the same text."""
    return json.dumps(asdict(translations), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Translations:
    """The inverse of `to_json`; `{}` for an ask that was never said in another language."""
    return Translations(**json.loads(text))
