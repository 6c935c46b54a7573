"""Questions answered from a list: one of it, or several."""

import re
from collections.abc import Sequence
from typing import ClassVar

from consultations.forms.question_types.base import (
    Accepted,
    Draft,
    Option,
    Problem,
    QuestionType,
    Reading,
    Summary,
    Unsure,
    label_of,
)
from consultations.forms.question_types.feelings import face
from consultations.forms.question_types.matching import Match, nearest, tidied
from consultations.forms.question_types.meanings import NO, made_of
from consultations.forms.question_types.number_words import number_in_words
from consultations.forms.question_types.something_else import means_other
from consultations.forms.question_types.wordings import plain, taken_apart, wordings_of
from consultations.forms.question_types.yes_and_no import echoed
from consultations.forms.questionnaire import Choice, Question, Text

SPLIT = re.compile(
    r"[,;\n/+•]|(?:^|\s)-\s|(?:^|\s)\d{1,2}[.)]\s+(?=\D)|\b(?:and also|but also|as well as|and|also|n)\b|&",
    re.IGNORECASE,
)
VAGUE = frozenset(
    ("stuff", "things", "stuff like that", "things like that", "etc", "so on", "all that", "more", "that")
)
"""What may stand at the end of a list and names nothing."""
OTHER_AND = re.compile(r"\b(?:i|oraz|та|і|й|и|și|si|ac|a|plus|an|then|den)\b|\bو", re.IGNORECASE)
"""“And” in other languages and as children write it: some are words of English too, so that every part must
be a choice."""
AND_IN = {
    "pl": r"\b(?:i|oraz)\b",
    "uk": r"\b(?:та|і|й|и)\b",
    "ro": r"\b(?:și|si)\b",
    "cy": r"\b(?:ac|a)\b",
    "ar": r"\bو",
}
"""“And” in each language beside English."""
RUN_TOGETHER = ("and", "the", "then", "n", "i", "та", "і", "и", "și", "si")
"""What may stand between choices that are written without spaces."""
MOST_PARTS = 12
MOST_BESIDE_NONE = 4
MOST_PARTS_SAID = 100
SHORTEST_RUN_TOGETHER = 3
ALL_OF_THEM = {
    *("all", "all of em", "all of them", "all of these", "all of the above", "everything", "every one"),
    *(
        "all of it",
        "all of that",
        "the lot",
        "all these",
        "all the above",
        "every single one",
        "every one of them",
    ),
    *(
        "wszystkie",
        "wszystko",
        "усі",
        "всі",
        "все",
        "toate",
        "tot",
        "الكل",
        "كلها",
        "جميعها",
        "pob un",
        "popeth",
    ),
}
ALL_BUT = re.compile(
    r"(?:all|all of them|everything|every one)(?: of them)? (?:except|apart from|but)(?: not)? (.+)"
)
SOME = re.compile(r"(?:the )?(first|last) (\w+)(?: ones)?|(\d{1,2}) ?(?:-|–|to) ?(\d{1,2})")
BOTH = re.compile(r"^(?:both|i think|mostly|mainly|numbers?|options?)\s+", re.IGNORECASE)
NONE_OF_THEM = {
    *(
        "none",
        "none of them",
        "none of these",
        "none of the above",
        "nothing",
        "none of it",
        "not any",
        "not any of them",
    ),
    *("żadne", "żadna", "nic", "жоден", "жодне", "нічого", "niciuna", "nimic", "لا شيء", "dim un", "dim byd"),
}
NAMES_NONE = re.compile(
    rf"(?:{'|'.join(sorted(NONE_OF_THEM))})(?: .*)?|żadn[eay] z .*|niciun\w* .*|жодн\w+ .*|لا شيء .*"
)
"""How a choice is called that says that it is none of them."""


class ChoiceQuestion(QuestionType):
    """What select_one and select_multiple share."""

    uses_choices = True

    def options(self, question: Question, choices: Sequence[Choice]) -> Sequence[Option]:
        return [Option(choice.name, choice.label, media=choice.media) for choice in choices]


class SelectOne(ChoiceQuestion):
    """One choice; stored as its name."""

    name = "select_one"
    summary: ClassVar[Summary] = "choices"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        match = nearest(choices, text)
        if match is None and (same := echoed(question.label, choices, tidied(plain(text)))):
            match = Match(same, sure=False)
        return taken([match], choices) if match else Problem("not_a_choice")

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        return label_of(choices, value, language)


class SelectMultiple(ChoiceQuestion):
    """Any number of choices, tapped on and off until done; stored as their names with spaces between."""

    name = "select_multiple"
    takes_several = True
    how_to = "several.hint"
    summary: ClassVar[Summary] = "several"

    def tap(self, option: Option, draft: str, choices: Sequence[Choice]) -> Reading:
        picked = set(draft.split()) ^ {option.value}
        return Draft(in_order(choices, picked))

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        if plain(text) in NONE_OF_THEM:
            match = nearest(choices, text) or _none_of(choices, text)
            return taken([match], choices) if match else Problem("nothing_chosen")
        some = _every_one(choices, text) or _left_out(choices, text) or _in_a_row(choices, text)
        if some:
            return taken([Match(choice, sure=False) for choice in some], choices)
        found = several(choices, text)
        return taken(found if any(found) else [_none_of(choices, text)], choices)

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        return ", ".join(label_of(choices, name, language) for name in value.split())


def _none_of(choices: Sequence[Choice], text: str) -> Match | None:
    """The choice that says that it is none of them, for “no”, “nothing really”, “nah none”. Never sure."""
    real = _without_none(choices)
    found = [one for one in choices if one not in real and not means_other(one)]
    words = tidied(plain(text)).split()
    said, left = made_of(words, NONE_OF_THEM | NO.sure)
    told = said and len(left) < MOST_BESIDE_NONE and (words[0] in said[0] or not left)
    return Match(found[0], sure=False) if told and len(found) == 1 else None


def _every_one(choices: Sequence[Choice], text: str) -> Sequence[Choice]:
    """What “all of them” means, and “both” where there are two; () where nothing like it was said."""
    said, real = tidied(plain(text)), _without_none(choices)
    return real if said in ALL_OF_THEM or (said == "both" and len(real) == 2) else ()


def _without_none(choices: Sequence[Choice]) -> Sequence[Choice]:
    """All but the choices that say that it is none of them, or something else."""
    real = (one for one in choices if not any(NAMES_NONE.fullmatch(own.text) for own in wordings_of(one)))
    return [one for one in real if not means_other(one)]


def _left_out(choices: Sequence[Choice], text: str) -> Sequence[Choice]:
    """What “all except …” leaves; () where that was not said, or one of the exceptions means nothing."""
    said = ALL_BUT.fullmatch(plain(text))
    out = several(choices, said[1]) if said else []
    if not out or None in out:
        return ()
    names = {match.choice.name for match in out if match}
    return [choice for choice in _without_none(choices) if choice.name not in names]


def _in_a_row(choices: Sequence[Choice], text: str) -> Sequence[Choice]:
    """“The first two”, “last 3”, “1-3”: places in the list; () where the words are a choice's."""
    said = SOME.fullmatch(plain(text))
    if not said or any(match.sure for match in [nearest(choices, text)] if match):
        return ()
    if said[3]:
        return choices[int(said[3]) - 1 : int(said[4])] if 0 < int(said[3]) < int(said[4]) else ()
    count = int(said[2]) if said[2].isdigit() else number_in_words(said[2])
    if count is None or not 1 < count <= len(choices):
        return ()
    return choices[:count] if said[1] == "first" else choices[-count:]


def several(choices: Sequence[Choice], text: str) -> list[Match | None]:
    """What each part of `text` means, split where people split lists; None for a part that means nothing."""
    whole = nearest(choices, text)
    numbers = re.fullmatch(r"[\d\s]+", text)
    parts = text.split() if numbers else [part for part in SPLIT.split(BOTH.sub("", text)) if plain(part)]
    parts = [part for part in parts if plain(part) not in VAGUE][:MOST_PARTS_SAID]
    found = [match for part in parts for match in _of_part(choices, part)]
    if whole and whole.sure and (len(found) < 2 or not all(match and match.sure for match in found)):
        return [whole]
    return found if any(found) else [whole]


def _of_part(choices: Sequence[Choice], part: str) -> Sequence[Match | None]:
    """What stands between two commas: mostly one choice."""
    match = nearest(choices, part)
    return [match] if match and match.sure else _said_in_a_row(choices, part) or [match]


def not_in_list(choices: Sequence[Choice], text: str, language: str) -> str:
    """The parts of a list that somebody typed that mean none of `choices`; all of `text` where none does."""
    split = re.compile(f"{SPLIT.pattern}|{AND_IN[language]}", re.IGNORECASE) if language in AND_IN else SPLIT
    parts = [part.strip() for part in split.split(text) if plain(part)]
    strange = [part for part in parts if nearest(choices, part) is None]
    return ", ".join(strange) if len(strange) < len(parts) else text.strip()


def _said_in_a_row(choices: Sequence[Choice], text: str) -> Sequence[Match]:
    """Choices with only a space, or another language's “and”, between: “happy sad”. () unless every part is
    surely a choice, and another."""
    for parts, meant in ((OTHER_AND.split(text), nearest), (text.split(), _surely)):
        parts = [part for part in parts if plain(part)]
        found = [match for part in parts[:MOST_PARTS] if (match := meant(choices, part))]
        names = {match.choice.name for match in found}
        if 1 < len(parts) == len(names):
            return found
    return [Match(choice, sure=False) for choice in run_together(choices, text)]


def run_together(choices: Sequence[Choice], text: str) -> Sequence[Choice]:
    """The choices that are written one after the other without spaces, in that order: “PARKANDSCHOOL”.

    () where anything is left over, or there is only one.
    """
    whole = taken_apart(plain(text))
    left, found = whole.bare if len(whole.words) == 1 else "", []
    names = sorted(_bare_names(choices), key=lambda one: -len(one[0]))
    while left:
        name, choice = next((one for one in names if left.startswith(one[0])), ("", None))
        between = next((word for word in RUN_TOGETHER if left.startswith(word)), "")
        if not name and not between:
            return ()
        left = left[len(name or between) :]
        found += [choice] if choice is not None else []
    return list({one.name: one for one in found}.values()) if len(found) > 1 else ()


def _bare_names(choices: Sequence[Choice]) -> list[tuple[str, Choice]]:
    """What each choice is called without spaces and articles, where it is long enough to be told."""
    names = [("".join(own.content), one) for one in choices for own in wordings_of(one)]
    return [(name, one) for name, one in names if len(name) >= SHORTEST_RUN_TOGETHER]


def _surely(choices: Sequence[Choice], part: str) -> Match | None:
    """The choice that `part` is; also where it is a face, which is asked about."""
    match = nearest(choices, part)
    return match if match and (match.sure or face(plain(part)) is not None) else None


def taken(matches: Sequence[Match | None], choices: Sequence[Choice]) -> Reading:
    """The choices of `matches` as an answer: in doubt where one of them is, or a part meant nothing."""
    found = [match for match in matches if match]
    picked = [choice for choice in choices if any(choice is match.choice for match in found)]
    if not picked:
        return Problem("not_a_choice")
    value = in_order(picked, {choice.name for choice in picked})
    if len(found) == len(matches) and all(match.sure for match in found):
        return Accepted(value)
    return Unsure(value, Option(value, joined(picked)))


def joined(choices: Sequence[Choice]) -> Text:
    """The words of several choices as one text, with commas, in each language that all of them have."""
    first, *others = choices
    languages = [code for code in first.label if all(code in other.label for other in others)]
    return {code: ", ".join(choice.label[code] for choice in choices) for code in languages}


def in_order(choices: Sequence[Choice], names: set[str]) -> str:
    """`names` with spaces between, in the order of the sheet, so that the same picks are the same value
    however the choices were shuffled."""
    ordered = sorted(choices, key=lambda choice: choice.row)
    return " ".join(choice.name for choice in ordered if choice.name in names)
