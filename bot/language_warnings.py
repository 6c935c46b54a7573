"""What staff should know about the languages of a questionnaire before they put it to people."""

from collections.abc import Iterable

from bot import wording
from consultations.errors import Fault


def language_warnings(languages: Iterable[str]) -> list[Fault]:
    """A warning for each language without wording of ours, or with unreviewed wording on safety."""
    found = (_warning(language) for language in languages)
    return [warning for warning in found if warning is not None]


def _warning(language: str) -> Fault | None:
    name = f"{wording.language_name(language)} ({language})"
    if not wording.has_catalogue(language):
        return Fault(
            "language_without_wording",
            f"Everything but the questions themselves will be said in English to people who choose {name}.",
            "docs/languages.md says how to add a language.",
            level="warning",
        )
    unreviewed = wording.unreviewed(language)
    if not unreviewed:
        return None
    beside = " The English stands beside them." if wording.english_beside(unreviewed[0], language) else ""
    return Fault(
        "safety_wording_unreviewed",
        f"Nobody has reviewed what we say on safety in {name}: {', '.join(unreviewed)}.{beside}",
        "Have somebody who speaks it read them; docs/languages.md says how to note that.",
        level="warning",
    )
