"""A poster for a consultation."""

import io
import re

import pytest
import segno
from PIL import Image

from bot import wording
from together import posters
from together.posters import Poster, telegram_link, web_link

WEB = web_link("https://say.example.org/", "spring")
TELEGRAM = telegram_link("example_bot", "spring")


def test_the_links_open_the_consultation() -> None:
    assert WEB.address == "https://say.example.org/chat/spring"
    assert TELEGRAM.address == "https://t.me/example_bot?start=spring"


def test_a_poster_says_its_title_and_both_links_in_words() -> None:
    page = posters.page(Poster("Parks & play", "Example Trust", (WEB, TELEGRAM)))
    assert "<h1>Parks &amp; play</h1>" in page
    assert re.findall(r'<bdi class="address" dir="ltr">(.*)</bdi>', page) == [
        "say.example.org/chat/spring",
        "t.me/example_bot?start=spring",
    ]
    assert "Example Trust" in page
    assert re.findall(r"<title>A square code that leads to ([^<]+)</title>", page) == [
        "say.example.org/chat/spring",
        "t.me/example_bot?start=spring",
    ]


def test_a_poster_needs_nothing_from_anywhere_else() -> None:
    page = posters.page(Poster("Parks", "Example Trust", (WEB, TELEGRAM)))
    assert re.findall(r"(?:src|href|url\()\S*", page) == []


def test_a_poster_in_arabic_runs_from_right_to_left_but_its_addresses_do_not() -> None:
    page = posters.page(Poster("Parks", "Example Trust", (WEB,), "ar"))
    assert '<html lang="ar" dir="rtl">' in page
    assert '<bdi class="address" dir="ltr">' in page
    assert wording.say("page.welcome", "ar") in page


@pytest.mark.parametrize("link", [WEB, TELEGRAM])
def test_the_png_shows_the_link_with_a_white_border(link: posters.Link) -> None:
    drawn = Image.open(io.BytesIO(posters.png(link))).convert("1")
    code = segno.make_qr(link.address, error=posters.CORRECTION)
    side = code.symbol_size(scale=posters.PIXELS)[0]
    assert drawn.size == (side, side)
    wanted = [[not dark for dark in row] for row in code.matrix_iter(border=4)]
    middle = posters.PIXELS // 2
    steps = range(middle, side, posters.PIXELS)
    assert [[bool(drawn.getpixel((x, y))) for x in steps] for y in steps] == wanted
