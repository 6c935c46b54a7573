"""Words of offices, and words that children asked us not to use."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from consultations.forms.findings import Findings
from consultations.forms.questionnaire import Questionnaire
from consultations.forms.together_check.sayings import Saying, sayings
from consultations.plan import Term

CARE = "Children in care asked not to hear it (Language That Cares, TACT, 2019)."
OFFICE = "It is a word of offices (the GOV.UK style guide's words to avoid)."
COMMON: Sequence[tuple[str, str, str]] = (
    (r"(?<!work )placements?", "home", CARE),
    (
        r"contact (?:time|arrangements|sessions?)|contact with (?:your|their|family|parents)",
        "time with your family",
        CARE,
    ),
    (r"birth (?:parents?|family|mother|father)|biological parents?", "mum, dad, family", CARE),
    (r"looked[- ]after child(?:ren)?|LAC", "children in care", CARE),
    (r"siblings?", "brothers and sisters", CARE),
    (r"respite(?: care)?", "a break", CARE),
    (r"challenging behaviou?r", "finding it hard to cope", CARE),
    (r"abscond(?:s|ed|ing)?", "run away", CARE),
    (r"peers", "friends", CARE),
    (r"transition(?:s|ing)?", "moving on", CARE),
    (r"permanency", "a home for good", CARE),
    (r"service users?", "people who use it", OFFICE),
    (r"stakeholders?", "the people it matters to", OFFICE),
    (r"facilitat(?:e|es|ed|ing|ion)", "help, run", OFFICE),
    (r"utili[sz](?:e|es|ed|ing)", "use", OFFICE),
    (r"liais(?:e|es|ed|ing)", "talk", OFFICE),
    (r"empower(?:s|ed|ing|ment)?", "help, let", OFFICE),
    (r"holistic(?:ally)?", "whole", OFFICE),
    (r"robust", "strong", OFFICE),
    (r"streamlin(?:e|es|ed|ing)", "make simpler", OFFICE),
    (r"interventions?", "help", OFFICE),
    (r"signpost(?:s|ed|ing)?", "show where to go", OFFICE),
    (r"multi-?agency", "working together", OFFICE),
    (r"provision", "help, services", OFFICE),
    (r"stakeholder engagement|engagement", "taking part", OFFICE),
)
"""Word, what to write instead, and who says so. Where a plan has a word of its own, the plan counts."""
NOT_WORDS = r"(?<![\w-])(?:{})(?![\w-])"


@dataclass(frozen=True, slots=True)
class Rule:
    """A word to look for, and what is said about it."""

    pattern: re.Pattern[str]
    code: str
    blocks: bool
    said: str
    fix: str


def check_jargon(questionnaire: Questionnaire, terms: Sequence[Term], findings: Findings) -> None:
    """Name each word once where it first stands, and how often it comes again."""
    every = list(sayings(questionnaire))
    taken: set[tuple[str, int, str, int]] = set()
    for rule in (*_of_plan(terms), *_common()):
        found = [(said, hit) for said in every for hit in rule.pattern.finditer(said.text)]
        new = [(said, hit) for said, hit in found if not taken & _letters(said, hit)]
        taken.update(letter for said, hit in new for letter in _letters(said, hit))
        if new:
            _say(rule, new[0][0], new[0][1][0], len({(one.sheet, one.row) for one, _ in new}), findings)


def words_of_offices(text: str) -> Iterator[tuple[str, str]]:
    """Each word of offices in `text` as it stands there first, and what to say instead."""
    for rule, (_, instead, _) in zip(_common(), COMMON, strict=True):
        if hit := rule.pattern.search(text):
            yield hit[0], instead


def _letters(said: Saying, hit: re.Match[str]) -> set[tuple[str, int, str, int]]:
    """Where the word stands, so that no other rule speaks of the same letters."""
    return {(said.sheet, said.row, said.column, place) for place in range(*hit.span())}


def _say(rule: Rule, said: Saying, word: str, rows: int, findings: Findings) -> None:
    again = f" It stands in {rows} rows." if rows > 1 else ""
    say = said.on(findings).error if rule.blocks else said.on(findings).warning
    say(rule.code, f"“{word}”: {rule.said}{again}", rule.fix, said.row, said.column)


def _of_plan(terms: Sequence[Term]) -> Iterator[Rule]:
    """The words of the jargon buster, the longest first: “EHC plan” is said rather than “EHC”."""
    named = [(name, term) for term in terms for name in (term.jargon, *term.aliases)]
    for name, term in sorted(named, key=lambda pair: -len(pair[0])):
        pattern = _pattern(name)
        if term.avoid:
            fix = f"Say “{term.instead}”." if term.instead else f"Say what it means: {term.meaning}"
            said = f"children asked us not to use it. It means: {term.meaning}"
            yield Rule(pattern, "word_to_avoid", blocks=True, said=said, fix=fix)
        else:
            fix = f"Say what it means in its place: {term.meaning}"
            yield Rule(pattern, "jargon", blocks=False, said="it is in the jargon buster.", fix=fix)


def _pattern(name: str) -> re.Pattern[str]:
    """The word with or without an s. One in capitals is meant in capitals: NEET, and not “neet”."""
    spaced = r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]+", name))
    flags = re.NOFLAG if name.isupper() else re.IGNORECASE
    return re.compile(NOT_WORDS.format(f"{spaced}(?:s|'s)?"), flags)


@cache
def _common() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            re.compile(NOT_WORDS.format(pattern), re.NOFLAG if pattern.isupper() else re.IGNORECASE),
            "jargon",
            blocks=False,
            said=source[0].lower() + source[1:],
            fix=f"Say “{instead}”.",
        )
        for pattern, instead, source in COMMON
    )
