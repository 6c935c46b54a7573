"""Bring every catalogue into step with the English: its order, its sentences, the English above each.

A sentence that a language lacks stands there empty, ready to be filled in. Words without a mark are marked as
drafted by a machine; a mark that names no English is given the present one. Nothing that was written is lost.
"""

from babel.messages.catalog import Catalog, Message

from bot.catalogues.files import (
    SOURCE,
    Sentence,
    catalogue,
    fingerprint,
    languages,
    po_file,
    wanted,
)
from consultations.translations import MARK, mark_of, written


def tidied(language: str) -> bytes:
    """The .po of `language` as it should be written."""
    old = catalogue(language)
    new = Catalog(header_comment=old.header_comment, fuzzy=False)
    for english in wanted(language).values():
        _add(new, english, old.get(english.key))
    for gone in old:
        if gone.id and gone.id not in new:
            new.add(gone.id, gone.string, user_comments=gone.user_comments)
    return written(language, new)


def _add(new: Catalog, english: Sentence, old: Message | None) -> None:
    words = str(old.string) if old else ""
    comments = [comment for comment in old.user_comments if not MARK.fullmatch(comment)] if old else []
    notes = [f"English: {english.words}".replace("\n", " / "), *(["safety"] if english.safety else [])]
    mark = [_mark(old, english)] if old and words else []
    new.add(english.key, words, auto_comments=notes, user_comments=[*comments, *mark])


def _mark(old: Message, english: Sentence) -> str:
    mark = mark_of(old.user_comments)
    made = f"reviewed by {mark.role} on {mark.day}" if mark and mark.role else "machine-drafted"
    return f"{made} from {(mark and mark.english) or fingerprint(english.words)}"


if __name__ == "__main__":
    for one in languages():
        if one != SOURCE:
            po_file(one).write_bytes(tidied(one))
