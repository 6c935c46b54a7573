"""`together consultation poster`: links that people can scan from a wall."""

import asyncio
from pathlib import Path

import click
from telegram import Bot
from telegram.error import TelegramError

from bot import wording
from consultations.consultation import Consultation
from consultations.errors import Refused, TogetherError
from consultations.launching import Intent
from consultations.storage.consultations import Consultations
from consultations.storage.drafts import Drafts
from together import posters
from together.commands.say import humane
from together.opening import open_database
from together.posters import Link, Poster
from together.settings import Settings, load

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("code")
@click.option("--language", default=wording.DEFAULT, help="The language of the poster, like pl. Default: en.")
@click.option("--bot", help="The bot's name on Telegram. Default: Telegram is asked, where a token is set.")
@click.option("--no-telegram", is_flag=True, help="Leave Telegram out: it is for people of 16 and over.")
@click.option("--folder", type=FOLDER, help="Where to write. Default: posters/CODE in the data folder.")
@humane
def poster(code: str, language: str, bot: str | None, no_telegram: bool, folder: Path | None) -> None:
    """Write a poster for the consultation CODE: a page to print, and its QR codes as SVG and PNG."""
    settings = load()
    _known(language)
    with open_database(settings).read() as connection:
        chosen = Consultations(connection).get(code)
        said = Drafts(connection).intent_of(chosen.id)
    _offered(language, said)
    on_telegram = said.offers("telegram") and not no_telegram
    links = _links(settings, chosen, bot or _own_bot(settings) if on_telegram else None)
    into = folder or settings.data_folder / "posters" / chosen.code
    into.mkdir(parents=True, exist_ok=True)
    page = posters.page(Poster(chosen.title, settings.trust_name, links, language))
    _write(into / f"poster-{language}.html", page.encode())
    for link in links:
        _write(into / f"{link.place}.svg", posters.svg(link))
        _write(into / f"{link.place}.png", posters.png(link))


def _known(language: str) -> None:
    if not wording.has_catalogue(language):
        known = ", ".join(wording.languages())
        raise Refused("no_such_language", f"There is no wording in “{language}”.", f"Choose one of: {known}.")


def _offered(language: str, said: Intent) -> None:
    """Raises `Refused` where its officer chose other languages at the launch."""
    if said.languages and language not in said.languages:
        chosen = ", ".join(said.languages)
        raise Refused(
            "language_not_offered", f"It is not offered in “{language}”.", f"Choose one of: {chosen}."
        )


def _links(settings: Settings, chosen: Consultation, bot: str | None) -> tuple[Link, ...]:
    """The links of an open consultation. Raises `Refused` where they would lead nowhere."""
    if chosen.state != "open":
        fix = f"Open it again first: together consultation reopen {chosen.code}."
        raise Refused("consultation_closed", f"{chosen.code} is closed: a poster would lead nowhere.", fix)
    if settings.public_url is None:
        fix = "Set TOGETHER_PUBLIC_URL to the https:// address of the service."
        raise Refused("no_public_url", "A poster needs the address that people reach us at.", fix)
    web = posters.web_link(str(settings.public_url), chosen.code)
    return (web, posters.telegram_link(bot.removeprefix("@"), chosen.code)) if bot else (web,)


def _own_bot(settings: Settings) -> str | None:
    """The bot's username, as Telegram tells it; None where Telegram is off."""
    token = settings.telegram_token
    if token is None:
        return None
    try:
        return asyncio.run(_username(token.get_secret_value(), settings.telegram_base_url))
    except TelegramError:  # its own words may quote the token
        fix = "Give it with --bot NAME, or leave Telegram out with --no-telegram."
    raise TogetherError("telegram_unreachable", "Telegram did not tell the bot's name.", fix)


async def _username(token: str, base_url: str) -> str:
    async with Bot(token, base_url=f"{base_url.rstrip('/')}/bot") as bot:
        return str(bot.username)


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    click.echo(str(file))
