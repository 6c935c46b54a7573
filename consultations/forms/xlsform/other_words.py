"""Words of other survey tools for the types of the standard: `dropdown`, `number`, `paragraph`."""

import re
from collections.abc import Collection, Mapping

from consultations.forms.findings import did_you_mean
from consultations.forms.question_types import QUESTION_TYPES, type_of

ONE, SEVERAL = "select_one", "select_multiple"
OTHER_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("number", "numeric", "whole number", "counter", "age"), "integer"),
    **dict.fromkeys(("float", "decimal number", "currency", "percent"), "decimal"),
    **dict.fromkeys(("yes no", "boolean", "dropdown", "drop down", "radio", "radio button"), ONE),
    **dict.fromkeys(("radio buttons", "multiple choice", "single choice", "choice", "option"), ONE),
    **dict.fromkeys(("single select", "select", "select single", "one choice", "true false"), ONE),
    **dict.fromkeys(("checkbox", "checkboxes", "check box", "tick box", "tick boxes"), SEVERAL),
    **dict.fromkeys(("multi select", "multiselect", "multiple select", "select many"), SEVERAL),
    **dict.fromkeys(("paragraph", "long text", "short text", "free text", "open text", "textarea"), "text"),
    **dict.fromkeys(("open", "essay", "comment", "comments", "text box", "textbox", "answer"), "text"),
    **dict.fromkeys(("question", "open question", "name", "phone", "url", "address"), "text"),
    **dict.fromkeys(("e mail", "email address", "telephone"), "text"),
    **dict.fromkeys(("heading", "statement", "information", "info", "instructions", "message"), "note"),
    **dict.fromkeys(("section", "page", "block", "group", "begin"), "begin_group"),
    **dict.fromkeys(("repeat", "loop", "roster"), "begin_repeat"),
    **dict.fromkeys(("scale", "rating", "slider", "stars", "nps"), "range"),
    **dict.fromkeys(("ranking", "order", "rank order"), "rank"),
    **dict.fromkeys(("picture", "photograph"), "image"),
    **dict.fromkeys(("day", "calendar", "birthday"), "date"),
    **dict.fromkeys(("upload", "file upload", "attachment"), "file"),
    **dict.fromkeys(("formula", "calculation", "computed"), "calculate"),
    **dict.fromkeys(("consent", "confirm", "confirmation"), "acknowledge"),
}
"""What other tools call a type → the standard's name for it."""
KOBO: Mapping[str, str] = {
    "score": "Ask with one `select_one` for each row.",
    "rank": "Write `rank` and a list of the sheet “choices”.",
    "kobomatrix": "Ask for each row and column with a question of its own.",
}
"""Types that KoboToolbox alone knows, without what stands around them → what to ask instead."""
KOBO_PARTS = re.compile(r"(?:begin|end)[ _](?P<edge>score|rank|kobomatrix)|(?P<row>score|rank)__\w+")
ENDS = ("begin_group", "end_group", "begin_repeat", "end_repeat")
OTHERWISE = "The types are listed in docs/questionnaires.md."


def type_meant(written: str, lists: Collection[str]) -> str:
    """What to write for a type that there is not. `lists` are the choice lists of the form."""
    if written in lists:
        return f"Write `{ONE} {written}` to offer the choices of this list."
    if kobo := KOBO_PARTS.fullmatch(written):
        return f"KoboToolbox alone knows it. {KOBO[kobo['edge'] or kobo['row']]}"
    words = re.split(r"[\s_/-]+", written.strip().casefold())
    for count in range(len(words), 0, -1):
        meant = OTHER_WORDS.get(" ".join(words[:count]))
        if meant:
            return _written(meant, written, words[count:], lists)
    return did_you_mean(written, [*QUESTION_TYPES, *ENDS], OTHERWISE)


def list_meant(written: str, lists: Collection[str]) -> str:
    """What to write for a type that offers choices but does not name their list as ODK wants it."""
    folded = written.casefold()
    several = any(word in folded for word in ("multiple", "many", "all"))
    kind = "rank" if folded.startswith("rank") else SEVERAL if several else ONE
    named = next((word for word in re.findall(r"[\w.-]+", written) if word in lists), "yes_no")
    return f"Write the type, a space and the list's name: `{kind} {named}`."


def _written(meant: str, written: str, rest: Collection[str], lists: Collection[str]) -> str:
    if meant in QUESTION_TYPES and type_of(meant).uses_choices:
        last = written.split()[-1]
        named = last if rest and last in lists else next(iter(lists), "yes_no")
        several = f" (`{SEVERAL}` where people may choose more than one)" if meant == ONE else ""
        return f"Write `{meant}` and a list of the sheet “choices”: `{meant} {named}`{several}."
    return f"Write `{meant}`."
