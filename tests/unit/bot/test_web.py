"""The rules of the web chat that need no browser."""

import pytest
from fastapi import Request
from fastapi.responses import Response
from itsdangerous import URLSafeSerializer

from bot.messages import Button, Message
from bot.web.embedding import script, script_response
from bot.web.look import Look, from_cookie
from bot.web.media import part
from bot.web.view import panel
from bot.web.visit import Cookies, Visit, asked_for
from consultations.errors import FaultyInput
from together.settings import load

SECRET = "s" * 40


def request(query: str = "", cookies: str = "") -> Request:
    headers = [(b"cookie", cookies.encode())] if cookies else []
    return Request({"type": "http", "query_string": query.encode(), "headers": headers})


def cookie_of(response: Response) -> str:
    """The Cookie header of a browser that has just been given this response."""
    return response.headers["set-cookie"].partition(";")[0]


@pytest.mark.parametrize(
    "look", [Look(), Look("large"), Look("larger", "strong", easy=True, aloud=True), Look(aloud=True)]
)
def test_a_look_comes_back_from_its_cookie(look: Look) -> None:
    assert from_cookie(look.to_cookie()) == look


@pytest.mark.parametrize("written", ["", "nonsense", "..", "usual", "<script>", "strong\n"])
def test_a_cookie_that_somebody_made_up_changes_nothing_else(written: str) -> None:
    assert set(from_cookie(written).words()) <= {"strong"}


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("pl-PL,pl;q=0.9,en;q=0.8", ("pl-PL", "pl", "en")),
        ("ar", ("ar",)),
        ("", ()),
        (",;q=1, ,", ()),
        ("x," * 500, ("x",)),
    ],
)
def test_which_languages_a_browser_asks_for(header: str, languages: tuple[str, ...]) -> None:
    assert asked_for(header) == languages


def test_the_language_that_a_link_names_comes_before_those_of_the_browser() -> None:
    asking = request("language=uk")
    asking.scope["headers"].append((b"accept-language", b"pl-PL,uk"))
    visit = Cookies(SECRET, secure=True).visit(Request(asking.scope))
    assert visit.languages == ("uk", "pl-PL", "pl")


def buttons(*roles: str) -> Message:
    made = tuple(Button(f"x.{number}", role, role=role) for number, role in enumerate(roles))  # type: ignore[arg-type]
    return Message("question", "?", made)


def test_buttons_stand_where_their_role_says() -> None:
    found = panel(buttons("answer", "yes", "no", "another", "enough", "keep", "undo", "menu", "skip", "help"))
    assert [one.role for one in found.buttons] == ["answer", "yes", "no", "another", "enough", "keep", "undo"]
    assert [one.role for one in found.tools] == ["menu", "skip", "help"]


def test_boxes_are_ticked_only_where_their_order_means_nothing() -> None:
    assert panel(buttons("answer", "done")).ticks
    assert not panel(buttons("answer", "done", "undo"), ordered=True).ticks
    assert not panel(buttons("answer")).ticks


def test_a_person_is_known_by_a_cookie_for_each_setting() -> None:
    cookies = Cookies(SECRET, secure=True)
    response = Response()
    cookies.remember(response, "page", "ada")
    brought = cookie_of(response)
    assert cookies.visit(request(cookies=brought)).address == "ada"
    assert cookies.visit(request("embed=1", brought)) == Visit("framed", None, Look())
    assert Cookies("t" * 40, secure=True).visit(request(cookies=brought)).address is None


def test_a_tablet_forgets_its_owner_and_its_cookie_ends_with_the_browser() -> None:
    cookies = Cookies(SECRET, secure=True)
    mine, tablet = Response(), Response()
    cookies.remember(mine, "page", "ada")
    cookies.remember(tablet, "kiosk", "")
    visit = cookies.visit(request(cookies=f"{cookie_of(mine)}; {cookie_of(tablet)}"))
    assert (visit.setting, visit.address) == ("kiosk", None)
    assert "max-age" not in tablet.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("secure", "attributes"),
    [(True, ["HttpOnly", "SameSite=none", "Secure", "Partitioned"]), (False, ["HttpOnly", "SameSite=lax"])],
)
def test_inside_another_site_a_cookie_is_that_site_s_alone(secure: bool, attributes: list[str]) -> None:
    response = Response()
    cookies = Cookies(SECRET, secure=secure)
    cookies.remember(response, "framed", "ada")
    written = response.headers["set-cookie"]
    assert [one for one in attributes if one not in written] == []
    assert ("Partitioned" in written) is secure
    cookies.forget(response, "framed")
    assert ("Partitioned" in response.headers.getlist("set-cookie")[-1]) is secure


def test_on_a_page_of_our_own_a_cookie_stays_with_us() -> None:
    response = Response()
    Cookies(SECRET, secure=True).remember(response, "page", "ada")
    assert "SameSite=lax" in response.headers["set-cookie"]
    assert "Partitioned" not in response.headers["set-cookie"]


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("", None),
        ("bytes=0-1", range(2)),
        ("bytes=5-", range(5, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=2-99", range(2, 10)),
        ("bytes=10-", range(10, 10)),
        ("bytes=-", None),
        ("bytes=0-1,4-5", None),
        ("lines=1-2", None),
    ],
)
def test_parts_of_a_sound(wanted: str, given: range | None) -> None:
    assert part(wanted, 10) == given


def test_the_script_for_other_sites_has_its_words_and_says_who_may_load_it() -> None:
    assert '"open": "Tell us what you think"' in script("en")
    assert "/* words */" not in script("en")
    assert '"allow": "geolocation"' in script("en", locations=True)
    assert '"allow": ""' in script("en")
    header = "cross-origin-resource-policy"
    assert script_response("en", allowed=True).headers[header] == "cross-origin"
    assert header not in script_response("zz<", allowed=False).headers


@pytest.mark.parametrize("written", ["https://a.gov.uk", "https://a.gov.uk, http://localhost:8000", ""])
def test_origins_that_fit(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOGETHER_EMBED_ORIGINS", written)
    assert load().embed_origins == tuple(written.replace(",", " ").split())


@pytest.mark.parametrize(
    "written",
    [
        "*",
        "http://a.gov.uk",
        "https://a.gov.uk/",
        "https://a.gov.uk; script-src *",
        "a.gov.uk",
        "https://*.uk",
    ],
)
def test_origins_that_do_not_are_named(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOGETHER_EMBED_ORIGINS", written)
    with pytest.raises(FaultyInput) as caught:
        load()
    assert caught.value.faults[0].place.file == "TOGETHER_EMBED_ORIGINS"


@pytest.mark.parametrize("setting", ["page", "framed", "kiosk"])
def test_over_https_every_cookie_is_kept_to_this_host(setting: str) -> None:
    """Browsers refuse the prefix without Secure and Path=/, and with a Domain."""
    response, cookies = Response(), Cookies(SECRET, secure=True)
    cookies.remember(response, setting, "ada")
    cookies.remember_look(response, setting, Look())
    cookies.forget(response, setting)
    for written in response.headers.getlist("set-cookie"):
        assert written.startswith("__Host-")
        assert [one for one in ("Secure", "HttpOnly", "Path=/") if one not in written] == []
        assert "domain" not in written.lower()


def test_a_neighbour_s_cookie_without_the_prefix_is_nobody_s() -> None:
    response = Response()
    Cookies(SECRET, secure=False).remember(response, "page", "ada")
    assert Cookies(SECRET, secure=True).visit(request(cookies=cookie_of(response))).address is None


def test_a_signature_with_sha_1_is_nobody_s() -> None:
    signed = URLSafeSerializer(SECRET, salt="web-chat").dumps("ada")
    assert Cookies(SECRET, secure=False).visit(request(cookies=f"together_chat={signed}")).address is None
