"""A consultation that was launched from a draft, with what its officer said and chose."""

from datetime import date

from consultations.forms.questionnaire import Questionnaire
from consultations.launching import Intent
from consultations.storage.consultations import Revision
from consultations.storage.database import Database
from consultations.storage.drafts import Drafts
from consultations.storage.plans import Plans
from tests.builders import NOW, plan, question, questionnaire

SAID = Intent(
    what_can_change="Where the lamps go.",
    what_cannot="The sum of money.",
    options="One lamp costs £900 in a year.",
    decided_by="The board",
    decides_on=date(2027, 1, 31),
    how_considered="The officer brings all answers to the board.",
    least_heard="Children in care: their workers bring a tablet.",
    cover="The lead, and the deputy in the holidays",
)
TWO_LANGUAGES = questionnaire(question("good", label="What is good?"), languages=("en", "pl"))


def launched(
    database: Database, said: Intent = SAID, form: Questionnaire = TWO_LANGUAGES, code: str = "lamps"
) -> None:
    """Open it to people; what is missing is not looked at."""
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
        drafts = Drafts(connection)
        number = drafts.begin(code, "Street lamps", "cheshire", "officer", NOW).id
        drafts.word(number, Revision(form, "lamps.md", b"| survey |"), NOW)
        drafts.change(number, lambda _: said, NOW)
        drafts.launch(number, NOW)
