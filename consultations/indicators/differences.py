"""Differences of figures, in words that keep percentage points and per cent apart."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from consultations.plan import Unit

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Difference:
    """`later` against `earlier`, or one place against another, in one unit."""

    earlier: Decimal
    later: Decimal
    unit: Unit | None = None

    @property
    def points(self) -> Decimal:
        """How far apart they are in the unit; below 0 for less."""
        return self.later - self.earlier

    @property
    def relative(self) -> Decimal | None:
        """How many per cent more (below 0: less); None where it started from nothing."""
        return None if self.earlier == 0 else self.points / abs(self.earlier) * 100

    @property
    def words(self) -> str:
        """“27 percentage points more (61% more)”; “no change”."""
        if self.points == 0:
            return "no change"
        way = "more" if self.points > 0 else "less"
        return f"{_amount(abs(self.points), self.unit)} {way}{self._relative_words(way)}"

    def _relative_words(self, way: str) -> str:
        if self.relative is None:
            return ""
        rounded = abs(self.relative).quantize(ONE, rounding=ROUND_HALF_UP)
        return f" ({rounded:,}% {way})" if rounded else ""


def figure(value: Decimal, unit: Unit | None, name: str = "") -> str:
    """A figure with its unit: 71%, 1,400, 45 days, 43.8."""
    digits = plain(value)
    if unit is Unit.PERCENT:
        return f"{digits}%"
    if unit in (Unit.DAYS, Unit.WEEKS, Unit.POINTS):
        return f"{digits} {unit}"
    return f"{digits} {name}".strip()


def plain(value: Decimal) -> str:
    """The digits as they were published: 12.80 keeps its nought, 1400 gets its comma."""
    return f"{value:,f}"


def _amount(value: Decimal, unit: Unit | None) -> str:
    digits = plain(value)
    if unit is Unit.PERCENT:
        return f"{digits} percentage point{'' if value == 1 else 's'}"
    if unit in (Unit.DAYS, Unit.WEEKS, Unit.POINTS):
        return f"{digits} {unit if value != 1 else unit.value.removesuffix('s')}"
    return digits
