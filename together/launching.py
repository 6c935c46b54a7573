"""What the pages of a launch need of the chat and the settings: languages, posters, links, the duty rota."""

from collections.abc import Callable, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from admin_api.parts import Launching, Look
from bot import wording
from bot.choice_warnings import choice_warnings
from bot.language_warnings import language_warnings
from bot.looks import looks
from bot.messages import Message
from bot.standing import closed_with_success, invitation_about_pledge, questions_about
from consultations.forms.compiled import Surroundings
from consultations.forms.questionnaire import Questionnaire
from together import posters
from together.posters import Link, Poster
from together.settings import Settings


def launching(
    settings: Settings, bot_name: Callable[[], str], around: Callable[[], Surroundings]
) -> Launching:
    """`bot_name` gives the bot's name on Telegram, "" where it is off or has not told it yet; `around` the
    time and the rest of what a question may name."""
    return Launching(
        languages=[(code, wording.language_name(code)) for code in wording.languages()],
        language_warnings=language_warnings,
        choice_warnings=choice_warnings,
        poster=partial(_poster, settings, bot_name),
        telegram_link=partial(_telegram, bot_name),
        rota=settings.rota(),
        allowed=settings.allowed,
        closing=closed_with_success,
        pledge_form=questions_about,
        pledge_invitation=invitation_about_pledge,
        looks=partial(looks_in_chat, around),
        zone=ZoneInfo(settings.time_zone),
    )


def looks_in_chat(around: Callable[[], Surroundings], form: Questionnaire, name: str) -> Sequence[Look]:
    """A question as the chat would show it."""
    return [_look(one) for one in looks(form, name, around())]


def _look(one: Message) -> Look:
    answers = [button.label for button in one.buttons if button.role == "answer"]
    ways = [button.label for button in one.buttons if button.role != "answer"]
    typed = one.kind == "question" and one.input not in ("none", "image", "audio", "file")
    return Look(one.language, one.text, one.hint, one.progress, answers, ways, typed)


def _telegram(bot_name: Callable[[], str], code: str) -> str:
    name = bot_name()
    return posters.telegram_link(name, code).address if name else ""


def _poster(
    settings: Settings, bot_name: Callable[[], str], title: str, code: str, language: str, telegram: bool
) -> str:
    web = posters.web_link(str(settings.public_url or f"http://{settings.host}:{settings.port}"), code)
    known = _telegram(bot_name, code) if telegram else ""
    links = (web, Link("telegram", known)) if known else (web,)
    return posters.page(Poster(title, settings.trust_name, links, language))
