"""axe finds faults that we plant: a check that finds nothing proves nothing."""

import pytest

from tests.browser.axe import axe_violations, colour_violations

FAULTY = """<!doctype html><html><head><title></title><meta name="viewport" content="user-scalable=no"></head>
<body><img src="data:,"><form><input type="text"><button></button></form>
<p style="color:#bbb;background:#fff">Hard to read</p></body></html>"""
SOUND = """<!doctype html><html lang="en"><head><title>A sound page</title></head>
<body><main><h1>A sound page</h1><p>Easy to read</p></main></body></html>"""
PLANTED = {
    "button-name",
    "color-contrast",
    "document-title",
    "html-has-lang",
    "image-alt",
    "label",
    "meta-viewport",
}


@pytest.mark.parametrize("shape", ["page", "phone", "no_script_page"])
def test_planted_faults_are_found_and_named(shape: str, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue(shape)
    page.set_content(FAULTY)
    found = axe_violations(page)
    assert {violation.rule for violation in found} >= PLANTED
    assert any("img" in str(violation) for violation in found if violation.rule == "image-alt")


def test_a_sound_page_has_none(page) -> None:
    page.set_content(SOUND)
    assert axe_violations(page) == []


DARK = """<!doctype html><html lang="en"><head><title>Dark</title><style>
@media (prefers-color-scheme: dark) {{ body {{ background: #000; color: #eee }} {rule} }}</style></head>
<body><main><h1>A page</h1><p class="said">Words</p>
<div class="box"><p class="said">More words</p></div></main></body></html>"""


@pytest.mark.parametrize("rule", [".said { color: #333 }", ".box { background: #ccc }"])
def test_a_new_look_that_cannot_be_read_in_the_dark_is_found_each_time(page, rule: str) -> None:
    page.emulate_media(color_scheme="dark")
    for _ in range(2):
        page.set_content(DARK.format(rule=""))
        assert colour_violations(page) == []
    page.set_content(DARK.format(rule=rule))
    for _ in range(2):
        assert [violation.rule for violation in colour_violations(page)] == ["color-contrast"]


def test_axe_works_under_a_strict_content_security_policy(page, serve) -> None:
    page.goto(serve(strict))
    assert "image-alt" in {violation.rule for violation in axe_violations(page)}


async def strict(scope, receive, send) -> None:
    if scope["type"] == "lifespan":
        return
    headers = [(b"content-type", b"text/html"), (b"content-security-policy", b"default-src 'none'")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": FAULTY.encode()})
