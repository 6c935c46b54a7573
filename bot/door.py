"""What comes before the first question: how old somebody is, what happens to their words, that they agree.

Of what they say here only the age band and the agreement are kept. Pure.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from bot import about, asking, wording
from bot.doorway import Doorway
from bot.false_friends import is_one
from bot.intents import Do, Intent, Pick, Say
from bot.messages import Command, Message
from bot.plain_words import plain
from bot.session import Status
from bot.turn import Turn
from consultations.forms.question_types.matching import nearest
from consultations.forms.question_types.number_words import number_in_words, with_western_digits
from consultations.forms.questionnaire import Choice
from consultations.participants import BANDS, NOT_ON_TELEGRAM, NOTICE, AgeBand, band_of

YOUNGEST = 3
"""Years. Who says “one” or “two” in a sentence speaks of something else."""
AGE = re.compile(r"\d{1,3}")
CODE = re.compile(r"[A-Za-z0-9]{6,12}")
WAYS: tuple[Command, ...] = ("who", "stop", "help")
AT_THE_DOOR: frozenset[Status] = frozenset({"age", "helper", "letter", "too_young", "agreement", "elsewhere"})
"""The states of a conversation in which nothing of the questionnaire has been asked yet."""


def is_open(turn: Turn) -> bool:
    """Whether this person may go on to the questions. If not, what stands before them is asked or said."""
    door = turn.beside.door
    missing = _missing(turn, door) if door else None
    if missing is None:
        return True
    if missing == "agreement" and turn.session.status != missing:
        about.opening(turn)
    turn.change(status=missing, asked=turn.session.step)
    if missing == "elsewhere":
        turn.happen("sent_away")
    ask(turn)
    return False


def _missing(turn: Turn, door: Doorway) -> Status | None:
    """What must come before the questions; None for nothing."""
    age = band(turn)
    if age is None:
        return "age"
    if turn.incoming.channel == "telegram" and age in NOT_ON_TELEGRAM:
        return "elsewhere"
    if age == "under_13" and not _accompanied(turn, door):
        ways: Mapping[str, Status] = {"supporter": "helper", "letter": "letter", "nobody": "too_young"}
        return ways[door.under_13]
    return None if turn.session.agreed else "agreement"


def band(turn: Turn) -> AgeBand | None:
    """The age band of this person, where it is known."""
    return next((one for one in BANDS if one == turn.session.age), None)


def _accompanied(turn: Turn, door: Doorway) -> bool:
    """Whether a child under 13 takes part in the way that the Trust has chosen."""
    return turn.session.supported if door.under_13 == "supporter" else turn.session.admitted


# What is asked


def ask(turn: Turn) -> None:
    """Say what the door waits for."""
    turn.say(ASKED[turn.session.status](turn))


def _choose(turn: Turn, key: str, *labels: str, ways: tuple[Command, ...] = WAYS) -> Message:
    said = [wording.say(label, turn.session.language) for label in labels]
    return asking.to_choose(turn.session, key, said, *ways)


def _agreement(turn: Turn) -> Message:
    ways = (*about.way(turn), *WAYS)
    return _choose(turn, notice(turn), "door.agree", "door.decline", ways=ways)


def _elsewhere(turn: Turn) -> Message:
    door, age = turn.beside.door, band(turn)
    link = door.link(turn.session.consultation, age) if door and age else ""
    return asking.reply(
        turn.session, "door.elsewhere" if link else "door.elsewhere_no_link", "help", link=link
    )


def notice(turn: Turn) -> str:
    """The key of the notice for this reader."""
    return f"door.notice.{NOTICE[band(turn) or 'under_13']}"


ASKED: Mapping[str, Callable[[Turn], Message]] = {
    "age": lambda turn: _choose(turn, "door.age", *(f"door.age.{one}" for one in BANDS)),
    "elsewhere": _elsewhere,
    "helper": lambda turn: _choose(turn, "door.helper", "door.helper.here", "door.helper.alone"),
    "letter": lambda turn: _choose(turn, "door.letter"),
    "too_young": lambda turn: asking.reply(turn.session, "door.too_young", *WAYS),
    "agreement": _agreement,
}


# What is answered


def take(turn: Turn, intent: Intent) -> bool:
    """Take what was sent at the door. Whether it was an answer; if words are none, what would be is said."""
    status, said = turn.session.status, len(turn.messages)
    taken = TAKEN.get(status)
    if taken is not None and taken(turn, intent):
        return True
    if isinstance(intent, Say) and len(turn.messages) == said and status in UNCLEAR:
        turn.reply(UNCLEAR[status])
    return False


def _take_age(turn: Turn, intent: Intent) -> bool:
    found = _band_meant(turn, intent)
    if found is None:
        return False
    turn.happen("age", value=found)
    turn.change(age=found)
    return True


def _band_meant(turn: Turn, intent: Intent) -> AgeBand | None:
    if isinstance(intent, Pick):
        return BANDS[intent.places[0]] if intent.places[0] < len(BANDS) else None
    if not isinstance(intent, Say):
        return None
    named = [
        one
        for one in BANDS
        if plain(wording.say(f"door.age.{one}", turn.session.language)) == plain(intent.text)
    ]
    years = _years(intent.text)
    return named[0] if named else band_of(years) if years is not None else None


def _years(text: str) -> int | None:
    """The one number of years that somebody says, in digits or in words; None for none or several."""
    found = AGE.findall(with_western_digits(text))
    if found:
        return int(found[0]) if len(found) == 1 else None
    whole = number_in_words(text.strip(" .!"))
    if whole is not None:
        return whole
    spelt = (number_in_words(word.strip(".,!")) for word in text.split())
    said = [years for years in spelt if years is not None and years >= YOUNGEST]
    return said[0] if len(said) == 1 else None


def _take_helper(turn: Turn, intent: Intent) -> bool:
    chosen = _yes(turn, intent, "door.helper.here", "door.helper.alone")
    if chosen:
        turn.happen("supported", value="yes")
        turn.change(supported=True)
    elif chosen is False:
        turn.reply("door.helper.later", "start", "help")
    return bool(chosen)


def _take_letter(turn: Turn, intent: Intent) -> bool:
    door = turn.beside.door
    codes = CODE.findall(intent.text) if isinstance(intent, Say) else []
    good = next((code for code in codes if door and door.admits(turn.session.consultation, code)), None)
    if good is None:
        turn.reply("door.letter.unknown") if codes else None
        return False
    turn.happen("admitted", value=good)
    turn.change(admitted=True)
    return True


def _take_agreement(turn: Turn, intent: Intent) -> bool:
    chosen = _yes(turn, intent, "door.agree", "door.decline")
    if chosen:
        agreed = version(turn)
        turn.happen("agreed", value=agreed)
        turn.change(agreed=agreed)
    elif chosen is False:
        turn.happen("declined")
        turn.reply("door.declined")
    return bool(chosen)


def version(turn: Turn) -> str:
    """Which words somebody agreed to: the notice's key, its language, and the beginning of its SHA-256."""
    key, language = notice(turn), turn.session.language
    return f"{key} {language} {sha256(wording.say(key, language).encode()).hexdigest()[:12]}"


def _yes(turn: Turn, intent: Intent, *buttons: str) -> bool | None:
    """Yes or no, pressed or typed, or the words of one of the `buttons`; None for neither and for a maybe."""
    if isinstance(intent, Pick) and intent.places[0] < len(YES_NO):
        return YES_NO[intent.places[0]]
    if isinstance(intent, Do) and intent.command in ("yes", "no"):
        return intent.command == "yes"
    if not isinstance(intent, Say) or is_one(intent.text, turn.session.language):
        return None
    shown = [
        Choice(key, {"": wording.say(key, turn.session.language), "en": ("Yes", "No")[place]})
        for place, key in enumerate(buttons)
    ]
    match = nearest(shown, intent.text)
    return match.choice is shown[0] if match and match.sure else None


YES_NO: Sequence[bool] = (True, False)
UNCLEAR: Mapping[Status, str] = {
    "age": "problem.not_a_number",
    "helper": "problem.yes_or_no",
    "agreement": "problem.yes_or_no",
}
"""What is said where words were no answer."""
TAKEN: Mapping[str, Callable[[Turn, Intent], bool]] = {
    "age": _take_age,
    "helper": _take_helper,
    "letter": _take_letter,
    "agreement": _take_agreement,
}
