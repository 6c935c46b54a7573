"""Ways through forms that ODK Web Forms' engine went once: Together must see the same after every step.

`python tests/oracle/compare.py --record tests/unit/forms/recorded_walks` writes the walks.
"""

from functools import cache
from pathlib import Path

import pytest

from consultations.forms.compiled import CompiledForm
from consultations.forms.places import split_key
from consultations.forms.xlsform import Allowed, read_form
from tests.oracle.known_differences import reason_for
from tests.oracle.recorded import read
from tests.oracle.replay import Compared, Nodes, Walker, compared

RECORDED = Path(__file__).parent / "recorded_walks"
FORMS = Path(__file__).parents[2] / "oracle" / "forms"
WALKS = sorted(RECORDED.glob("*.json"), key=lambda file: file.name)


@cache
def form_of(name: str) -> CompiledForm:
    content = (FORMS / name).read_bytes()
    return CompiledForm(read_form(content, name, allowed=Allowed(locations=True)).questionnaire)


def unexplained(form: str, seen: Nodes, walker: Walker) -> list[Compared]:
    """Everything in which the two differ now without a written reason."""
    return [
        one
        for one in compared(seen, walker.nodes())
        if not one.agree and not reason_for(form, one.kind, split_key(one.key)[0])
    ]


@pytest.mark.parametrize("file", WALKS, ids=lambda file: file.stem)
def test_together_sees_what_odk_saw(file: Path) -> None:
    form, moments = read(file)
    assert len(moments) > 10
    walker = Walker(form_of(form))
    for step, seen in moments:
        if step:
            walker.do(step)
        assert unexplained(form, seen, walker) == [], step


def test_every_form_has_its_walk() -> None:
    assert {read(file)[0] for file in WALKS} == {file.name for file in FORMS.glob("*.md")}
