"""In the background: what people coded is learned, and the answers that nobody coded get its themes.

A model is learned again when the codes of its consultation have changed and nobody has coded for a while.
Nothing of it is stored but how often it is right: the codes stand in the database, and a process that has no
model of them learns one when the first answer waits for it. Of two processes each learns its own, of the same
codes. Nothing here writes what a person gave, and no transaction is open while anything is learned.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import Connection

from analysis.agreement import FEWEST_CODED, Measured
from analysis.pipeline import BATCH, free_text, taxonomy_of
from analysis.taxonomy import NO_REASON_GIVEN, Taxonomy
from analysis.themes import THEME_RULES, Matcher
from consultations.consultation import Consultation
from consultations.errors import FaultyInput
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.learned_themes import CodedAnswer, LearnedThemes, Themes, Uncoded
from consultations.theme_standing import Learned

if TYPE_CHECKING:
    from analysis.theme_learning import ThemeModel  # scikit-learn takes seconds to load

QUIET = timedelta(minutes=2)
"""So long after the last code somebody may still be at it."""
MOST_UNCODED = 3_000
"""Answers without codes that a model looks at: more change little, and hold up the rest of the work."""
MOST_KEPT = 8
"""Models in memory, some 20 MB each."""
LEARNING = "learned-1"
"""Grows with every change of what is learned of the same codes."""

log = structlog.get_logger(__name__)
Suggest = Callable[[Sequence[Uncoded]], list[Themes]]


@dataclass(frozen=True, slots=True)
class Coded:
    """A consultation whose answers were coded: what it listens for, and what stands of it."""

    consultation_id: int
    taxonomy: Taxonomy
    questions: tuple[str, ...]
    answers: tuple[CodedAnswer, ...]
    last: datetime | None
    learned: Learned | None

    @property
    def teaching(self) -> list[CodedAnswer]:
        """The answers whose codes the theme file has, without those that gave no reason."""
        known = self.taxonomy.labels.keys() - {NO_REASON_GIVEN}
        return [one for one in self.answers if one.codes & known]

    @property
    def model(self) -> str:
        """Changes with the themes, and with any code or word that it is learned from."""
        codes = [(one.answer_id, one.revision, sorted(one.codes)) for one in self.teaching]
        told = repr((THEME_RULES, self.taxonomy.digest, codes))
        return f"{LEARNING}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


class ThemeLearner:
    """Learns and suggests, one round after another. One in a process."""

    def __init__(self, database: Database, now: Callable[[], datetime], batch: int = BATCH) -> None:
        self._database, self._now, self._batch = database, now, batch
        self._models: dict[int, tuple[str, ThemeModel | None]] = {}

    def work(self) -> int:
        """One round over all consultations. How many answers have other themes after it."""
        return sum(self._one(one) for one in self._all())

    def _all(self) -> list[Coded]:
        with self._database.read() as connection:
            store = LearnedThemes(connection)
            coded, learned = store.coded_by_consultation(), store.all()
            wanted = {number for number, (answers, _) in coded.items() if answers >= FEWEST_CODED}
            wanted |= learned.keys()
            if not wanted:
                return []
            last = {number: when for number, (_, when) in coded.items()}
            return [
                _coded(connection, one, taxonomy, last.get(one.id), learned.get(one.id))
                for one in Consultations(connection).all("consultation", "standing", "feedback")
                if one.id in wanted and (taxonomy := _themes(one)) is not None
            ]

    def _one(self, one: Coded) -> int:
        if len(one.teaching) < FEWEST_CODED:
            return self._by_words(one)
        stands = one.learned is not None and one.learned.model == one.model
        if not stands and one.last is not None and self._now() - one.last < QUIET:
            return 0
        if stands and not self._waits(one):
            return 0
        model = self._model(one)
        if model is None or model.measured is None:
            return 0
        if not stands:
            self._keep(one, _told(one, model.measured))
        return self._put(one, one.model, partial(_suggested, model))

    def _waits(self, one: Coded) -> bool:
        with self._database.read() as connection:
            wanted = LearnedThemes(connection).waiting(one.consultation_id, one.questions, one.model, 1, 0)
        return bool(wanted)

    def _model(self, one: Coded) -> "ThemeModel | None":
        """Learned now, unless it is in memory; None where these codes teach nothing."""
        name, model = self._models.get(one.consultation_id, ("", None))
        if name != one.model:
            self._models.pop(one.consultation_id, None)
            model = self._learn(one)
            self._models[one.consultation_id] = one.model, model
            while len(self._models) > MOST_KEPT:
                del self._models[next(iter(self._models))]
        return model

    def _learn(self, one: Coded) -> "ThemeModel | None":
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # ships no types

        from analysis import theme_learning

        with self._database.read() as connection:
            others = LearnedThemes(connection).some_uncoded(one.consultation_id, one.questions, MOST_UNCODED)
        known = frozenset(one.taxonomy.labels)
        taught = [theme_learning.Coded(each.words, each.codes & known) for each in one.teaching if each.words]
        try:
            with threadpool_limits(1):  # the other cores are for those who answer
                return theme_learning.learn(one.taxonomy, taught, others)
        except ValueError:  # too few have words still, or no word occurs twice
            log.warning("analysis.themes_not_learned", consultation=one.consultation_id)
            return None

    def _keep(self, one: Coded, learned: Learned) -> None:
        with self._database.write() as connection:
            LearnedThemes(connection).keep(one.consultation_id, learned, self._now())

    def _by_words(self, one: Coded) -> int:
        """Take back what was suggested: too few codes are left to say how often it is right."""
        if one.learned is None:
            return 0
        matcher = Matcher(one.taxonomy)
        count = self._put(one, None, lambda some: [_matched(matcher, each) for each in some])
        with self._database.write() as connection:
            LearnedThemes(connection).forget(one.consultation_id)
        return count

    def _put(self, one: Coded, model: str | None, suggest: Suggest) -> int:
        return sum(self._put_some(some, model, suggest) for some in self._batches(one, model))

    def _put_some(self, some: Sequence[Uncoded], model: str | None, suggest: Suggest) -> int:
        found = list(zip(some, suggest(some), strict=True))
        with self._database.write() as connection:
            return LearnedThemes(connection).put(found, model)

    def _batches(self, one: Coded, model: str | None) -> Iterator[list[Uncoded]]:
        """What waits, each answer once, however often it changes meanwhile."""
        last = 0
        while True:
            with self._database.read() as connection:
                some = LearnedThemes(connection).waiting(
                    one.consultation_id, one.questions, model, self._batch, last
                )
            if not some:
                return
            yield some
            last = some[-1].answer_id


def _themes(one: Consultation) -> Taxonomy | None:
    """None where there is no theme file, or none that can be read, which `pipeline` logs."""
    try:
        return taxonomy_of(one.code, one.taxonomy) if one.taxonomy else None
    except FaultyInput:
        return None


def _coded(
    connection: Connection,
    one: Consultation,
    taxonomy: Taxonomy,
    last: datetime | None,
    learned: Learned | None,
) -> Coded:
    questions = tuple(free_text(Consultations(connection).over_versions(one)))
    answers = tuple(LearnedThemes(connection).coded(one.id, questions))
    return Coded(one.id, taxonomy, questions, answers, last, learned)


def _told(one: Coded, measured: Measured) -> Learned:
    return Learned(one.model, measured.answers, measured.samples_f1, measured.low, measured.high)


def _suggested(model: "ThemeModel", some: Sequence[Uncoded]) -> list[Themes]:
    found = model.suggest([one.words for one in some])
    return [{each.match.code: each.match.words for each in themes} for themes in found]


def _matched(matcher: Matcher, one: Uncoded) -> Mapping[str, Sequence[str]]:
    return {each.code: each.words for each in matcher.match(one.words, one.frame or "open", one.label)}
