"""What staff see of the quotes of a consultation: those to look at, and those that are published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from admin_api.parts import Parts
from analysis.pipeline import free_text
from consultations.consultation import Consultation
from consultations.quotes import Candidate, Quote
from consultations.storage.consultations import Consultations
from consultations.storage.quotes import Quotes

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class QuotesPage:
    """`waiting`: the first of those not decided about. `asked`: a question's words by its name."""

    consultation: Consultation
    asked: Mapping[str, str]
    waiting: Sequence[Candidate]
    published: Sequence[Quote]


def quotes_page(parts: Parts, code: str) -> QuotesPage:
    """Raises `NotFound`."""
    with parts.database.read() as connection:
        store = Consultations(connection)
        consultation = store.get(code)
        texts = free_text(store.over_versions(consultation))
        asked = {name: one.question or name for name, one in texts.items()}
        quotes = Quotes(connection)
        waiting = quotes.candidates(consultation.id, asked, ON_A_PAGE)
        return QuotesPage(consultation, asked, waiting, quotes.published([consultation.id]))
