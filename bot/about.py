"""What a consultation is about: what can change and what cannot, what to know, who decides and when. Pure.

What the officer wrote stays as it was written, whatever the language around it.
"""

from bot import asking, wording
from bot.messages import Command
from bot.turn import Turn


def way(turn: Turn) -> tuple[Command, ...]:
    """The way to all of it, where there is anything to tell."""
    return ("about",) if turn.launched.what_can_change else ()


def opening(turn: Turn) -> None:
    """The short of it, before anybody agrees to take part or answers."""
    said = turn.launched
    _tell(turn, _line(turn, "can", said.what_can_change), _line(turn, "cannot", said.what_cannot), _who(turn))


def more(turn: Turn) -> None:
    """All of it, for whoever asks."""
    said = turn.launched
    if not said.what_can_change:
        turn.reply("about.nothing")
        return
    told = (("can", said.what_can_change), ("cannot", said.what_cannot), ("to_know", said.options))
    _tell(turn, *(_line(turn, key, words) for key, words in told), _who(turn))


def _line(turn: Turn, key: str, words: str) -> str:
    return wording.say(f"about.{key}", turn.session.language, words=words) if words else ""


def _who(turn: Turn) -> str:
    said = turn.launched
    if not said.decided_by or said.decides_on is None:
        return ""
    day = wording.day_in_words(said.decides_on)
    return wording.say("about.decides", turn.session.language, who=said.decided_by, day=day)


def _tell(turn: Turn, *lines: str) -> None:
    if text := "\n\n".join(filter(None, lines)):
        turn.say(asking.own_words(turn.session, text))
