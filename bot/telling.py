"""What is asked and said when somebody tells us something of their own accord, or about a service. Pure."""

from dataclasses import replace
from datetime import datetime, tzinfo

from bot import asking, wording
from bot.messages import Message
from bot.session import Session
from consultations import feedback
from consultations.feedback import FeedbackWords, TellingWords
from consultations.forms.questionnaire import Questionnaire, Text
from consultations.plan import Plan


def telling_form(plan: Plan) -> Questionnaire:
    """The questionnaire of a telling about `plan`, in every language that we speak."""
    said = TellingWords(
        title=_everywhere("button.tell"),
        words=_everywhere("tell.words"),
        about=_everywhere("tell.about"),
        would_help=_everywhere("tell.would_help"),
        dont_know=_everywhere("tell.dont_know"),
    )
    return feedback.telling_form(plan, said)


def feedback_form(code: str, title: str, outcome: str) -> Questionnaire:
    """The two questions about the service or event called `title`."""
    said = FeedbackWords(
        face=_everywhere("feedback.face", title=title),
        why=_everywhere("feedback.why"),
        faces=tuple(_everywhere(f"feedback.face.{face}") for face in feedback.FACES),
    )
    return feedback.feedback_form(code, title, outcome, said)


def _everywhere(key: str, **details: object) -> Text:
    """A sentence in every language; the first one stands in for those that we do not speak."""
    others = (code for code in wording.languages() if code != wording.DEFAULT)
    return {code: wording.say(key, code, **details) for code in (wording.DEFAULT, *others)}


def intro(session: Session, due: datetime, zone: tzinfo) -> Message:
    """Who will read it and by when they reply, before anything is asked."""
    said = wording.say("tell.intro", session.language, day=wording.day_in_words(due.astimezone(zone).date()))
    return Message("note", said, language=session.language)


def with_services(session: Session, message: Message) -> Message:
    """The message with a way to those who can help with what the telling is about."""
    way = asking.command_button(session, "services")
    return replace(message, buttons=(*message.buttons, way))


def kept(session: Session, due: datetime | None, zone: tzinfo) -> Message:
    """The end of a telling. `due`: by when we will reply; None where nothing was told."""
    if due is None:
        return asking.reply(session, "tell.nothing", "tell", "menu", "stop", "help")
    day = wording.day_in_words(due.astimezone(zone).date())
    return asking.reply(session, "tell.kept", "tell", "mine", "menu", "stop", "help", day=day)


def replied(words: str, reply: str, language: str) -> Message:
    """What a person reads when staff have replied."""
    told = asking.shortened(" ".join(words.split()), LONGEST_QUOTED)
    text = wording.say("tell.replied", language, words=told, reply=reply)
    return Message("notice", text, language=language)


LONGEST_QUOTED = 200
"""Letters of their own words that people are reminded of."""
