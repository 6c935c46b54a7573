"""The choice that stands for all that is not in a list."""

import re

from consultations.forms.question_types.wordings import plain
from consultations.forms.questionnaire import Choice

MEANS_OTHER = re.compile(
    r"(?:(?:some |any )?others?|inn[aey]|інш[аеі]|інший|alt(?:ceva|cineva|undeva|[aeu]l)|آخر|أخرى|arall)\b.*"
    r"|\S+[ _](?:else|innego|inn[aey]|indziej|інше|інший|آخر|أخرى|arall)\b.*"
)
"""How a choice that stands for all that is not in the list is called, in the languages spoken here."""


def means_other(choice: Choice) -> bool:
    """Whether a choice stands for all that is not in the list."""
    return any(MEANS_OTHER.fullmatch(plain(said)) for said in (choice.name, *choice.label.values()))
