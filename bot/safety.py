"""What somebody reads who told us that a person may not be safe: fixed words, and who can help. Pure.

Nothing is asked about it: no question, no probing. A person whose task it is asks, if anybody does.
"""

from dataclasses import replace
from datetime import timedelta

from bot import asking, wording
from bot.help_card import help_card
from bot.messages import Message
from bot.session import Aside, Session
from bot.turn import Step
from consultations.forms.places import split_key
from consultations.help_lines import HelpLines
from consultations.responses import Event

TOLD_LATELY = timedelta(hours=1)
"""For so long the long words are not said again: who says more hears that it was kept."""


def comfort(session: Session, lines: HelpLines, concern: str | None, *, again: bool) -> list[Message]:
    """What is said at once. `again`: the same person was told a short while ago."""
    if again:
        return [asking.reply(session, "safety.again", "help")]
    return [asking.reply(session, "safety.told"), help_card(session, lines, "help", concern=concern)]


def pause(step: Step) -> Step:
    """The step, but what it goes on to ask waits until they say that they want to carry on."""
    if step.session.stopped:
        return replace(step, messages=())
    if step.session.about:  # nothing of that kind is asked after such words
        session = replace(step.session, about="")
        return replace(step, session=session, messages=(asking.reply(session, "finished", "tell", "help"),))
    if step.session.status == "finished":
        return replace(step, messages=tuple(one for one in step.messages if one.kind != "question"))
    session = replace(step.session, aside=Aside("pause"), asked=step.session.step)
    return Step(session, (*step.events, *_not_asked(step.session.aside)), (stop_or_carry_on(session),))


def _not_asked(aside: Aside | None) -> tuple[Event, ...]:
    """Words that we were about to ask about (see `bot.something_else`), as a remark."""
    if aside is None or not aside.words:
        return ()
    name, instance = split_key(aside.key)
    return (Event("remarked", name, aside.words, instance),)


def stop_or_carry_on(session: Session) -> Message:
    carry_on = asking.command_button(session, "start", "button.carry_on")
    ways = (carry_on, *(asking.command_button(session, one) for one in ("stop", "help")))
    text = wording.say("safety.stop_or_carry_on", session.language)
    return Message("question", text, ways, language=session.language)


def gently(session: Session) -> Message:
    """One line for whoever may be worried: where help is."""
    return asking.reply(session, "safety.gently")
