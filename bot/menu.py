"""Everything that can be done now, as buttons."""

from bot import about, asking, wording
from bot.messages import Button, Command, Message
from bot.speaking import languages
from bot.turn import Turn


def menu(turn: Turn) -> None:
    session = turn.session
    several = len(languages(turn)) > 1
    possible: tuple[tuple[Command, bool], ...] = (
        ("mine", True),
        ("change", bool(session.answers)),
        ("restart", bool(session.answers)),
        ("language", several),
        ("meaning", bool(turn.terms)),
        ("who", True),
        ("about", bool(about.way(turn))),
        ("services", bool(turn.services)),
        ("tell", True),
        ("came", True),
        ("newsletter", True),
        ("data", True),
    )
    buttons: list[Button] = [asking.command_button(session, one) for one, here in possible if here]
    helper = "button.alone" if session.supported else "button.supporter"
    buttons.append(asking.command_button(session, "supporter", helper))
    if session.status == "asking":
        buttons.append(asking.command_button(session, "start", "button.carry_on"))
    buttons += [asking.command_button(session, one) for one in ("stop", "help")]
    text = wording.say("menu", session.language)
    turn.say(Message("question", text, tuple(buttons), language=session.language))
