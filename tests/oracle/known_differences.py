"""Where Together means to differ from ODK Web Forms, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownDifference:
    """A class of disagreement: the form, the kind and the node's name, and its reason."""

    form: str
    kind: str
    name: str
    reason: str


NOT_RELEVANT = "The engine counts a question that does not apply as blank in sum(); JavaRosa leaves it out."
EXPONENT = "XPath 1.0 writes numbers without an exponent; the engine writes them as JavaScript does."
SUNDAY = "The engine has no name for Sunday."
CLOCKS = "The engine adds days as 24 hours, so a change of the clocks moves the date."
KEPT = "Answers of a time round that is counted out come back with it here; the engine drops them."
HALVES = "XPath 1.0 rounds -0.5 up, to 0; the engine rounds it down."
ONCE_EACH = "An answer given in several times round is one choice here; the engine lists it each time."
NOTHING = "XPath 1.0: the sum of no nodes is 0; the engine's is not a number."
OWN_WORDS = "A suggestion that is worked out never takes the place of what a person answered; ODK's does."
LATER = "A default that was blank is worked out once what it is made of is known; ODK's stays blank."
GROWN = "A repeat whose count asks for more is as long as the answers say; the engine's stays grown."
LOOKED_UP = "Words that a label looks up are a calculation of their own here."

KNOWN: tuple[KnownDifference, ...] = (
    KnownDifference("repeats.md", "calculated", "every_piece", NOT_RELEVANT),
    KnownDifference("repeats.md", "calculated", "all_pieces", NOT_RELEVANT),
    KnownDifference("sums.md", "calculated", "huge", EXPONENT),
    KnownDifference("sums.md", "calculated", "tiny", EXPONENT),
    KnownDifference("sums.md", "calculated", "whole", HALVES),
    KnownDifference("logic.md", "calculated", "score", HALVES),
    KnownDifference("repeats.md", "answer", "surname", LATER),
    KnownDifference("edges.md", "calculated", "instance_size", NOTHING),
    KnownDifference("edges.md", "answer", "suggested", OWN_WORDS),
    KnownDifference("edges.md", "valid", "suggested", OWN_WORDS),
    KnownDifference("repeats.md", "options", "favourite", ONCE_EACH),
    KnownDifference("sums.md", "calculated", "day_name", SUNDAY),
    KnownDifference("sums.md", "calculated", "in_ten", CLOCKS),
    KnownDifference("sums.md", "calculated", "next_week", CLOCKS),
    KnownDifference("repeats.md", "answer", "doing", KEPT),
    KnownDifference("repeats.md", "answer", "what", KEPT),
    *(KnownDifference("growing.md", "there", name, GROWN) for name in ("plant", "kind", "more")),
    *(KnownDifference("growing.md", "calculated", name, GROWN) for name in ("plants", "tenfold")),
    KnownDifference("growing.md", "times", "plant times", GROWN),
    KnownDifference("growing.md", "there", "shown_words_1", LOOKED_UP),
)


def reason_for(form: str, kind: str, name: str) -> str | None:
    """Why the two may differ there; None where nobody knows."""
    found = (one.reason for one in KNOWN if (one.form, one.kind, one.name) == (form, kind, name))
    return next(found, None)
