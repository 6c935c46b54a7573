"""Children in case stories, as plans and workers tell them: “When X arrived, she had not been to school”."""

from analysis.redaction.known import could_be_one
from analysis.redaction.words import Words, listed

_GOES_ON = listed("story_after_name")
_BEGINS = listed("story_before_name")
_PRONOUNS = ("he", "she", "his", "her", "him", "himself", "herself")
_FAR = 25
"""Words from a name to the pronoun that stands for it."""


def is_in_a_story(words: Words, place: int) -> bool:
    """A word of no list, told of as a person is, and later in the sentence “he” or “she”."""
    told = words.at(place + 1) in _GOES_ON or words.at(place - 1) in _BEGINS
    return told and could_be_one(words, place) and _is_one_person(words, place)


def _is_one_person(words: Words, place: int) -> bool:
    for later in range(place + 1, min(place + _FAR, len(words))):
        if words.begins(later):
            return False
        if words.lower[later] in _PRONOUNS:
            return True
    return False
