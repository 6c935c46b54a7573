"""The board's meeting view, one screen after another, and the same on paper."""

from dataclasses import dataclass

from admin_api.translation.speaking import translate
from admin_api.views_board import FrontPage
from admin_api.views_panels import Panels

LAST = "who"
"""The name of the last screen: who was not heard."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen. `panels` is None on the first and on the last. `before` and `after` name the others, "" is
    the first, None where there is none.
    """

    front: FrontPage
    panels: Panels | None
    last: bool
    number: int
    count: int
    before: str | None
    after: str | None

    @property
    def title(self) -> str:
        if self.panels:
            return self.panels.outcome.label
        return (
            translate("Who we have not heard from")
            if self.last
            else translate("What we heard, and what we promised")
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything on paper: the front, then a page for each outcome."""

    front: FrontPage
    panels: tuple[Panels, ...]
