"""Can a nine-year-old read it? Grade, sentences and length of every text.

The limits are those of our own wording (`readability`). GOV.UK writes for the same age, whoever reads it
(www.gov.uk/guidance/content-design/writing-for-gov-uk: “write for a 9 year old reading age”).
"""

import re

from consultations.forms.findings import Findings, listed
from consultations.forms.questionnaire import Questionnaire
from consultations.forms.readability import (
    FEWEST_TO_GRADE,
    HARDEST,
    LONGEST_SENTENCE,
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_SENTENCES,
    grade,
    sentences_of,
    syllables,
    words_of,
)
from consultations.forms.together_check.sayings import ENGLISH, Saying, quoted, sayings

MUCH_TOO_HARD = 8.0
"""Flesch-Kincaid grade: half of those of 13 could not read it."""
FEWEST_IN_A_CHOICE = 10
"""Words. Shorter choices are lists of things more often than sentences."""
NAME = re.compile(r"(?<=[^.!?…\n]\s)[A-Z][a-z]+(?:[-' ][A-Z][a-z]+)*")
"""A name inside a sentence, like Macclesfield: known to those who live there, however long."""
MUCH_TOO_LONG = 2 * LONGEST_TEXT


def check_reading(questionnaire: Questionnaire, findings: Findings) -> None:
    if ENGLISH not in questionnaire.languages:
        findings.on("settings").warning(
            "not_english",
            f"Nothing is in English, only in {listed(questionnaire.languages)}: the words were not checked.",
            "Have somebody who works with children read them.",
        )
    for said in sayings(questionnaire):
        _check_grade(said, said.on(findings))
        _check_sentences(said, said.on(findings))
        _check_size(said, said.on(findings))


def _check_grade(said: Saying, findings: Findings) -> None:
    text = NAME.sub("this", said.text)
    if len(words_of(text)) < (FEWEST_TO_GRADE if said.sheet == "survey" else FEWEST_IN_A_CHOICE):
        return
    found = grade(text)
    if round(found) <= HARDEST:  # half a grade is less than the formula knows of one sentence
        return
    say = findings.error if found > MUCH_TOO_HARD else findings.warning
    say(
        "hard_to_read",
        f"{quoted(said.text)} is at reading age {round(found) + 5}. Most children of 9 could not read it.",
        f"Use shorter words{_hardest(said.text)} and shorter sentences.",
        said.row,
        said.column,
    )


def _hardest(text: str) -> str:
    long = sorted(
        {one for one in words_of(text) if syllables(one) >= LONGEST_WORD}, key=syllables, reverse=True
    )
    return f" than {listed(f'“{word}”' for word in long[:3])}" if long else ""


def _check_sentences(said: Saying, findings: Findings) -> None:
    every = [words_of(one) for one in sentences_of(said.text)]
    longest = max(map(len, every), default=0)
    if longest > LONGEST_SENTENCE:
        findings.warning(
            "long_sentence",
            f"A sentence here has {longest} words.",
            f"Make two of it: at most {LONGEST_SENTENCE} words in each.",
            said.row,
            said.column,
        )
    told = sum(len(words) > 1 for words in every)  # “Hello!” costs nobody anything
    if told > MOST_SENTENCES:
        findings.warning(
            "many_sentences",
            f"This says {told} sentences at once.",
            f"Keep to {MOST_SENTENCES}, or make two notes of it.",
            said.row,
            said.column,
        )


def _check_size(said: Saying, findings: Findings) -> None:
    if len(said.text) <= LONGEST_TEXT:
        return
    say = findings.error if len(said.text) > MUCH_TOO_LONG else findings.warning
    say(
        "long_message",
        f"This is {len(said.text)} characters in one message: more than a phone shows at once.",
        f"Keep to {LONGEST_TEXT} characters, or make two notes of it.",
        said.row,
        said.column,
    )
