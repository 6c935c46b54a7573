"""An answer read: what it feels like, what it does and what it is about, or why it could not be read."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from typing import Protocol

from analysis import text
from analysis.readings import lexicon
from analysis.readings.agreement import agree
from analysis.readings.reading import Asked, By, Feeling, Kind, Reading, Signals, Status
from analysis.readings.repaired import Heard, hear, repaired, vader
from analysis.readings.rules import Judged, judge
from analysis.readings.textblob_exact import Scores, scores
from analysis.taxonomy import NO_REASON_GIVEN, Taxonomy
from analysis.themes import THEME_RULES, Matcher, ThemeMatch

RULES = "2"


class Weighed:
    """What the rules make of one answer, ready for a learned reading to weigh."""

    __slots__ = ("asked", "heard", "judged", "language", "repaired", "textblob", "vader")

    def __init__(self, asked: Asked, language: str | None) -> None:
        self.asked, self.language = asked, language
        self.textblob: Scores = scores(asked.text)
        self.heard: Heard = hear(asked.text)
        self.vader: float = vader(asked.text)
        self.repaired: float = repaired(self.heard, self.vader, self.textblob.polarity)
        self.judged: Judged = judge(self.heard, asked)


class Learned(Protocol):
    """A learned reading: better than the rules, and able to say why."""

    model: str

    def judge(self, weighed: Sequence[Weighed]) -> Sequence["Opinion"]: ...


class Opinion(Protocol):
    """What a learned reading makes of one answer; `likely` is how sure it is of the label, 0 to 1."""

    @property
    def label(self) -> Feeling: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def likely(self) -> float: ...
    @property
    def because(self) -> tuple[str, ...]: ...


@cache
def rules_model() -> str:
    """Everything that decides what the rules say, by its version."""
    return (
        f"textblob-{version('textblob')} vader-{version('vaderSentiment')} "
        f"rules-{RULES}-{lexicon.digest()} {text.TEXT_RULES} {THEME_RULES}"
    )


class AnswerReader:
    """Reads many answers against one taxonomy, made ready once; by rules unless `learned` is given."""

    def __init__(self, taxonomy: Taxonomy, learned: Learned | None = None) -> None:
        self.version = f"{rules_model()} {learned.model}" if learned else rules_model()
        self.model = f"{self.version} themes-{taxonomy.digest}"
        self._matcher = Matcher(taxonomy)
        self._learned = learned

    def read(self, answers: Sequence[Asked]) -> list[Reading]:
        """One reading for each of `answers`, in their order."""
        found: list[Reading | Weighed] = [self._begin(one) for one in answers]
        readable = [one for one in found if isinstance(one, Weighed)]
        done = iter(list(self._judged(readable)))
        return [next(done) if isinstance(one, Weighed) else one for one in found]

    def _begin(self, asked: Asked) -> Reading | Weighed:
        if text.is_empty(asked.text):
            return self._unread(asked, "empty", (ThemeMatch(NO_REASON_GIVEN),))
        language = text.language(asked.text)
        if language not in (None, "en"):
            return self._unread(asked, "not_english", (), language)
        return Weighed(asked, language)

    def _judged(self, weighed: Sequence[Weighed]) -> Iterator[Reading]:
        if self._learned is None:
            for one in weighed:
                yield self._reading(one, one.judged.label, one.judged.kind, "rules", None, one.judged.because)
            return
        for one, opinion in zip(weighed, self._learned.judge(weighed), strict=True):
            yield self._reading(one, opinion.label, opinion.kind, "learned", opinion.likely, opinion.because)

    def _reading(
        self, one: Weighed, label: Feeling, kind: Kind, by: By, likely: float | None, because: tuple[str, ...]
    ) -> Reading:
        return Reading(
            status="read",
            model=self.model,
            frame=one.asked.frame,
            polarity=one.textblob.polarity,
            subjectivity=one.textblob.subjectivity,
            label=label,
            kind=kind,
            signals=Signals(
                repaired=one.repaired,
                vader=one.vader,
                drove=one.heard.drove(),
                agree=agree(one.textblob.polarity, one.repaired, one.vader, one.judged.label, label, likely),
                by=by,
                likely=likely,
                because=because,
            ),
            themes=self._matcher.match(one.asked.text, one.asked.frame, label),
            language=one.language,
        )

    def _unread(
        self, asked: Asked, status: Status, themes: tuple[ThemeMatch, ...], language: str | None = None
    ) -> Reading:
        silent = status == "empty"
        return Reading(
            status,
            self.model,
            asked.frame,
            label=Feeling.NO_CLEAR_SIGNAL if silent else None,
            kind=Kind.NONE if silent else None,
            themes=themes,
            language=language,
        )


def read_answer(answer: str, taxonomy: Taxonomy) -> Reading:
    """Read one answer by the rules. For many, keep an `AnswerReader`: it prepares the taxonomy only once."""
    return AnswerReader(taxonomy).read([Asked(answer)])[0]
