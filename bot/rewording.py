"""An earlier message that was edited: whether its answer is to change with it."""

from bot import asking, equality, ways
from bot.session import Aside
from bot.turn import Turn
from consultations.forms.judging import may_stand
from consultations.forms.question_types import Accepted, Problem, Unsure


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
        ways.put_aside(turn, Aside("edit", key, value))
        shown = asking.shortened(turn.state.show(key, value), 200)
        turn.say(asking.yes_or_no(turn.session, "edited.offer", answer=shown))
    else:
        turn.happen("remarked", key, text)
        problem = reading if isinstance(reading, Problem) else Problem("not_allowed")
        turn.say(asking.problem(turn.session, problem))
        turn.reply("edited.kept")
        ways.carry_on(turn)
