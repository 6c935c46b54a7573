"""What an officer says about a launch in which nothing is missing."""

from collections.abc import Mapping
from datetime import date, timedelta

from fastapi.testclient import TestClient

from consultations.duty import Contact, Rota

ROTA = Rota(people=(Contact(title="Safeguarding lead", role="lead", email="lead@trust.example"),))


def sections(today: date) -> Mapping[str, Mapping[str, object]]:
    """Every part that is a form, by its name: what is typed into it."""

    def day(later: int) -> str:
        on = today + timedelta(days=later)
        return f"{on.day}/{on.month}/{on.year}"

    return {
        "purpose": {
            "what_can_change": "Where the new street lamps go, and which come first.",
            "what_cannot": "The sum of money.",
            "decided": "no",
            "options": "Three streets or one park. Each lamp costs £900 in a year.",
            "decided_by": "The Trust’s board",
            "decides_on": day(50),
            "how_considered": "The participation officer reads all answers and brings them to the board.",
        },
        "outcomes": {"outcomes": "CE2"},
        "people": {
            "ages": ["under_13", "13_15"],
            "targets-under_13": "40",
            "targets-13_15": "20",
            "least_heard": "Children in care: their workers bring a tablet.",
            "channels": ["web", "supporter"],
            "languages": "en",
        },
        "dates": {"closes_on": day(28), "remind_after_hours": "72", "told_on": day(60)},
        "safeguarding": {"cover": "The lead; the deputy in the holidays.", "lead_told": "yes"},
    }


def prepare(officer: TestClient, today: date, code: str = "lamps", plan: str = "cheshire") -> str:
    """Everything but the signature; gives the address of the task list."""
    form = {"title": "Street lamps", "code": code, "plan": plan}
    path = officer.post("/staff/launch", data=form).headers["location"].split("?")[0]
    for section, typed in sections(today).items():
        if section != "people":
            assert officer.post(f"{path}/{section}", data=typed).status_code == 303
    assert officer.post(f"{path}/template", data={"template": "good-and-better"}).status_code == 303
    assert officer.post(f"{path}/people", data=sections(today)["people"]).status_code == 303
    return path


def wording(page: str) -> str:
    """The wording that a page for signing shows."""
    return page.split('id="wording" value="')[1].split('"')[0]


def sign(young_lead: TestClient, path: str) -> None:
    number = path.rsplit("/", 1)[1]
    seen = wording(young_lead.get(f"/staff/signing/{number}").text)
    answer = young_lead.post(f"/staff/signing/{number}", data={"wording": seen, "do": "sign"})
    assert answer.status_code == 303
