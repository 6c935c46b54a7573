"""Who somebody can turn to: the help lines, now; the services of the plan, with what they speak of. Pure."""

from collections.abc import Sequence

from bot import asking, wording
from bot.messages import Command, Message
from bot.session import Session
from consultations.help_lines import HelpLine, HelpLines
from consultations.plan.services import KnownService

IN_THE_SENTENCE = "childline"
"""The line that the sentence itself names; it is not named again."""
MOST_SERVICES = 6
"""Services that are named at once: a longer list is no help."""


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


def services_card(
    session: Session, services: Sequence[KnownService], outcome: str, /, *commands: Command
) -> Message:
    """Who can help with `outcome`, a code; with anything where the plan names nobody for it, or it is ""."""
    fitting = [one for one in services if outcome in one.outcomes] or services
    shown = fitting[:MOST_SERVICES]
    said = [wording.say("services.intro", session.language)]
    said += [_service(one, session.language) for one in shown]
    if not all(one.reach for one in shown):
        said.append(wording.say("services.ask", session.language))
    buttons = tuple(asking.command_button(session, command) for command in commands)
    return Message("reply", "\n\n".join(said), buttons, language=session.language)


def _service(one: KnownService, language: str) -> str:
    """Its name, what it is, and what else the plan says of it, a line each."""
    facts = {"services.ages": one.ages, "services.provider": one.provider, "services.reach": one.reach}
    known = [wording.say(key, language, what=fact) for key, fact in facts.items() if fact]
    return "\n".join(filter(None, [one.name, one.about, *known]))
