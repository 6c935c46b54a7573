"""What an officer does next about a consultation: one step, by how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from admin_api.translation.speaking import message, translate
from consultations.accountability import Ask
from consultations.consultation import Consultation
from consultations.theme_standing import ThemeStanding


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, in words that are the link to where it is done."""

    words: str
    to: str


def next_step(one: Consultation, asks: Sequence[Ask], standing: ThemeStanding | None) -> Step | None:
    """None where nothing is left to do."""
    page = f"/staff/consultations/{one.code}"
    if one.stage == "archived":
        return None
    if one.state == "open":
        return Step(translate("Watch it run: who takes part, and where people stop"), f"{page}/watch")
    if step := _of_asks(asks):
        return step
    if asks:
        return (
            None
            if one.stage == "fed back"
            else Step(translate("See whether everyone has been told"), "#asks")
        )
    if one.conclusion:
        return None
    if standing and standing.sign_off is None:
        return Step(translate("Look at the themes, and have a lead sign them off"), f"{page}/themes")
    return Step(translate("Read what people spoke of, and make asks of it"), "#spoken")


def _of_asks(asks: Sequence[Ask]) -> Step | None:
    """The first ask that waits for somebody: a decision comes before a signature, and that before news."""
    for state, words in (
        ("open", message("Decide on “{title}”")),
        ("decided", message("Have a young person lead sign the answer to “{title}”")),
        ("signed", message("Publish the answer to “{title}”")),
    ):
        for ask in asks:
            if ask.state == state:
                return Step(translate(words, title=ask.title), f"/staff/asks/{ask.id}")
    return None
