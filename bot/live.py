"""The versions of questionnaires that run, compiled once and kept: a version never changes."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass

from sqlalchemy import Connection

from consultations.consultation import decided_by
from consultations.forms.compiled import CompiledForm
from consultations.forms.questionnaire import Questionnaire
from consultations.plan import Plan
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database

FORMS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Live:
    """A questionnaire version that runs, with the plan outcome of each question that has one.

    `deciders` gives the question whose answer decides the outcome of another one: question → deciding one.
    """

    form: CompiledForm
    outcomes: Mapping[str, str]
    deciders: Mapping[str, str]

    def decided(self, answers: Mapping[str, str], plan_of: Callable[[], Plan]) -> Mapping[str, str | None]:
        """The outcome that the answers decide for each question that hangs on another; None for no outcome.

        `plan_of` gives the plan; it is asked only where a question hangs on another.
        """
        if not self.deciders:
            return {}
        plan = plan_of()
        picked = {name: plan.outcome(answers.get(decider, "")) for name, decider in self.deciders.items()}
        return {name: outcome.code if outcome else None for name, outcome in picked.items()}


class LiveForms:
    """Finds versions. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[str, Live] = {}

    def get(self, version: str, connection: Connection | None = None) -> Live:
        """The version called `version`. Raises `NotFound`.

        It is read through `connection` where one is given: a version may be new in that very transaction.
        """
        found = self._kept.get(version)
        if found is None:
            with nullcontext(connection) if connection else self._database.read() as reading:
                found = _compiled(Consultations(reading).questionnaire(version))
            if len(self._kept) >= FORMS_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[version] = found
        return found


def _compiled(questionnaire: Questionnaire) -> Live:
    named = {one.name: one.outcome for one in questionnaire.questions() if one.outcome}
    deciders = {name: decider for name, outcome in named.items() if (decider := decided_by(outcome))}
    fixed = {name: outcome for name, outcome in named.items() if name not in deciders}
    return Live(CompiledForm(questionnaire), fixed, deciders)
