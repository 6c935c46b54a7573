"""Check every catalogue against the English: what is missing, what differs, what must be drafted again.

Run it to see where each language stands. It ends with 1 where something is wrong.
"""

from collections.abc import Iterator
from typing import get_args

from bot.catalogues.files import (
    SOURCE,
    Sentence,
    Sentences,
    is_register,
    is_reviewed,
    is_stale,
    languages,
    sentences,
    wanted,
)
from bot.messages import Command
from bot.plain_words import plain
from consultations.forms.readability import too_hard

PATTERNS = ("words.meaning_of", "words.meaning_if_known", "words.who_asks")


def faults(language: str) -> list[str]:
    """Everything wrong in the catalogue of `language`, one sentence each."""
    own, english = sentences(language), wanted(language)
    found = [*missing(own, english), *unknown(own, english), *differing(own, english), *ambiguous(own)]
    if language == SOURCE:
        return [*found, *hard_to_read(own)]
    found += unmarked(own)
    return [*found, *hard_to_read(own)] if is_register(language) else found


def missing(own: Sentences, english: Sentences) -> Iterator[str]:
    for key in english:
        if key not in own or not own[key].words:
            yield f"{key} is missing: {english[key].words}"


def unknown(own: Sentences, english: Sentences) -> Iterator[str]:
    yield from (f"{key} is not in the English." for key in own if key not in english)


def differing(own: Sentences, english: Sentences) -> Iterator[str]:
    """Placeholders that the English has and the language has not, or the other way round."""
    for key, sentence in own.items():
        if key in PATTERNS:
            wrong = [one for one in sentence.words.split("|") if one.count("{term}") != 1]
            yield from (f"{key}: {{term}} must stand once in “{one}”." for one in wrong if one)
        elif sentence.words and key in english and sentence.placeholders != english[key].placeholders:
            expected = ", ".join(sorted(english[key].placeholders)) or "none"
            yield f"{key} must have these placeholders: {expected}. It says: {sentence.words}"


def unmarked(own: Sentences) -> Iterator[str]:
    for key, sentence in own.items():
        if sentence.words and sentence.mark is None:
            yield f"{key} is marked neither machine-drafted nor reviewed."


def ambiguous(own: Sentences) -> Iterator[str]:
    """Words that mean two commands."""
    meanings: dict[str, str] = {}
    for command in get_args(Command):
        for word in typed_for(own, command):
            if meanings.setdefault(word, command) != command:
                yield f"“{word}” means {meanings[word]} and {command}."


def typed_for(own: Sentences, command: str) -> set[str]:
    """What may be typed for a command, in plain words: its own words, and what its button says."""
    written = [own[key].words for key in (f"words.{command}", f"button.{command}") if key in own]
    return {plain(word) for words in written for word in words.split("|") if word}


def hard_to_read(own: Sentences) -> Iterator[str]:
    """The sentences that a nine-year-old may not be able to read."""
    for key, sentence in own.items():
        if not key.startswith("words."):
            yield from (
                f"{key} is hard to read: {why}." for why in too_hard(_filled(sentence), not sentence.safety)
            )


def _filled(sentence: Sentence) -> str:
    """The sentence with a short word in each gap: what is filled in is somebody else's writing."""
    words = sentence.words
    for gap in sentence.placeholders:
        words = words.replace(gap, "this")
    return words


def standing(language: str) -> str:
    """One line: how many sentences, how many of each sort."""
    own, english = sentences(language), wanted(language)
    there = {key: one for key, one in own.items() if one.words and key in english}
    reviewed = sum(is_reviewed(one, english[key]) for key, one in there.items())
    stale = [key for key, one in there.items() if language != SOURCE and is_stale(one, english[key])]
    again = f"; the English has changed since in: {', '.join(stale)}" if stale else ""
    lacking = len(english) - len(there)
    return (
        f"{language}: {len(there)} sentences, {lacking} missing, {reviewed} reviewed by a named role{again}"
    )


def main() -> int:
    wrong = 0
    for language in languages():
        print(standing(language))
        found = faults(language)
        wrong += len(found)
        for fault in found:
            print(f"  {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
