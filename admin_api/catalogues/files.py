"""The catalogues as they are written: `pages.pot` has every sentence, a .po at least those of public pages.

Above a translation: `# machine-drafted`, or `# reviewed by ROLE on YYYY-MM-DD`. Its English is its key,
so that a review never outlives the English.
"""

import json
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from admin_api.catalogues.sources import Source
from admin_api.translation.messages import fits
from consultations.translations import mark_of, written

HERE = Path(__file__).parent
POT = HERE / "pages.pot"
COMMENT = """# Every sentence of the pages. docs/languages.md says how to translate them.
# Written by: python3 dev.py run python -m admin_api.catalogues"""
NUMBER = re.compile(r"\d[\d ]{2,}")
"""Numbers that people call, and years."""


def po_file(language: str) -> Path:
    return HERE / language / "LC_MESSAGES" / "pages.po"


def languages() -> list[str]:
    return sorted(path.parent.parent.name for path in HERE.glob("*/LC_MESSAGES/pages.po"))


def catalogue(language: str) -> Catalog:
    with po_file(language).open("rb") as file:
        return read_po(file, abort_invalid=True)


def template(found: Sequence[Source]) -> bytes:
    """`pages.pot`: all that there is to translate."""
    pot = Catalog(header_comment=COMMENT, fuzzy=False)
    for source in found:
        _add(pot, source)
    return written("", pot)


def updated(language: str, found: Sequence[Source]) -> bytes:
    """The .po of `language` in step with the pages. What is gone is kept at its end; what is new and like it
    is begun from it: `fuzzy`, which counts as not translated until somebody takes that word away.
    """
    old = catalogue(language)
    new = Catalog(language, header_comment=COMMENT, fuzzy=False)
    kept = {english(one): one for one in (*old, *old.obsolete.values()) if one.id and is_said(one)}
    gone = {text: one for text, one in kept.items() if text not in {source.text for source in found}}
    for source in found:
        if source.public or source.text in kept:
            _add(new, source, _same(kept.get(source.text), source) or _begun(source, gone))
    for text, one in gone.items():
        new.obsolete[text] = one
    return written(language, new)


def english(one: Message) -> str:
    """The English of a translation; of one that depends on a number, that of one."""
    return str(one.id[0] if one.pluralizable else one.id)


def forms(one: Message) -> Sequence[str]:
    """The translation; of one that depends on a number, each of its forms."""
    return (one.string or "",) if isinstance(one.string, str) else tuple(one.string or ())


def is_said(one: Message) -> bool:
    return all(forms(one) or [""])


def _same(kept: Message | None, source: Source) -> Message | None:
    """A kept translation, unless the sentence has since come to depend on a number, or no more does."""
    return kept if kept and kept.pluralizable == bool(source.many) else None


def _begun(source: Source, gone: dict[str, Message]) -> Message | None:
    near = get_close_matches(source.text, gone, 1, 0.8)
    old = _same(gone[near[0]], source) if near else None
    return Message(source.key, old.string, flags=["fuzzy"]) if old else None


def _add(new: Catalog, source: Source, old: Message | None = None) -> None:
    comments = list(old.user_comments) if old else []
    if old and not old.fuzzy and not mark_of(comments):
        comments.append("machine-drafted")
    new.add(
        source.key,
        old.string if old else "",
        locations=[(place, 0) for place in source.places],
        flags=["fuzzy"] if old and old.fuzzy else [],
        auto_comments=[*(["public"] if source.public else []), *source.notes],
        user_comments=comments,
    )


def said(language: str) -> dict[str, Message]:
    """What is translated and not fuzzy, by its English."""
    return {english(one): one for one in catalogue(language) if one.id and is_said(one) and not one.fuzzy}


def faults(language: str, found: Sequence[Source]) -> Iterator[str]:
    """What is missing on the public pages, and every translation that has lost something."""
    own = said(language)
    yield from (f"missing: {one.text}" for one in found if one.public and one.text not in own)
    for text, one in own.items():
        for translation in forms(one):
            if not (fits(text, translation) or (one.pluralizable and fits(_unnumbered(text), translation))):
                yield f"not the marks of “{text}”: {translation}"
            lost = [number.strip() for number in NUMBER.findall(text) if number.strip() not in translation]
            yield from (f"{number} is not in: {translation}" for number in lost)


def _unnumbered(text: str) -> str:
    """A form may leave its number out: a language may have a word for two people."""
    return text.replace("{number}", "")


def reviewed(found: Sequence[Source]) -> str:
    """What `speaking.reviewed` reads: the languages in which every public sentence is reviewed, as JSON."""
    return json.dumps([one for one in languages() if is_reviewed(one, found)]) + "\n"


def is_reviewed(language: str, found: Sequence[Source]) -> bool:
    own = said(language)
    return all(one.text in own and _has_reader(own[one.text]) for one in found if one.public)


def _has_reader(one: Message) -> bool:
    mark = mark_of(one.user_comments)
    return mark is not None and mark.role is not None


def standing(language: str, found: Sequence[Source]) -> str:
    """One line: how far a language is."""
    own, public = said(language), [one.text for one in found if one.public]
    there = [text for text in public if text in own]
    read = sum(_has_reader(own[text]) for text in there)
    more = len(own) - len(there)
    return f"{language}: {len(there)} of {len(public)} public sentences, {read} reviewed; {more} others"
