"""How a benchmark reports: lines of JSON, and 1 as its exit code where it falls short of its reach."""

import json
import sys
from dataclasses import asdict, dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: `ratio` is `value` against the reference `against`, measured in the same run."""

    name: str
    value: float
    unit: str
    against: str
    ratio: float
    reach: float

    @property
    def ok(self) -> bool:
        return self.ratio >= self.reach


def report(figures: list[Figure]) -> NoReturn:
    """Print every figure, the one furthest from its reach last; end with 1 where one falls short."""
    for figure in sorted(figures, key=lambda one: one.ratio / one.reach, reverse=True):
        line = {**asdict(figure), "ok": figure.ok}
        print(
            json.dumps(
                {key: round(value, 3) if isinstance(value, float) else value for key, value in line.items()}
            )
        )
    sys.exit(0 if all(figure.ok for figure in figures) else 1)
