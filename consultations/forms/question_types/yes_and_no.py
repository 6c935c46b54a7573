"""Lists that hold a yes and a no: answers made of several such words, and answers in the question's words."""

from collections.abc import Iterable, Sequence

from consultations.forms.question_types.meanings import (
    DO_NOT_KNOW,
    FILLERS,
    NO,
    RATHER_NOT,
    TURNING,
    YES,
    Meaning,
    listed,
    made_of,
)
from consultations.forms.question_types.wordings import plain, taken_apart, wordings_of
from consultations.forms.questionnaire import Choice, Text

SAID = (YES, NO, DO_NOT_KNOW, RATHER_NOT)
ANY = frozenset().union(*(meaning.sure | meaning.likely for meaning in SAID))
ABOUT_THEMSELVES = listed(
    "do, does, did, am, are, was, were, have, has, had, we, they, he, she, there, this, that, some, more, "
    "now, very, all, enough, still, always, ever, can, will, don't, doesn't, didn't, isn't, aren't, "
    "wasn't, not, no, never"
)
"""Words of an answer that need not stand in its question."""
LONGEST_ECHO = 12
SHORTEST = 3


def only(choices: Iterable[Choice], ways: frozenset[str]) -> Choice | None:
    """The one choice that is named in one of these ways; None where several are."""
    found = [choice for choice in choices if any(own.text in ways for own in wordings_of(choice))]
    return found[0] if len(found) == 1 else None


def _has_both(choices: Sequence[Choice]) -> bool:
    return only(choices, YES.sure) is not None and only(choices, NO.sure) is not None


def several_words(choices: Sequence[Choice], tidy: str) -> Choice | None:
    """The choice of “nope never”, “yeah my mum drives me”, “not when it's dark”: all its yes and no agree.

    `tidy` is without politeness. None for “yes and no”, and for a list without a yes and a no.
    """
    words = [word for word in tidy.replace(".", " ").split() if word]
    if len(words) < 2 or not _has_both(choices):
        return None
    found, left = made_of(words, ANY)
    meant = [next(meaning for meaning in SAID if way in meaning.sure | meaning.likely) for way in found]
    told = [one for one in meant if one in (YES, NO)] or meant
    if FILLERS.issuperset(left) and told and all(one is told[0] for one in told):
        return _choice(choices, told[0])
    return _by_its_beginning(choices, words, told)


def _by_its_beginning(
    choices: Sequence[Choice], words: Sequence[str], told: Sequence[Meaning]
) -> Choice | None:
    if words[0] == "not" and YES not in told:
        return only(choices, NO.sure)
    first = next((one for one in (YES, NO) if words[0] in one.sure), None)
    return _choice(choices, first) if first and all(one is first for one in told) else None


def _choice(choices: Sequence[Choice], meant: Meaning) -> Choice | None:
    return only(choices, meant.sure) or only(choices, meant.likely)


def echoed(asked: Text, choices: Sequence[Choice], text: str) -> Choice | None:
    """The yes or the no of an answer in the words of what was `asked`: “i do feel safe”, “i feel unsafe”."""
    said = taken_apart(plain(text)).words
    if len(said) > LONGEST_ECHO or not _has_both(choices):
        return None
    known = {word for label in asked.values() for word in taken_apart(plain(label)).words}
    told = [word for word in said if word not in FILLERS | ABOUT_THEMSELVES | TURNING]
    turned = [word for word in told if word not in known and word.removeprefix("un") in known]
    same = [word for word in told if word in known]
    if max(map(len, [*same, *turned]), default=0) < SHORTEST or len(same) + len(turned) < len(told):
        return None
    against = len(turned) + sum(word in TURNING for word in said)
    return only(choices, (NO if against % 2 else YES).sure)
