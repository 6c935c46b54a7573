"""What staff see of the quotes of a consultation: those to look at, and those that are published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from admin_api.parts import Parts
from admin_api.translation.speaking import translate
from analysis.pipeline import free_text, taxonomy_of
from analysis.quotes import represent
from analysis.taxonomy import RESERVED
from consultations.consultation import Consultation
from consultations.errors import FaultyInput
from consultations.quotes import Candidate, Quote
from consultations.storage.consultations import Consultations
from consultations.storage.quotes import Quotes

ON_A_PAGE = 20
LOOKED_AT = 300


@dataclass(frozen=True, slots=True)
class Offered:
    """An answer to look at, and why it is: "" where it stands for no theme."""

    one: Candidate
    why: str = ""


@dataclass(frozen=True, slots=True)
class QuotesPage:
    """`waiting`: some of those not decided about, the best first. `asked`: a question's words by its name."""

    consultation: Consultation
    asked: Mapping[str, str]
    waiting: Sequence[Offered]
    published: Sequence[Quote]


def quotes_page(parts: Parts, code: str) -> QuotesPage:
    """Raises `NotFound`."""
    with parts.database.read() as connection:
        store = Consultations(connection)
        consultation = store.get(code)
        texts = free_text(store.over_versions(consultation))
        asked = {name: one.question or name for name, one in texts.items()}
        quotes = Quotes(connection)
        waiting = offered(quotes.candidates(consultation.id, asked, LOOKED_AT), labels_of(consultation))
        return QuotesPage(consultation, asked, waiting[:ON_A_PAGE], quotes.published([consultation.id]))


def labels_of(consultation: Consultation) -> dict[str, str]:
    """Its themes, code → label, without those that always exist; none where they cannot be read."""
    try:
        labels = taxonomy_of(consultation.code, consultation.taxonomy).labels
    except FaultyInput:
        return {}
    return {code: label for code, label in labels.items() if code not in RESERVED}


def offered(found: Sequence[Candidate], labels: Mapping[str, str]) -> list[Offered]:
    """First those that stand best for what people said of a theme, each unlike the others; then the rest."""
    said = {code: {one.answer_id: one.words for one in found if code in one.themes} for code in labels}
    by_id = {one.answer_id: one for one in found}
    best = [
        Offered(by_id.pop(each.id), why(labels[each.theme], first=each.first)) for each in represent(said)
    ]
    return best + [Offered(one) for one in by_id.values()]


def why(label: str, *, first: bool) -> str:
    if first:
        return translate("Most like what others said about “{label}”.", label=label)
    return translate("Also about “{label}”, said in another way.", label=label)
