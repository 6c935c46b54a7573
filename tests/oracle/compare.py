"""Hold Together's form engine against ODK Web Forms' own, on random walks through forms.

    cd tests/oracle && npm install && cd ../..
    python tests/oracle/compare.py [FORM …] [--walks 5] [--steps 40] [--seed 1] [--record DIRECTORY]

A FORM is an XLSForm (.md, .xlsx, .xls); without any, all of `examples/questionnaires`, `tests/golden` and
`tests/oracle/forms`. pyxform turns each into an XForm, which `@getodk/xforms-engine` runs under Node. A walk
answers at random what can be answered, takes answers back and goes round repeats; after every step both
sides say of every node whether it applies, is required and is valid, what was calculated, what can be chosen,
and how often a repeat goes round. Clock and chance stand still on both sides.

Prints how often the two agree, and every class of disagreement with its shortest example. Exits with 1 where
one is not in `known_differences.py`. `--record` writes the first walk of each form in `tests/oracle/forms`
into a directory, for `tests/unit/forms/test_recorded_walks.py`, which needs no Node.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from consultations.forms.compiled import CompiledForm  # noqa: E402 - found only from the root
from consultations.forms.places import split_key  # noqa: E402
from consultations.forms.xlsform import Allowed, read_form  # noqa: E402
from tests.oracle.engine import Engine, OracleFault, engine, xform_of  # noqa: E402
from tests.oracle.known_differences import reason_for  # noqa: E402
from tests.oracle.recorded import record  # noqa: E402
from tests.oracle.replay import Compared, Step, Walker, compared  # noqa: E402
from tests.oracle.walks import Walk, walk  # noqa: E402

OWN = ROOT / "tests" / "oracle" / "forms"
USUAL = ("examples/questionnaires/*.md", "tests/golden/*.md", "tests/oracle/forms/*.md")
EVERYTHING = Allowed(frozenset({"image", "audio", "file"}), locations=True)


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement, with the steps that led to it."""

    form: str
    steps: tuple[Step, ...]
    found: Compared

    @property
    def of_class(self) -> tuple[str, str, str]:
        return self.form, self.found.kind, split_key(self.found.key)[0]

    def __str__(self) -> str:
        last = "; ".join(map(str, self.steps[-4:])) or "at the start"
        found = self.found
        return (
            f"{self.form}: {found.kind} of {found.key}: engine {found.theirs!r}, "
            f"Together {found.ours!r}\n    after {len(self.steps)} steps, last: {last}"
        )


@dataclass
class Tally:
    """Everything compared so far."""

    agree: Counter[tuple[str, str]] = field(default_factory=Counter)
    total: Counter[tuple[str, str]] = field(default_factory=Counter)
    classes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    smallest: dict[tuple[str, str, str], Difference] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def take(self, form: str, steps: tuple[Step, ...], found: Iterable[Compared]) -> None:
        for one in found:
            self.total[form, one.kind] += 1
            self.agree[form, one.kind] += one.agree
            if not one.agree:
                self._differ(Difference(form, steps, one))

    def _differ(self, one: Difference) -> None:
        self.classes[one.of_class] += 1
        known = self.smallest.get(one.of_class)
        if known is None or len(one.steps) < len(known.steps):
            self.smallest[one.of_class] = one


def main(arguments: Sequence[str] | None = None) -> int:
    given = _arguments(arguments)
    files = given.forms or sorted(file for pattern in USUAL for file in ROOT.glob(pattern))
    tally = Tally()
    with engine() as oracle:
        for file in files:
            try:
                _compare_form(file, oracle, tally, given)
            except OracleFault as problem:
                tally.faults.append(f"{file.name}: {problem}")
    return _report(tally)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("forms", nargs="*", type=Path, metavar="FORM")
    parser.add_argument("--walks", type=int, default=5)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", type=Path, metavar="DIRECTORY")
    return parser.parse_args(arguments)


def _compare_form(file: Path, oracle: Engine, tally: Tally, given: argparse.Namespace) -> None:
    file = file.resolve()
    content = file.read_bytes()
    form = CompiledForm(read_form(content, file.name, allowed=EVERYTHING).questionnaire)
    xform = xform_of(content)
    for number in range(given.walks):
        chance = Random(f"{given.seed} {file.name} {number}")
        way = walk(oracle, form, xform, given.steps, chance)
        _compare_walk(file.name, form, way, tally)
        if given.record and not number and file.parent == OWN:
            record(given.record / f"{file.stem}.json", file, way.steps, way.seen)


def _compare_walk(name: str, form: CompiledForm, way: Walk, tally: Tally) -> None:
    walker = Walker(form)
    tally.take(name, (), compared(way.seen[0], walker.nodes()))
    for number, step in enumerate(way.steps, 1):
        walker.do(step)
        tally.take(name, way.steps[:number], compared(way.seen[number], walker.nodes()))


def _report(tally: Tally) -> int:
    for title, place in (("form", 0), ("kind", 1)):
        print(f"\nAgreement by {title}")
        for name in dict.fromkeys(one[place] for one in tally.total):
            total = sum(number for one, number in tally.total.items() if one[place] == name)
            agree = sum(number for one, number in tally.agree.items() if one[place] == name)
            print(f"  {name:32} {agree:>8,} / {total:>8,}")
    unknown = _print_differences(tally)
    for fault in tally.faults:
        print(f"NOT COMPARED  {fault}")
    return 1 if unknown or tally.faults else 0


def _print_differences(tally: Tally) -> int:
    """How many classes of disagreement nobody has written a reason for."""
    unknown = 0
    print("\nDisagreements")
    for of_class, number in tally.classes.most_common():
        one = tally.smallest[of_class]
        reason = reason_for(*of_class)
        unknown += reason is None
        print(f"  {'known' if reason else 'UNKNOWN'} ({number} times): {one}")
        if reason:
            print(f"    {reason}")
    return unknown


if __name__ == "__main__":
    sys.exit(main())
