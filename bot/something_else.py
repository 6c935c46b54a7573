"""Words that are no choice of a list, where the list has “something else”: they may be what that is."""

from bot import asking, wording
from bot.commands import command_meant
from bot.session import Aside
from bot.turn import Turn
from consultations.forms.languages import fallbacks
from consultations.forms.other_choice import Other
from consultations.forms.places import key_of, split_key
from consultations.forms.question_types import Problem, Reading, Unsure
from consultations.forms.question_types.choices import in_order, not_in_list

LONGEST = 200
"""Characters: more than this is a story, not the name of something else. It is kept as a remark."""


def offer(turn: Turn, reading: Reading, text: str) -> bool:
    """Ask whether `text` is the “something else” of the question. False where it cannot be.

    What was ticked already, or is a choice among what was typed, stays chosen.
    """
    other = _other(turn)
    if other is None or not isinstance(reading, Problem | Unsure) or not _may_be_one(turn, text):
        return False
    choices = turn.state.choices(turn.current)
    words, chosen = text.strip(), {other.choice}
    if turn.state.one(turn.current).kind.takes_several:
        words = not_in_list(choices, text, fallbacks(turn.session.language)[-1])
        chosen |= {*turn.session.draft.split(), *_typed(reading)}
    if not words or (isinstance(reading, Unsure) and words == text.strip()):
        return False  # all of it may be in the list
    value = in_order(choices, chosen)
    turn.change(aside=Aside("unsure", turn.current, value, words=words), asked=turn.session.step)
    shown = f"{turn.state.show(turn.current, value)}: {words}"
    turn.say(asking.yes_or_no(turn.session, "unsure", answer=shown))
    return True


def _other(turn: Turn) -> Other | None:
    """The “something else” of the question where the person stands, if it is offered to them."""
    other = turn.form.others.get(split_key(turn.current)[0])
    offered = other and any(one.name == other.choice for one in turn.state.choices(turn.current))
    return other if offered else None


def _may_be_one(turn: Turn, text: str) -> bool:
    """Whether `text` may name something: not a number, a greeting, a word for a button, or a story."""
    language = turn.session.language
    names = any(char.isalpha() or ord(char) > 0x2BFF for char in text)
    taken = wording.is_hello(text, language) or command_meant(text, language) is not None
    return names and not taken and len(text) <= LONGEST


def _typed(reading: Reading) -> tuple[str, ...]:
    return tuple(reading.value.split()) if isinstance(reading, Unsure) else ()


def place_of_words(turn: Turn, key: str) -> str:
    """The key of the question that asks what the “something else” at `key` is."""
    other = turn.form.others[split_key(key)[0]]
    return key_of(other.question, turn.form.layout.where(key))
