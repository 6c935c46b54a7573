"""TextBlob's list of words and its rules (pattern.en), loaded when they are first needed.

`textblob` brings all of nltk with it, and that takes seconds: nobody who asks for help on the command line,
and no service that has just been started, should wait for them.
"""

from functools import cache
from typing import Any


@cache
def pattern() -> Any:
    """`textblob.en.sentiment`: gives the polarity and subjectivity of a text; it is also the list."""
    from textblob.en import sentiment

    return sentiment
