"""Templates in another language: what a sentence is, what a translation may do, that English stays."""

import re

import pytest
from jinja2 import DictLoader, Environment, nodes

from admin_api.catalogues.sources import TEMPLATES
from admin_api.rendering import Site, make_environment
from admin_api.translation.messages import Sentence, fits
from admin_api.translation.templates import PageEnvironment

ALL = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def sentences(source: str) -> list[str]:
    found: list[str] = []
    make_environment(Site("", "")).in_language(lambda one: found.append(one.text)).parse(source)
    return found


def said(source: str, words: dict[str, str], **context: object) -> str:
    """A page of `source` in a language that says `words`."""
    environment = make_environment(Site("", ""))
    environment.loader = DictLoader({"page.html": source})
    spoken = environment.in_language(lambda one: words.get(one.text))
    return spoken.get_template("page.html").render(**context)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Some\n    words.</p>", ["Some words."]),
        ("<li>A</li><li>B</li>", ["A", "B"]),
        ('<li><a class="x" href="/y">All of it</a></li>', ["All of it"]),
        ('<p>Call <a href="tel:999">999</a> now.</p>', ["Call <1>999</1> now."]),
        ("<p>One <b>two <i>three</i></b>.</p>", ["One <1>two <2>three</2></1>."]),
        ("<p>Send <code>{{ x }}</code> as <code>n</code>.</p>", ["Send <1/> as <2/>."]),
        ("<p>{{ a.who }} said {{ b.who }} and {{ a.who }}.</p>", ["{who} said {who2} and {who}."]),
        ('<p>On {{ x.held_on.strftime("%d %B") }}.</p>', ["On {held_on}."]),
        ("<p>{{ a }} {{ b }}: 12</p>", []),
        ("<p>One.{% if x %} Two.{% endif %} Three.</p>", ["One.", "Two.", "Three."]),
        ("<p>One <b>{% if x %}two{% endif %}</b> three.</p>", ["One", "two", "three."]),
        ('<p{% if x %} class="Big one"{% endif %} title="Of {{ x }}">Y</p>', ["Of {x}", "Y"]),
        ('<dl{% if x %} class="y"{% else %} class="z"{% endif %}>Words</dl>', ["Words"]),
        ('<img src="Not this.svg" alt="A cat"><br>Cat', ["A cat", "Cat"]),
        ('<{{ level }} class="Not this">Heading</{{ level }}>', ["Heading"]),
        ("<script>var a = 'No word';</script><style>p { color: red }</style><!-- none -->", []),
        ('{{ govuk.button({"text": "Start: " ~ title, "classes": "a b"}) }}', ["Start: {title}"]),
        ('{{ tag("Sample", "grey") }}', ["Sample"]),
        ('<p>{{ "One" if x == "not this" else "two " ~ y }}</p>', ["One", "two {y}"]),
        ('{% set words = {"a": "A whole sentence.", "b": "one"} %}', ["A whole sentence."]),
        ("<p>Tom &amp; Ann</p>", ["Tom & Ann"]),
    ],
)
def test_what_is_a_sentence(source: str, found: list[str]) -> None:
    assert sorted(sentences(source)) == sorted(found)


def test_a_translation_may_put_its_parts_in_another_order() -> None:
    words = {"Call <1>{name}</1> on {day}.": "{day}: <1>{name}</1> anrufen."}
    page = said(
        '<p>Call <a href="{{ to }}">{{ name }}</a> on {{ day }}.</p>', words, to="/x", name="A", day="B"
    )
    assert page == '<p>B: <a href="/x">A</a> anrufen.</p>'


def test_what_people_wrote_is_escaped_in_every_language_and_once() -> None:
    nasty = "<b>&\"'"
    source = '<p title="Of {{ x }}">By {{ x }}</p>{{ govuk.button({"text": "Start: " ~ x}) }}'
    words = {"Of {x}": "Von {x}", "By {x}": "Durch {x}", "Start: {x}": "Los: {x}"}
    page = said(source, words, x=nasty)
    assert '<p title="Von &lt;b&gt;&amp;&#34;&#39;">Durch &lt;b&gt;&amp;&#34;&#39;</p>' in page
    assert "Los: &lt;b&gt;&amp;&#34;&#39;" in page


def test_a_translation_brings_no_html() -> None:
    words = {"A": "<script>1 & 2</script>", "B": '" onclick="x', "C": "<b>C</b>"}
    page = said('<p title="B">A</p>{{ govuk.button({"text": "C"}) }}', words)
    assert '<p title="&quot; onclick=&quot;x">&lt;script&gt;1 &amp; 2&lt;/script&gt;</p>' in page
    assert "&lt;b&gt;C&lt;/b&gt;" in page


def test_white_space_around_a_sentence_stays() -> None:
    assert said("<b>A</b> <i>\n B </i>", {"<1>A</1> <2> B </2>": "<2>b</2> <1>a</1>"}) == "<i>b</i> <b>a</b>"
    assert (
        said('<p>{{ x }}{{ " For: " ~ y ~ "." }}</p>', {"For: {y}.": "Für {y}."}, x=1, y=2)
        == "<p>1 Für 2.</p>"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "Call.",
        "Call {name}.",
        "Call <1>999</1>.",
        "Call <1>{name}.",
        "</1>{name}<1>",
        "<1>{name}{other}</1>",
        "",
    ],
)
def test_a_translation_that_lost_something_is_not_used(wrong: str) -> None:
    text = "Call <1>{name}</1>."
    assert not fits(text, wrong)
    source = "<p>Call <b>{{ name }}</b>.</p>"
    assert said(source, {text: wrong}, name="X") == "<p>Call <b>X</b>.</p>"


def printed(template: nodes.Template) -> str:
    """All of a tree as one text. What is printed side by side is one, however it was cut."""
    texts: list[str] = []

    def walk(node: nodes.Node) -> None:
        if isinstance(node, nodes.TemplateData):
            texts.append(node.data)
        elif isinstance(node, nodes.Expr):
            texts.append(f"\0{node!r}\0")
        else:
            texts.extend([] if isinstance(node, nodes.Output) else [type(node).__name__])
            for child in node.iter_child_nodes():
                walk(child)

    walk(template)
    return "".join(texts)


def spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("name", ALL)
def test_english_is_what_stands_in_the_template(name: str) -> None:
    """Without a catalogue the tree is Jinja's own; with one that knows nothing it prints the same letters;
    with one that says all in English the same but for white space: nothing is lost between the pieces.
    """
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    plain = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).parse(source)
    ours = PageEnvironment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    assert ours.parse(source) == plain
    assert printed(ours.in_language(lambda _: None).parse(source)) == printed(plain)
    same = ours.in_language(lambda sentence: sentence.text)
    assert spaces(printed(same.parse(source))) == spaces(printed(plain))


def test_languages_share_names_and_templates_but_nothing_compiled() -> None:
    environment = make_environment(Site("", ""))
    environment.loader = DictLoader({"page.html": "<p>Word</p>"})

    def shout(sentence: Sentence) -> str:
        return sentence.text.upper()

    loud = environment.in_language(shout)
    environment.globals["later"] = "x"
    assert loud.globals["later"] == "x"
    assert loud.get_template("page.html").render() == "<p>WORD</p>"
    assert environment.get_template("page.html").render() == "<p>Word</p>"
