"""Authors' regular expressions, which were written for Java or JavaScript, as Python reads them."""

import re
from functools import lru_cache

from consultations.forms.expressions.faults import ExpressionFault

LONGEST = 1000
# A class like \w or \d followed by a hyphen: the hyphen stands for itself in Java and JavaScript.
CLASS_THEN_HYPHEN = re.compile(r"(\[[^\]]*\\[wdsWDS])-(?=[^\]])")
NAMED_GROUP = re.compile(r"\(\?<(?=[A-Za-z])")
PROPERTIES = {
    r"\p{L}": r"[^\W\d_]",
    r"\p{Alpha}": r"[A-Za-z]",
    r"\p{Lu}": r"[A-ZÀ-ÖØ-Þ]",
    r"\p{Ll}": r"[a-zß-öø-ÿ]",
    r"\p{N}": r"\d",
    r"\p{Nd}": r"\d",
    r"\p{Digit}": r"[0-9]",
}
# A repeated group that repeats inside: (a+)+ takes for ever on a text that almost fits.
RUNAWAY = re.compile(r"\((?:[^()\\]|\\.)*[*+](?:[^()\\]|\\.)*\)[*+{]")


@lru_cache(maxsize=512)
def compile_pattern(written: str, character: int) -> re.Pattern[str]:
    """The pattern, ready to match. Raises `ExpressionFault` for one that cannot be used here."""
    if len(written) > LONGEST:
        raise ExpressionFault("long_pattern", "This pattern is too long.", "Make it shorter.", character)
    if RUNAWAY.search(written):
        raise ExpressionFault(
            "runaway_pattern",
            "This pattern repeats something that repeats inside, and could take for ever.",
            "Take out one of the two repeats: write [a-z]+ for ([a-z]+)+.",
            character,
        )
    translated = NAMED_GROUP.sub("(?P<", CLASS_THEN_HYPHEN.sub(r"\1\\-", written))
    for java, python in PROPERTIES.items():
        translated = translated.replace(java, python)
    try:
        return re.compile(translated)
    except (re.error, OverflowError, RecursionError) as error:
        raise ExpressionFault(
            "bad_pattern",
            f"The pattern “{written}” is not understood: {error}.",
            "Mend the pattern.",
            character,
        ) from error
