"""Where Together means to differ from ODK Web Forms, and why."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.oracle.replay import Compared


@dataclass(frozen=True, slots=True)
class KnownDifference:
    """A class of disagreement: patterns for the form, the kind and the node's name, and its reason."""

    form: str
    kind: str
    name: str
    reason: str


KNOWN: tuple[KnownDifference, ...] = ()


def reason_for(form: str, kind: str, name: str, found: Compared) -> str | None:
    """Why the two may differ there; None where nobody knows."""
    for one in KNOWN:
        if all(map(fnmatchcase, (form, kind, name), (one.form, one.kind, one.name))):
            return one.reason
    return None
