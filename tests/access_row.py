"""What a row of the access matrix says, and the people and things that its rows name."""

from dataclasses import dataclass, field

from tests.house import STAFF, VISITORS

PUBLIC = frozenset(VISITORS)
OFFICERS = frozenset({"officer", "lead"})
LEADS = frozenset({"lead"})
YOUNG = frozenset({"young-lead"})
NUMBERS = frozenset({"officer", "lead", "young-lead", "DSL", "board"})
SAFEGUARDING = frozenset({"DSL"})
FILES = OFFICERS | SAFEGUARDING
ADMINS = frozenset({"admin"})
ALL_STAFF = frozenset(STAFF)
IN = (*STAFF, "one-time password", "no second factor")
"""Whose browser is signed in, whatever it may do."""
GOES_ON = tuple((visitor, 303) for visitor in IN)

ASK, BROADCAST, TELLING, CONCERN, KEY = 1, 1, 1, 1, 1
DRAFT = 1
NONE = 2**31 - 1
"""The number of nothing."""
FORM = {"title": "Light", "question": "better", "theme": "buses"}
DECISION = {"decision": "done", "what_happens": "Lamps."}
FEEDBACK = {"title": "Club", "code": "club", "outcome": "CE2"}
WEBHOOK = 1
WEBHOOK_FORM = {"url": "https://council.example/news", "events": "summary.new"}
INDICATOR = {"plan": "cheshire", "code": "CE2.I1"}
PROMISE = {"plan": "cheshire", "code": "CE2.P1"}
FINDING = {
    "outcome": "CE2",
    "title": "Thresholds",
    "found": "Most were right.",
    "audited_by": "Quality assurance",
    "audited_on": "2026-01-05",
}
STALE = {"file": "an older one"}
KEY_FORM = {"account": "officer", "name": "Report", "scopes": "numbers", "days": "9"}
QUESTION = {"type": "text", "label": "What helps?", "outcome": "CE2"}
CHAT = {"form_id": "f1", "start": "true"}


@dataclass(frozen=True)
class Row:
    """Who may, what they get, and what is sent.

    `at` fills the path of an object that is there; `gone` of one that is not; `foreign` of one that is there
    and is something else's or another kind's. Each of the latter two comes with what those who may get.
    """

    may: frozenset[str]
    status: int
    at: dict[str, object] = field(default_factory=dict)
    sent: dict[str, object] = field(default_factory=dict)
    query: str = ""
    gone: tuple[dict[str, object], int] | None = None
    foreign: tuple[dict[str, object], int] | None = None
    otherwise: tuple[tuple[str, int], ...] = ()


def code(status: int, gone: int = 404, **more: object) -> dict[str, object]:
    return {"status": status, "at": {"code": "safe"}, "gone": ({"code": "nothing"}, gone), **more}


def file(status: int, query: str = "reason=now") -> dict[str, object]:
    there, gone = {"code": "safe", "ending": "csv"}, {"code": "nothing", "ending": "csv"}
    foreign = ({"code": "safe", "ending": "exe"}, 404)
    return {"status": status, "at": there, "gone": (gone, 404), "foreign": foreign, "query": query}


def number(there: int | str, status: int, gone: int = 404, **more: object) -> dict[str, object]:
    return {"status": status, "at": {"number": there}, "gone": ({"number": NONE}, gone), **more}


def theme(status: int, gone: int = 404, **more: object) -> dict[str, object]:
    """A theme of "safe", and the same of no consultation."""
    there, nowhere = {"code": "safe", "theme": "buses"}, {"code": "nothing", "theme": "buses"}
    return {"status": status, "at": there, "gone": (nowhere, gone), **more}


def change(status: int) -> dict[str, object]:
    """A change of themes that nobody made."""
    there, nowhere = {"code": "safe", "number": 1}, {"code": "nothing", "number": 1}
    return {"status": status, "at": there, "gone": (nowhere, 404)}


def question(there: str, gone: str, status: int = 404) -> dict[str, object]:
    """A question of the draft, and one that it does not have."""
    return {"at": {"number": DRAFT, "name": there}, "gone": ({"number": DRAFT, "name": gone}, status)}


PLAN = {"at": {"code": "cheshire"}, "gone": ({"code": "none"}, 404)}
PLAN_INDICATOR = {
    "at": {"code": "cheshire", "indicator": "CE2.I1"},
    "gone": ({"code": "cheshire", "indicator": "CE9.I1"}, 404),
}
