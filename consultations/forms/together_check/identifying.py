"""Questions that find out who somebody is: asked only with a reason, in the column `why_identifying`.

The least that serves (data minimisation, UK GDPR article 5(1)(c); ICO Children's Code, standard 8).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from consultations.forms.findings import Findings
from consultations.forms.questionnaire import Question, Questionnaire
from consultations.forms.together_check.sayings import asked, english, heading, sentences

FREE = ("text", "integer", "decimal", "date", "geopoint")
FILES = ("image", "file")
PLACE = r"(?:school|college|nursery|academy|sixth form|children's home)"
WORKER = r"(?:\w+ )?(?:worker|teacher|doctor|carer)"
WHOSE = (
    r"(?:your|child's|children's|teacher's|worker's|carer's|parent's|mum's|dad's|full|first|last|family|sur)"
)
ACCOUNT = r"(?:instagram|snapchat|tiktok|facebook|discord|telegram|user ?name|gamer ?tag|handle)"
ALONE = "^(?:your )?{}[:?.* ]*$"
"""A label that is nothing but the word, as on a paper form."""
ANY_WAY: Mapping[str, Sequence[str]] = {
    "a school": (
        rf"\b(?:which|what) (?:\w+ )?{PLACE}\b",
        rf"\bname of (?:your|the) (?:\w+ )?{PLACE}\b",
        rf"\b{PLACE}(?:'s)? name\b",
        rf"\bwhere do you go to {PLACE}\b",
        ALONE.format(PLACE),
    ),
    "a street": (r"\b(?:which|what) (?:street|road|house|house number)\b",),
}
"""Identifying also where people choose from a list."""
WRITTEN: Mapping[str, Sequence[str]] = {
    "a name": (
        rf"\b{WHOSE}\s?(?:full |first |last |own )?names?\b",
        r"\bwhat(?:'s| is| are) (?:you|your child|they|he|she) called\b",
        r"\bwhat should we call you\b",
        r"\bwho are you\b",
        r"\bname of your \w+",
        r"\bsurname\b",
        rf"\b(?:which|who is your) {WORKER}\b",
        ALONE.format("names?"),
    ),
    "an address": (
        r"\b(?:your|home|full|postal|current) address\b",
        r"\baddress of\b",
        r"\bwhere (?:exactly )?do you live\b",
        ALONE.format("address"),
    ),
    "a postcode": (r"\bpost ?codes?\b",),
    "a date of birth": (
        r"\bdates? of birth\b",
        r"\bbirth(?:day| ?date)\b",
        r"\b(?:when|where) were you born\b",
        r"\bDOB\b",
    ),
    "a phone number": (
        r"\b(?:phone|mobile|telephone|whatsapp|contact)\b(?: \w+)? (?:numbers?|details)\b",
        r"\bhow (?:can|should|could|do) we (?:contact|reach|ring|call) you\b",
        r"\bwhat(?:'s| is) your (?:phone|mobile|number)\b",
        r"\b(?:leave|give|add|with) (?:us )?your details\b",
        ALONE.format("(?:(?:tele)?phone|mobile)"),
    ),
    "an e-mail address": (r"\be-?mail\b",),
    "an account": (rf"\b{ACCOUNT} (?:name|account|handle)\b", rf"\byour {ACCOUNT}\b"),
    "a number that stands for one person": (
        r"\b(?:NHS|national insurance|NI|passport|pupil|student|case|UPN) (?:number|no\b)",
        r"\bUPN\b",
        r"\bid number\b",
    ),
}
SHOWN = re.compile(
    r"\b(?:of|show(?:s|ing)?|with) (?:you|yourself|your face|your family|your house)\b|\bselfie\b",
    re.IGNORECASE,
)
NAMES: Mapping[str, Sequence[str]] = {
    "a name": (
        "surname",
        "full_name",
        "first_name",
        "last_name",
        "forename",
        "child_name",
        "parent_name",
        "your_name",
    ),
    "an address": ("address", "home_address", "street"),
    "a postcode": ("postcode", "post_code", "zip"),
    "a date of birth": ("dob", "date_of_birth", "birthday", "birthdate", "birth_date"),
    "a phone number": ("phone", "mobile", "telephone", "phone_number", "mobile_number"),
    "an e-mail address": ("email", "e_mail", "email_address"),
    "a school": ("school_name", "name_of_school"),
}
"""Names of questions that say what is asked, whatever the label does."""
FORBIDDING = re.compile(
    r"\b(?:do not|don't|please don't|never|no need to|not need|need not|needn't|without|leave out|avoid)\b",
    re.IGNORECASE,
)


def check_identifying(questionnaire: Questionnaire, findings: Findings) -> None:
    for question in asked(questionnaire):
        what = next(identifies(question), None)
        if what and not question.why_identifying:
            findings.on("survey").error(
                "identifying_question",
                f"This asks for {what}, and could tell who somebody is.",
                "Take it out or ask more broadly (an age band, a part of the area). If you need it, say why"
                " in the column `why_identifying`.",
                question.row,
                heading(questionnaire, "label"),
            )


def identifies(question: Question) -> Iterator[str]:
    """What a question finds out about who somebody is; nothing for most."""
    label = " ".join(one for one in sentences(english(question.label)) if not FORBIDDING.search(one))
    patterns = {**ANY_WAY, **(WRITTEN if question.type in FREE else {})}
    for what, ways in patterns.items():
        if any(re.search(way, label, re.IGNORECASE) for way in ways):
            yield what
    if question.type in FREE:
        yield from (what for what, names in NAMES.items() if question.name.casefold() in names)
    if question.type in FILES and SHOWN.search(label):
        yield "a picture of a person"
