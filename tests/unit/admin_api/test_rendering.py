"""Pages escape what they are given, fail on what is missing, and hold no script or style of their own."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import DictLoader, UndefinedError

from admin_api.charts import Datum, bar_chart
from admin_api.rendering import Pages, Site, make_environment
from consultations.errors import Fault, Place

STATIC = Path(__file__).parents[3] / "admin_api" / "static"
VOID = {"meta", "link", "img", "input", "br", "hr", "rect"}


def make_pages(site: Site | None = None, **templates: str) -> Pages:
    environment = make_environment(site or Site("Together", "A Trust & its friends"))
    environment.loader.loaders.append(DictLoader(templates))
    return Pages(environment)


@pytest.fixture(scope="module")
def pages() -> Pages:
    return make_pages()


def error_page(pages: Pages, **changes: object) -> str:
    words = {"heading": "Not here", "message": "It has gone.", "fix": "", "faults": ()} | changes
    return pages.text("error.html", **words)


class Elements(HTMLParser):
    """The elements and attributes of a page; a tag that is not closed in its turn is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_every_page_says_whose_it_is_and_where_privacy_is_explained(pages: Pages) -> None:
    html = error_page(pages)
    assert "A Trust &amp; its friends" in html
    assert 'href="#main-content"' in html
    assert 'href="/privacy"' in html
    assert 'href="/accessibility"' in html
    assert "<title>Not here – Together</title>" in html


def test_a_demonstration_says_so_and_a_real_service_does_not(pages: Pages) -> None:
    words = "This is a demonstration with invented answers"
    assert words in error_page(make_pages(Site("Together", "A Trust", sample_data=True)))
    assert words not in error_page(pages)


def test_what_people_wrote_is_escaped(pages: Pages) -> None:
    nasty = "<script>alert('x')</script>"
    html = error_page(
        pages, heading=nasty, message=nasty, fix=nasty, faults=[Fault("x", nasty, nasty, Place(nasty))]
    )
    assert nasty not in html
    assert html.count("&lt;script&gt;") == 7


def test_a_forgotten_value_fails_instead_of_showing_nothing(pages: Pages) -> None:
    with pytest.raises(UndefinedError, match="faults"):
        pages.text("error.html", heading="x", message="x", fix="")


def test_a_page_of_another_package_stands_in_the_same_frame() -> None:
    chat = (
        '{% extends "layout.html" %}{% block title %}Chat{% endblock %}{% block content %}Hello{% endblock %}'
    )
    pages = make_pages(**{"chat.html": chat, "layout.html": "not this one"})
    assert "A Trust &amp; its friends" in pages.text("chat.html")


def test_components_of_govuk_frontend_are_there_by_name() -> None:
    page = '{{ govuk.button({"text": "<b>"}) }}{{ govuk.date_input({"id": "d", "items": []}) }}'
    html = make_pages(**{"page.html": page}).text("page.html")
    assert "govuk-button" in html
    assert "govuk-date-input" in html
    assert "&lt;b&gt;" in html


def test_pages_hold_nothing_that_the_policy_forbids_and_load_only_what_is_there(pages: Pages) -> None:
    for tag, attributes in Elements(error_page(pages)).seen:
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "script" or attributes["src"]
        address = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
        assert address is None or (STATIC / address.removeprefix("/static/")).is_file()


def test_the_stylesheets_name_no_font_and_no_file_that_we_may_not_serve() -> None:
    for sheet in STATIC.rglob("*.css"):
        css = sheet.read_text()
        assert "GDS Transport" not in css
        assert "url(" not in css
        assert "@import" not in css


def test_licences_stand_beside_what_is_not_ours() -> None:
    folder = STATIC / "govuk-frontend"
    assert "MIT License" in (folder / "LICENSE.txt").read_text()
    assert '--govuk-frontend-version: "6.3.0"' in (folder / "govuk-frontend.min.css").read_text()
    assert 'const version="6.3.0"' in (folder / "govuk-frontend.min.js").read_text()


CHART = '{% from "charts.html" import bars %}{{ bars(chart, "Theme", 5) }}'


def draw(*data: Datum) -> str:
    chart = bar_chart("themes", "What people said <most>", "answers", data)
    return make_pages(**{"page.html": CHART}).text("page.html", chart=chart)


def test_a_chart_has_a_name_words_and_a_table_for_those_who_do_not_see_it() -> None:
    html = draw(Datum("Buses", 40), Datum("Parks", 20))
    drawing = dict(Elements(html).seen)["svg"]
    assert drawing["role"] == "img"
    for name in drawing["aria-labelledby"].split():
        assert f'id="{name}"' in html
    assert re.search(r"<th scope=\"row\"[^>]*>Buses</th>\s*<td[^>]*>40</td>", html)
    assert "not shown" not in html.lower()


def test_a_hidden_number_is_explained_and_given_nowhere() -> None:
    html = draw(Datum("Buses", 40), Datum("Bullying", None))
    assert "fewer than 5 people" in html
    assert html.count("not shown") == 2
    assert re.findall(r'class="chart__bar".*width="([^"]*)"', html) == ["62.0%"]


def test_summary_cards_and_tags_escape_and_explain() -> None:
    page = """{% from "macros.html" import summary_card, tag %}
        {{ summary_card(people, "of <2,000>") }}{{ summary_card(few) }}{{ tag("Live & well") }}"""
    html = make_pages(**{"page.html": page}).text(
        "page.html", people=Datum("People", 1250), few=Datum("Aged 5", None)
    )
    assert "1,250" in html
    assert "of &lt;2,000&gt;" in html
    assert "because so few people said it" in html
    assert "Live &amp; well" in html
