"""An answer in other words: an earlier message that was edited, or “sorry i meant no”."""

from bot import asking, equality, ways
from bot.commands import meant_instead
from bot.session import Aside
from bot.turn import Turn
from consultations.forms.judging import may_stand
from consultations.forms.question_types import Accepted, Problem, Unsure


def corrects(turn: Turn, text: str) -> bool:
    """Offer to change the last answer, where `text` says what was meant by it. False where it does not."""
    meant = meant_instead(text, turn.session.language)
    key = next((one for one in reversed(turn.session.trail) if one in turn.session.answers), "")
    if not meant or not key or not turn.state.askable(key):
        return False
    one = turn.state.one(key)
    reading = one.kind.read(one.question, turn.state.choices(key), meant)
    value = reading.value if isinstance(reading, Accepted | Unsure) else ""
    if not value or value == turn.session.answers[key] or not may_stand(turn.state, key, value):
        return False
    _offer(turn, key, value, "meant.offer")
    return True


def _offer(turn: Turn, key: str, value: str, wording: str = "edited.offer") -> None:
    ways.put_aside(turn, Aside("edit", key, value))
    shown = asking.shortened(turn.state.show(key, value), 200)
    turn.say(asking.yes_or_no(turn.session, wording, answer=shown))


def reword(turn: Turn, message_id: str, text: str) -> None:
    """An earlier message was edited: offer to change the answer that it gave."""
    key = turn.session.sources.get(message_id)
    if key == equality.SOURCE:
        turn.reply("changed_message")
        ways.carry_on(turn)
        return
    if key is None or key not in turn.session.answers or not turn.state.askable(key):
        turn.happen("remarked", None, text)
        turn.reply("changed_message")
        ways.carry_on(turn)
        return
    one = turn.state.one(key)
    reading = one.kind.read(one.question, turn.state.choices(key), text)
    value = reading.value if isinstance(reading, Accepted | Unsure) else ""
    if value == turn.session.answers[key]:
        ways.carry_on(turn)
    elif value and may_stand(turn.state, key, value):
        _offer(turn, key, value)
    else:
        turn.happen("remarked", key, text)
        problem = reading if isinstance(reading, Problem) else Problem("not_allowed")
        turn.say(asking.problem(turn.session, problem))
        turn.reply("edited.kept")
        ways.carry_on(turn)
