"""Question types of ODK that a chat does not ask: why, and what to write in their place."""

from collections.abc import Mapping

PICTURES = "It is not asked for here: pictures and recordings can show who a child is."
PLACES = "It is not asked for here: where a child is must not be recorded."
IN_WORDS = "Ask for it in words with a `text` question, or take the row out."
LISTED = "Write the choices into the sheet “choices” and use `select_one`."

REFUSED: Mapping[str, tuple[str, str]] = {
    "image": (PICTURES, IN_WORDS),
    "audio": (PICTURES, IN_WORDS),
    "video": (PICTURES, IN_WORDS),
    "file": (PICTURES, IN_WORDS),
    "background-audio": (PICTURES, "Take the row out."),
    "geopoint": (PLACES, IN_WORDS),
    "geotrace": (PLACES, IN_WORDS),
    "geoshape": (PLACES, IN_WORDS),
    "start-geopoint": (PLACES, "Take the row out."),
    "background-geopoint": (PLACES, "Take the row out."),
    "osm": (PLACES, IN_WORDS),
    "audit": ("How a person moves through the form is not recorded.", "Take the row out."),
    "barcode": ("A chat cannot scan.", IN_WORDS),
    "repeat": ("Questions that repeat are not asked yet.", "Write the questions out, or ask in one `text`."),
    "loop": ("Questions that repeat are not asked yet.", "Write the questions out."),
    "rank": (
        "Putting choices in order is not asked yet.",
        "Use `select_one` for the first, then the second.",
    ),
    "time": ("A time of day is not asked yet.", "Use a `text` question."),
    "dateTime": ("A day with a time is not asked yet.", "Use a `date` and a `text` question."),
    "likert": ("It is an appearance in ODK, not a type.", "Use `select_one` with the scale as its choices."),
    "select_one_external": ("Choices are read from the sheet “choices” only.", LISTED),
    "select_one_from_file": ("Choices are read from the sheet “choices” only.", LISTED),
    "select_multiple_from_file": (
        "Choices are read from the sheet “choices” only.",
        "Write the choices into the sheet “choices” and use `select_multiple`.",
    ),
    "xml-external": ("Other files cannot be looked up in a chat.", "Take the row out."),
    "csv-external": ("Other files cannot be looked up in a chat.", "Take the row out."),
}
OTHERWISE = ("It is not asked in a chat.", IN_WORDS)


def why_refused(name: str) -> tuple[str, str]:
    """The reason and the fix for a type of ODK that is not in the registry."""
    return REFUSED.get(name.split(" ")[0], OTHERWISE)
