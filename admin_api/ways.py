"""From a number on the board to the answers behind it: addresses, for those who may see answers.

Nobody has a way unless it is given: `NO_WAYS` is what every page begins with. A number has one only where it
is shown and is not nought, so that a way tells nothing that the number does not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from analysis.disclosure_control import Count
from analysis.summary import QuestionSummary, Row
from consultations.storage.walks import About, Address, Number, OfAsk

Link = Callable[[Row], str]
"""The address of what is behind the number of a row; "" where there is none."""
EXPLORE, WALKS, BEHIND = "/staff/explore", "/staff/walks", "/staff/behind"


def no_link(_row: Row) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of one visitor into what one audience said; none where they are not `open` to them."""

    open: bool = False
    audience: Literal["everybody", "staff"] = "everybody"

    def to_outcome(self, outcome: str | None, filter_: Literal["theme", "feeling"]) -> Link:
        """From a row to the words about the outcome that were read so."""
        return self._rows(lambda row: self._explore(outcome=outcome or "", **{filter_: row.name}))

    def to_question(self, found: QuestionSummary, filter_: Literal["theme", "feeling"]) -> Link:
        """From a row to the words in answer to the question that were read so."""
        asked = f"{found.consultation}/{found.question}"
        return self._rows(lambda row: self._explore(question=asked, **{filter_: row.name}))

    def to_choice(self, found: QuestionSummary) -> Link:
        """From a row to the numbers of the answers that chose it: a choice has no words to be explored."""
        return self._rows(lambda row: self._walk(found.consultation, found.question, row.name))

    def to_chosen(self, consultation: str, question: str, choice: str) -> str:
        """From a share that is shown to the answers that chose it."""
        return self._walk(consultation, question, choice) if self.open else ""

    def to_answers(self, found: QuestionSummary) -> str:
        """From how many answered a question to their answers."""
        return self.to(Address(found.consultation, found.question), found.people)

    def to_group(self, plan: str, question: str) -> Link:
        """From how many of a group took part to all that they answered."""
        return self._rows(lambda row: self.to_said(row.people, plan, group=f"{question}={row.name}"))

    def to_said(self, people: Count, plan: str, outcome: str = "", part: str = "", group: str = "") -> str:
        """From how many people said something about a plan to their answers."""
        return self.to(About(plan, outcome, part, group, self.audience == "staff"), people)

    def to_asked(self, ask: int, people: Count, part: str = "") -> str:
        """From how many people stand behind an ask, or judge its answer so, to what they said."""
        return self.to(OfAsk(ask, part), people)

    def to(self, number: Number, people: Count) -> str:
        """From a number of people to the numbers of their answers."""
        return f"{BEHIND}?{urlencode({'number': str(number)})}" if self.open and people.value else ""

    def _walk(self, consultation: str, question: str, part: str) -> str:
        return f"{WALKS}/{quote(consultation, '')}/{quote(question, '')}?{urlencode({'part': part})}"

    def _explore(self, **filters: str) -> str:
        return f"{EXPLORE}?{urlencode({'audience': self.audience, **filters})}"

    def _rows(self, address: Link) -> Link:
        return (lambda row: address(row) if row.people.value else "") if self.open else no_link


NO_WAYS = Ways()
OPEN_WAYS = Ways(open=True)
"""Those of officers, for pages that are only theirs."""
