"""What ODK asks and a chat does not: why, and what to write in its place."""

import re
from collections.abc import Mapping

from consultations.forms.xlsform.allowed import Allowed

FILMS = "It is not asked for here: pictures and recordings can show who a child is."
PLACES = "It is not asked for here: where a child is must not be recorded."
IN_WORDS = "Ask for it in words with a `text` question, or take the row out."
LISTED = "Write the choices into the sheet “choices” and use `select_one`."
OTHER_FILES = "Choices are read from the sheet “choices” only."

REFUSED: Mapping[str, tuple[str, str]] = {
    "video": (FILMS, IN_WORDS),
    "background-audio": (FILMS, "Take the row out."),
    "geotrace": (PLACES, IN_WORDS),
    "geoshape": (PLACES, IN_WORDS),
    "start-geopoint": (PLACES, "Take the row out."),
    "background-geopoint": (PLACES, "Take the row out."),
    "osm": (PLACES, IN_WORDS),
    "audit": ("How a person moves through the form is not recorded.", "Take the row out."),
    "barcode": ("A chat cannot scan.", IN_WORDS),
    "likert": ("It is an appearance in ODK, not a type.", "Use `select_one` with the scale as its choices."),
    "select_one_external": (OTHER_FILES, LISTED),
    "select_one_from_file": (OTHER_FILES, LISTED),
    "select_multiple_from_file": (
        OTHER_FILES,
        "Write the choices into the sheet “choices” and use `select_multiple`.",
    ),
    "xml-external": ("Other files cannot be looked up in a chat.", "Take the row out."),
    "csv-external": ("Other files cannot be looked up in a chat.", "Take the row out."),
}
OTHERWISE = ("It is not asked in a chat.", IN_WORDS)
APPEARANCES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"\bsearch\s*\("), f"`search()` looks into another file. {OTHER_FILES}", LISTED),
    (re.compile(r"(?:^|\s)ex:"), "`ex:` opens another application, and a chat has none.", IN_WORDS),
)
"""Appearances without which a question cannot be asked as it is meant."""
SETTINGS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("image", "audio", "file"), ("files", "Pictures, sounds and files are not asked for")),
    "geopoint": ("locations", "Where a person is is not asked for"),
}
"""Types that a deployment can switch on: the field of `Allowed`, and what is said while it is off."""


def why_refused(name: str) -> tuple[str, str]:
    """The reason and the fix for a type of ODK that is not in the registry."""
    return REFUSED.get(name.split(" ")[0], OTHERWISE)


def why_appearance_refused(appearance: str) -> tuple[str, str] | None:
    """The reason and the fix for an appearance that changes where the answer comes from, or None."""
    return next(((why, fix) for pattern, why, fix in APPEARANCES if pattern.search(appearance)), None)


def why_left_out(name: str, has_places: bool, allowed: Allowed) -> tuple[str, str] | None:
    """Why a row is not asked in this deployment, and what to do about it; None where it is asked."""
    if name not in SETTINGS or (name == "geopoint" and (has_places or allowed.locations)):
        return None
    if name in allowed.files:
        return None
    setting, why = SETTINGS[name]
    fix = f"The Trust can switch this on for all its questionnaires, with the setting “{setting}”."
    if name == "geopoint":
        fix = f"Name a list of places in the column `places`, to have one chosen. {fix}"
    return f"{why}, so this row is left out and its value is blank.", fix
