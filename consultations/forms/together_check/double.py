"""Two questions in one: whoever answers cannot say which of them is meant.

Where one answer is given (one choice, a number, a scale) any “and” between two things makes it double. Where
people write, or choose several, they can answer both; there only two *questions* in one are, and opposites.
"""

import re
from collections.abc import Iterator

from consultations.forms.findings import Findings
from consultations.forms.questionnaire import Question, Questionnaire
from consultations.forms.together_check.sayings import asked, english, heading, quoted, sentences

ONE_ANSWER = ("select_one", "range", "integer", "decimal")
TOGETHER = frozenset(
    {
        "children young", "child young", "parents carers", "parent carer", "mum dad", "mums dads",
        "boys girls", "girls boys", "brothers sisters", "brother sister", "family friends", "friends family",
        "health care", "health wellbeing", "black white", "now then", "up down", "more more", "again again",
        "over over", "by by", "better better", "pros cons", "try find", "come see", "go see",
        "needs disabilities", "minority ethnic", "drugs alcohol", "day night", "time again", "arts crafts",
        "walking cycling", "here there", "nan grandad", "grandma grandad", "uncles aunts", "aunts uncles",
    }
)  # fmt: skip
"""Pairs that name one thing, by the words on both sides of the “and”."""
OPPOSITES = re.compile(
    r"\b(?:good and (?:bad|not)|bad and good|like and (?:dislike|not like|don't)|love and hate|"
    r"best and worst|strengths? and weakness(?:es)?|well and (?:badly|not|less)|pros and cons|"
    r"easy and hard|works? and (?:doesn't|does not))\b",
    re.IGNORECASE,
)
WH = r"(?:why|what|how|when|where|who|which)"
AUX = r"(?:do|does|did|is|are|was|were|would|should|could|can|will|have|has)"
SECOND = re.compile(
    r"(?:,|\band|\bor|\bthen|\balso)\s+(?:if (?:so|not|yes|no),?\s+)?"
    rf"(?:{WH}|{AUX} (?:you|we|it|they|there|your|the))\b",
    re.IGNORECASE,
)
INTRO = re.compile(
    r"^(?:when|if|since|before|after|while|in|at|on|thinking|think|for|now)\b[^,?]*,\s*", re.IGNORECASE
)
AND = re.compile(r"([\w'-]+),?\s+(?:and|&)\s+(?:your |the |a |an |our |their |my )?([\w'-]+)")
BETWEEN = re.compile(r"\b(?:between|both)\b[^,?]*$", re.IGNORECASE)
TELLING = re.compile(
    rf"^(?:please )?(?:tell|describe|say|write|explain|list|think|name)\b.+?\band {WH}\b", re.IGNORECASE
)
QUESTION_WORDS = re.compile(rf"^(?:{WH}|{AUX})\b", re.IGNORECASE)


def check_double(questionnaire: Questionnaire, findings: Findings) -> None:
    for question in asked(questionnaire):
        reason = next(reasons(question), None)
        if reason:
            findings.on("survey").warning(
                "double_question",
                f"This asks two things in one: {reason}.",
                "Make two questions of it, or leave one out.",
                question.row,
                heading(questionnaire, "label"),
            )


def reasons(question: Question) -> Iterator[str]:
    """What makes a question two, quoted; nothing where it is one."""
    label = english(question.label)
    questions = [one for one in sentences(label) if one.endswith("?")]
    real = [one for one in questions if QUESTION_WORDS.match(INTRO.sub("", one))]
    if len(real) > 1 and question.type != "acknowledge":
        yield f"{quoted(real[0])} and {quoted(real[1])}"
    for sentence in questions or sentences(label):
        yield from _in_one_sentence(INTRO.sub("", sentence), question)


def _in_one_sentence(sentence: str, question: Question) -> Iterator[str]:
    if hit := OPPOSITES.search(sentence):
        yield f"“{hit[0]}”"
    if QUESTION_WORDS.match(sentence) and (hit := SECOND.search(sentence)):
        yield f"“{hit[0].strip(' ,')} …”"
    if hit := TELLING.search(sentence):
        yield quoted(hit[0])
    if question.type in ONE_ANSWER:
        yield from (f"“{hit[0]}”" for hit in AND.finditer(sentence) if not _one_thing(hit, sentence))


def _one_thing(hit: re.Match[str], sentence: str) -> bool:
    """Whether an “and” joins no two things: a fixed pair, two names, numbers, “between … and …”."""
    left, right = hit[1], hit[2]
    if f"{left} {right}".casefold() in TOGETHER or (left.isdigit() and right.isdigit()):
        return True
    names = left[:1].isupper() and right[:1].isupper() and hit.start() > 0
    return (
        names or bool(BETWEEN.search(sentence[: hit.end(1)])) or right.casefold() in ("so", "over", "above")
    )
