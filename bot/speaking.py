"""Which languages a conversation is offered in: those that its officer chose. Pure."""

from bot import asking, commands, wording
from bot.intents import Pick, Say
from bot.turn import Turn
from bot.understanding import understood
from consultations.forms.question_types import Problem


def languages(turn: Turn) -> tuple[str, ...]:
    return turn.launched.spoken(turn.form.questionnaire.languages)


def own_language(turn: Turn) -> str:
    """The one to begin with, where nothing is known of the person."""
    offered, default = languages(turn), turn.form.questionnaire.default_language
    return default if default in offered or not offered else offered[0]


def spoken_to(turn: Turn) -> str:
    """The language of somebody who need not be asked. One that is written, but not offered, is not spoken;
    they are told so in it."""
    theirs = turn.session.language
    if not theirs:
        return own_language(turn)
    if theirs in turn.form.questionnaire.languages and theirs not in languages(turn):
        own = own_language(turn)
        turn.reply("one_language", language=wording.language_name(own))
        return own
    return theirs


def ask_language(turn: Turn) -> None:
    labels = [wording.language_name(code) for code in languages(turn)]
    turn.say(asking.to_choose(turn.session, "choose_language", labels, "stop", "help"))


def language_meant(turn: Turn, intent: object) -> str | None:
    """The language that was picked by its button, its name or its code."""
    codes = languages(turn)
    if isinstance(intent, Pick):
        return codes[intent.places[0]] if intent.places[0] < len(codes) else None
    if isinstance(intent, Say):
        return commands.language_meant(intent.text, codes)
    return None


def language_named(turn: Turn, text: str) -> str | None:
    """Another language of the questionnaire, where it was asked for, or where its name is all that was typed
    and answers nothing."""
    spoken = turn.session.language
    asked = commands.language_asked(text, languages(turn), spoken)
    code = asked or commands.language_meant(text, languages(turn), whole=True)
    if code in (None, spoken) or not turn.at_question():
        return None
    return code if asked or isinstance(understood(turn, text), Problem) else None
