"""What an expression is evaluated against."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from consultations.forms.expressions.nodes import Node


def _no_instance(_: str) -> Node | None:
    return None


def _no_text(_: str) -> str:
    return ""


def _no_label(value: str, _: str) -> str:
    return value


@dataclass(slots=True)
class Context:
    """The world as one expression sees it; evaluating changes nothing in it.

    `resolve`: the nodes of `${name}`. ODK reads an unanswered or not relevant question as blank: give one
    blank leaf for it. No nodes at all means “there is no such thing”: then every comparison is false, even
    `!=`.
    `now`: an aware datetime. `zone`: where dates without an offset are.
    `random`: a number from 0 up to but not including 1. `new_id`: a fresh UUID as text.
    `node`: what `.` is; relative paths start here. In a choice filter it is the choice.
    `root`: what `/` is, so `/data` is its child; without it, the top of the tree that `node` is in.
    `instance`: the secondary instance of that name, a node whose child is `root`; None when there is none.
    `text_of`: the words that have that id, for `jr:itext(id)`; "" where there are none.
    `choice_label`: the label of a choice, for `jr:choice-name(value, '${question}')`; it gets the value and
    the bare question name.
    """

    resolve: Callable[[str], Sequence[Node]]
    now: datetime
    zone: tzinfo
    random: Callable[[], float]
    new_id: Callable[[], str]
    node: Node | None = None
    root: Node | None = None
    instance: Callable[[str], Node | None] = _no_instance
    choice_label: Callable[[str, str], str] = _no_label
    text_of: Callable[[str], str] = _no_text
