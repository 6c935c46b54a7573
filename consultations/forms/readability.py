"""How hard English words are to read: the limits that every sentence for a child keeps."""

import re
from collections.abc import Iterator

HARDEST = 4.0
"""Flesch-Kincaid grade: what a nine-year-old reads (Kincaid and others, 1975, Navy Research Branch 8-75)."""
LONGEST_SENTENCE = 15
MOST_SENTENCES = 3
LONGEST_TEXT = 300
FEWEST_TO_GRADE = 6
"""Words. The formula was made for passages: of a label it says only how long its one word is."""
LONGEST_WORD = 3
"""Syllables in a word of a text too short for the formula."""
EXCEPTIONS = {
    "anyone": 3,
    "area": 3,
    "being": 2,
    "doing": 2,
    "earlier": 3,
    "every": 2,
    "everyone": 3,
    "everything": 3,
    "going": 2,
    "idea": 3,
    "quiet": 2,
    "science": 2,
    "something": 2,
    "sometimes": 2,
    "video": 3,
}
"""Words whose vowels the rule below miscounts."""
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+")
SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n+")


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """The sentences of `text`; a new line begins a new one."""
    return [one.strip() for one in SENTENCE_END.split(text) if words_of(one)]


def syllables(word: str) -> int:
    """How many syllables an English word has, counted as groups of vowels less what is silent at its end.

    Words that it is known to miscount are in `EXCEPTIONS`. The pronouncing dictionary that the libraries use
    would be a download for the sake of this.
    """
    if word.casefold() in EXCEPTIONS:
        return EXCEPTIONS[word.casefold()]
    letters = re.sub(r"[^a-z]", "", word.casefold())
    groups = len(re.findall(r"[aeiouy]+", letters))
    silent = re.search(r"[^aeiouyl]e$|[^aeioutd]ed$|[^aeiouysxzcgh]es$|[aeiouy]re$", letters)
    return max(1, groups - bool(silent))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    words = words_of(text)
    count = sum(map(syllables, words))
    return 0.39 * len(words) / max(1, len(sentences_of(text))) + 11.8 * count / max(1, len(words)) - 15.59


def too_hard(text: str, length_matters: bool = True) -> Iterator[str]:
    """What makes `text` too hard, in words. Texts on safety may be as long as they must be."""
    long = max((one for one in sentences_of(text)), key=lambda one: len(words_of(one)), default="")
    if len(words_of(long)) > LONGEST_SENTENCE:
        yield f"a sentence of {len(words_of(long))} words: {long}"
    if length_matters and len(sentences_of(text)) > MOST_SENTENCES:
        yield f"{len(sentences_of(text))} sentences"
    if length_matters and len(text) > LONGEST_TEXT:
        yield f"{len(text)} characters"
    if len(words_of(text)) >= FEWEST_TO_GRADE:
        if grade(text) > HARDEST:
            yield f"Flesch-Kincaid grade {grade(text):.1f}"
    else:
        yield from (f"the long word “{word}”" for word in words_of(text) if syllables(word) > LONGEST_WORD)
