"""Who somebody can turn to now: the words of the catalogue, the numbers of the help lines. Pure."""

from bot import asking, wording
from bot.messages import Command, Message
from bot.session import Session
from consultations.help_lines import HelpLine, HelpLines

IN_THE_SENTENCE = "childline"
"""The line that the sentence itself names; it is not named again."""


def help_card(
    session: Session, lines: HelpLines, /, *commands: Command, concern: str | None = None
) -> Message:
    """What Get help says. `concern`: those who can help with that come first."""
    said = wording.say("help", session.language, childline=lines.number(IN_THE_SENTENCE))
    others = [line for line in lines.on_card(concern) if line.id != IN_THE_SENTENCE]
    card = "\n".join(_line(line, session.language) for line in others)
    buttons = tuple(asking.command_button(session, command) for command in commands)
    return Message("reply", f"{said}\n\n{card}".strip(), buttons, language=session.language)


def _line(line: HelpLine, language: str) -> str:
    """One service: its name, how to reach it, and when, where that is not day and night."""
    ways = []
    if line.call:
        ways.append(wording.say("help.call", language, number=line.call))
    if line.text:
        key = "help.text" if line.text_words else "help.text_only"
        ways.append(wording.say(key, language, words=line.text_words, number=line.text))
    if line.online:
        ways.append(line.online)
    hours = f" ({line.hours})" if line.hours else ""
    return f"{line.name}: {', '.join(ways)}{hours}"
