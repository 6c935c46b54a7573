"""From a number on the board to the answers behind it: addresses, for those who may see answers.

Nobody has a way unless it is given: `NO_WAYS` is what every page begins with. A number has one only where it
is shown and is not nought, so that a way tells nothing that the number does not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from analysis.summary import QuestionSummary, Row

Link = Callable[[Row], str]
"""The address of what is behind the number of a row; "" where there is none."""
EXPLORE, WALKS = "/staff/explore", "/staff/walks"


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
        path = f"{WALKS}/{quote(found.consultation, '')}/{quote(found.question, '')}"
        return self._rows(lambda row: f"{path}?{urlencode({'part': row.name})}")

    def _explore(self, **filters: str) -> str:
        return f"{EXPLORE}?{urlencode({'audience': self.audience, **filters})}"

    def _rows(self, address: Link) -> Link:
        return (lambda row: address(row) if row.people.value else "") if self.open else no_link


NO_WAYS = Ways()
