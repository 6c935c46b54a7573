"""An officer sees one next step: by the stage, the asks, and whether the themes are signed."""

from dataclasses import dataclass
from typing import cast

import pytest

from admin_api.next_steps import next_step
from consultations.accountability import Ask
from consultations.consultation import Consultation
from consultations.theme_standing import SignOff, ThemeStanding
from tests.builders import NOW


@dataclass
class Asked:
    """What a step looks at of an ask."""

    state: str
    id: int = 7
    title: str = "Lamps"


UNSIGNED, SIGNED = ThemeStanding(), ThemeStanding(sign_off=SignOff("lead", "lead", NOW))
OVER = {"state": "closed", "stage": "closed"}


def consultation(**more: object) -> Consultation:
    given = {"state": "open", "sample": False, "opened_at": NOW, "closed_at": None, **more}
    return Consultation(1, "safe", "Safe", "p", "v", None, **given)


@pytest.mark.parametrize(
    ("one", "asks", "standing", "to"),
    [
        ({}, [], UNSIGNED, "/staff/consultations/safe/watch"),
        (OVER, [], UNSIGNED, "/staff/consultations/safe/themes"),
        (OVER, [], SIGNED, "#spoken"),
        (OVER, [], None, "#spoken"),
        (OVER, [Asked("signed", 1), Asked("open", 2), Asked("decided", 3)], UNSIGNED, "/staff/asks/2"),
        (OVER, [Asked("signed", 1), Asked("decided", 3)], SIGNED, "/staff/asks/3"),
        (OVER, [Asked("published", 1), Asked("signed", 4)], SIGNED, "/staff/asks/4"),
        (OVER, [Asked("published")], SIGNED, "#asks"),
        ({"state": "closed", "stage": "fed back"}, [Asked("published")], SIGNED, None),
        ({**OVER, "conclusion": "Nothing changes."}, [], SIGNED, None),
        ({"state": "closed", "stage": "archived"}, [], UNSIGNED, None),
    ],
)
def test_the_next_step(
    one: dict[str, object], asks: list[Asked], standing: ThemeStanding | None, to: str | None
) -> None:
    found = next_step(consultation(**one), cast(list[Ask], asks), standing)
    assert (found.to if found else None) == to
