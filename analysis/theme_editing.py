"""Changes of a taxonomy that a person makes one at a time: add, reword, merge, split and retire a theme.

Pure: each takes the themes as they are and gives them as they are afterwards. What becomes of codes that
people gave is said beside it: those of a theme that is `gone` belong to the theme `into`.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from analysis.taxonomy import OTHER, RESERVED, Taxonomy, Theme
from analysis.taxonomy_table import HEADINGS, Named, code_of, read_rows, written
from analysis.text import plain_words
from consultations.errors import Fault, FaultyInput, NotFound, Place, Refused, worded

MOST_LETTERS = 60
"""Of a theme's code: what one is made of may be a whole sentence."""
_SAYS_LITTLE = """
a an and are as at be by can children childrens for from good have in into is it its life lives more of on or
our people peoples that the their them they to up we well who with young your all every everyone
"""


@dataclass(frozen=True, slots=True)
class Wording:
    """A theme as somebody types it: words with commas or line ends between them, an example a line."""

    label: str
    words: str
    description: str = ""
    outcomes: tuple[str, ...] = ()
    examples: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """`themes` afterwards, and what was done, in codes. `gone`: the theme whose codes are now `into`'s."""

    themes: Taxonomy
    said: str
    gone: str = ""
    into: str = ""


def added(themes: Taxonomy, wording: Wording, outcomes: Collection[str]) -> Edited:
    """One more theme, at the end. Raises `FaultyInput`, each fault with the field it is about."""
    made = _made(themes, wording, outcomes)
    return Edited(replace(themes, themes=(*themes.themes, made)), f"add {made.code}")


def reworded(themes: Taxonomy, code: str, wording: Wording, outcomes: Collection[str]) -> Edited:
    """Another name, description, words, outcomes or examples. Raises `FaultyInput`, `NotFound`."""
    old = _theme(themes, code)
    new = replace(_typed(wording, code, outcomes), gathers=old.gathers)
    _check_name(new, [one for one in themes.themes if one.code != code])
    return Edited(_with(themes, {code: [new]}), f"reword {code}")


def merged(themes: Taxonomy, code: str, into: str) -> Edited:
    """One theme instead of two: it is found by the words of both. Raises `NotFound`, `FaultyInput`."""
    gone = _theme(themes, code)
    if into == code or into not in {one.code for one in themes.themes}:
        raise faulty("into", "That is no other theme.", "Choose the theme that stays.")
    kept = _theme(themes, into)
    both = replace(
        kept,
        words=_once((*kept.words, *gone.words)),
        outcomes=_once((*kept.outcomes, *gone.outcomes)),
        examples=_once((*kept.examples, *gone.examples)),
    )
    return Edited(_with(themes, {code: [], into: [both]}), f"merge {code} > {into}", code, into)


def split(themes: Taxonomy, code: str, wording: Wording, outcomes: Collection[str]) -> Edited:
    """A theme beside `code` with words of its own, which `code` has no more.

    Its outcomes are those of `code` where none are given. What people coded stays where it is. Raises
    `FaultyInput`, `NotFound`.
    """
    old = _theme(themes, code)
    wording = replace(wording, outcomes=wording.outcomes or old.outcomes)
    made = _made(themes, wording, outcomes)
    left = tuple(word for word in old.words if word not in made.words)
    if not left:
        raise faulty(
            "words",
            worded("“{label}” would have no words left.", label=old.label),
            "Leave it one, or merge the two.",
        )
    return Edited(_with(themes, {code: [replace(old, words=left), made]}), f"split {code} > {made.code}")


def retired(themes: Taxonomy, code: str) -> Edited:
    """One theme fewer: its answers are “something else” unless others fit. Raises `NotFound`, `Refused`."""
    _theme(themes, code)
    if len(themes.themes) == 1:
        raise Refused("last_theme", "This is the only theme.", "Add another one first.")
    return Edited(_with(themes, {code: []}), f"retire {code}", code, OTHER)


def wording_of(theme: Theme) -> Wording:
    """A theme as it stands in the form that changes it."""
    words, examples = ", ".join(map(written, theme.words)), "\n".join(theme.examples)
    return Wording(theme.label, words, theme.description, theme.outcomes, examples)


def started(plan: str, outcomes: Iterable[tuple[str, str]]) -> Taxonomy:
    """One theme for each outcome (code, label) of a plan, for somebody to give better words to."""
    return Taxonomy(plan, "1", tuple(_started(code, label) for code, label in outcomes))


def _started(code: str, label: str) -> Theme:
    saying = [word for word in plain_words(label) if word not in _SAYS_LITTLE.split() and len(word) > 2]
    return Theme(code.lower(), label, "", (code,), _once(saying) or (code.lower(),), ())


def _made(themes: Taxonomy, wording: Wording, outcomes: Collection[str]) -> Theme:
    made = _typed(wording, "", outcomes)
    _check_name(made, themes.themes)
    return replace(made, code=_free(made.code[:MOST_LETTERS], themes))


def _typed(wording: Wording, code: str, outcomes: Collection[str]) -> Theme:
    label, description = _line(wording.label), _line(wording.description)
    row = code or code_of(label), label, description, wording.words, ", ".join(wording.outcomes)
    (theme,) = read_rows(
        [HEADINGS, (*row, wording.examples, "none")], Named("what was typed", outcomes=outcomes)
    ).themes
    return theme


def _check_name(new: Theme, others: Iterable[Theme]) -> None:
    taken = {one.label.casefold() for one in others} | {label.casefold() for label in RESERVED.values()}
    if new.label.casefold() in taken:
        raise faulty(
            "label",
            worded("There is a theme called “{label}” already.", label=new.label),
            "Choose another name.",
        )


def _free(code: str, themes: Taxonomy) -> str:
    taken, free, number = themes.labels, code, 2
    while free in taken:
        free, number = f"{code}_{number}", number + 1
    return free


def _theme(themes: Taxonomy, code: str) -> Theme:
    found = next((one for one in themes.themes if one.code == code), None)
    if found is None:
        raise NotFound("no_theme", "There is no such theme, or not any more.", "Choose one of the list.")
    return found


def _with(themes: Taxonomy, changed: dict[str, list[Theme]]) -> Taxonomy:
    kept = [one for theme in themes.themes for one in changed.get(theme.code, [theme])]
    return replace(themes, themes=tuple(kept))


def _once(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parts))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def faulty(field: str, message: str, fix: str) -> FaultyInput:
    fault = Fault("bad-theme", message, fix, Place(column=field))
    return FaultyInput("taxonomy-faulty", "The themes were not changed.", [fault])
