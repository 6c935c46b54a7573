"""A poster for a consultation: two QR codes, the same links in words, on one sheet of A4.

Pure: it is given everything and gives text and bytes. Nothing on it comes from another site.
"""

import io
from dataclasses import dataclass
from functools import cache
from typing import Literal

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot import wording
from consultations.forms.languages import direction

TEMPLATE = "poster.html"
PIXELS = 20
"""To a module of a PNG: 700 pixels and more across, sharp at 6 cm in print."""
CORRECTION = "m"
"""Up to 15% of the code may be hidden by a fold or a drawing pin; more where it costs no room."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that people can scan or type; `place` says where it leads."""

    place: Literal["web", "telegram"]
    address: str

    @property
    def in_words(self) -> str:
        """The address as one would type it: browsers add the https:// by themselves."""
        return self.address.removeprefix("https://")


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on a poster: the consultation's title, whose it is, its links, and its language."""

    title: str
    trust: str
    links: tuple[Link, ...]
    language: str = wording.DEFAULT


def web_link(public_url: str, code: str) -> Link:
    return Link("web", f"{public_url.rstrip('/')}/chat/{code}")


def telegram_link(bot: str, code: str) -> Link:
    """`bot` is its username. A code is at most 64 of A–Z, a–z, 0–9, _ and -: what Telegram lets pass."""
    return Link("telegram", f"https://t.me/{bot}?start={code}")


def page(poster: Poster) -> str:
    """The poster as one HTML page, ready to print."""
    return (
        _templates()
        .get_template(TEMPLATE)
        .render(
            poster=poster,
            direction=direction(poster.language),
            say=lambda key, **details: wording.say(key, poster.language, **details),
            qr=_inline,
        )
    )


def svg(link: Link) -> bytes:
    """The QR code alone, for a poster that the Trust draws itself."""
    return _drawn(link, "svg", xmldecl=False, svgns=True, dark="#000", light="#fff")


def png(link: Link) -> bytes:
    return _drawn(link, "png", scale=PIXELS)


def _inline(link: Link, title: str) -> Markup:
    """The code as part of a page, with `title` for those who do not see it; as large as its box."""
    drawn = _drawn(link, "svg", xmldecl=False, svgns=False, omitsize=True, title=title)
    return Markup(drawn.decode())  # noqa: S704 # nosec B704 - drawn by segno, which escapes the title


def _drawn(link: Link, kind: str, **how: object) -> bytes:
    drawn = io.BytesIO()
    segno.make_qr(link.address, error=CORRECTION).save(drawn, kind=kind, **how)
    return drawn.getvalue()


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("together"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
