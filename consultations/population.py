"""How many people there are in the area, by group: what those who took part are held against."""

from dataclasses import dataclass
from datetime import datetime

LONGEST_SOURCE = 200
MOST_PEOPLE = 10_000_000
FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class PopulationFigure:
    """`people` of a group in the area, by `source` for `year`, as somebody of the staff entered it.

    `name` is that of a choice of the question that says who took part.
    """

    name: str
    people: int
    source: str
    year: int
    made_by: str
    made_at: datetime
