"""What a person is told, in which language, and what stands beside it."""

import pytest

from bot import wording
from bot.commands import language_meant
from bot.language_warnings import language_warnings
from bot.wording import Marks
from consultations.forms.languages import direction


@pytest.fixture
def nobody_reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_marks", lambda: Marks(("help", "stopped"), {"help": "help"}, {}))


@pytest.fixture
def polish_help_reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_marks", lambda: Marks(("help", "stopped"), {}, {"pl": ("help",)}))


@pytest.mark.usefixtures("nobody_reviewed")
def test_unreviewed_safety_wording_has_the_english_beside_it() -> None:
    said = wording.say("help", "pl")
    assert said.endswith(f"\n\n{wording.say('help', 'en')}")
    assert said != wording.say("help", "en")
    assert wording.say("ok", "pl") == wording.say("ok", "pl-PL") == "OK"


@pytest.mark.usefixtures("polish_help_reviewed")
def test_reviewed_safety_wording_stands_alone() -> None:
    assert wording.say("help", "en") not in wording.say("help", "pl")
    assert wording.say("stopped", "en") in wording.say("stopped", "pl")


@pytest.mark.usefixtures("nobody_reviewed")
def test_english_and_easy_read_english_need_no_english_beside_them() -> None:
    assert wording.say("help", "en").count("999") == wording.say("help", "en-easy").count("999") == 1


@pytest.mark.usefixtures("polish_help_reviewed")
def test_what_nobody_has_reviewed_is_known() -> None:
    assert wording.unreviewed("en") == wording.unreviewed("xx") == ()
    assert wording.unreviewed("pl-PL") == ("stopped",)
    assert wording.unreviewed("ar") == ("help", "stopped")


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("pl", "pl"),
        ("pl-PL", "pl"),
        ("pl_PL", "pl"),
        ("en-easy", "en-easy"),
        ("en-GB", "en"),
        ("xx", "en"),
        ("", "en"),
    ],
)
def test_a_language_falls_back_on_a_wider_one_and_then_on_english(asked: str, spoken: str) -> None:
    assert wording.catalogue_of(asked) == spoken
    assert wording.say("button.back", asked) == wording.say("button.back", spoken)


def test_a_key_that_no_catalogue_has_is_a_mistake() -> None:
    with pytest.raises(KeyError, match=r"no sentence called 'no.such.key'"):
        wording.say("no.such.key", "pl")


def test_details_are_filled_in() -> None:
    assert wording.say("progress", "en", number=3, total=8) == "3 of about 8"


def test_arabic_and_its_relations_run_from_right_to_left() -> None:
    assert {one: direction(one) for one in ("ar", "ar-EG", "ur", "en", "uk", "cy", "en-easy")} == {
        "ar": "rtl",
        "ar-EG": "rtl",
        "ur": "rtl",
        "en": "ltr",
        "uk": "ltr",
        "cy": "ltr",
        "en-easy": "ltr",
    }


def test_only_easy_read_english_has_pictures() -> None:
    assert wording.picture("button.stop", "en-easy") == "stop.svg"
    assert wording.picture("button.stop", "en") is wording.picture("button.stop", "pl") is None
    assert wording.picture("progress", "en-easy") is None


def test_a_language_is_called_what_it_calls_itself() -> None:
    names = {code: wording.language_name(code) for code in ("pl", "pl-PL", "ur", "es-MX", "tlh")}
    assert names == {"pl": "Polski", "pl-PL": "Polski", "ur": "اردو", "es-MX": "Español", "tlh": "tlh"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Polski", "pl"),
        ("polish", "pl"),
        ("PL", "pl"),
        ("romana", "ro"),
        ("Română!", "ro"),
        ("Українська", "uk"),
        ("العربيه", "ar"),
        ("welsh", "cy"),
        ("easy read", "en-easy"),
        ("English", "en"),
        ("Klingon", None),
        ("", None),
    ],
)
def test_a_language_is_chosen_by_its_own_name_its_english_name_or_its_code(
    text: str, code: str | None
) -> None:
    assert language_meant(text, ["en", "en-easy", "pl", "ro", "uk", "ar", "cy"]) == code


def test_only_a_language_on_offer_can_be_chosen() -> None:
    assert language_meant("Welsh", ["en", "pl"]) is None
    assert language_meant("polish", ["en", "pl-PL"]) == "pl-PL"


@pytest.mark.usefixtures("polish_help_reviewed")
def test_staff_are_warned_of_what_nobody_has_reviewed() -> None:
    warnings = language_warnings(["en", "pl", "tlh"])
    assert [str(one).split(". ")[0] for one in warnings] == [
        "Nobody has reviewed what we say on safety in Polski (pl): stopped",
        "Everything but the questions themselves will be said in English to people who choose tlh (tlh)",
    ]
    assert {one.level for one in warnings} == {"warning"}


@pytest.mark.usefixtures("nobody_reviewed")
def test_staff_are_told_whether_the_english_stands_beside_it() -> None:
    polish, easy = (str(one) for one in language_warnings(["pl", "en-easy"]))
    assert "The English stands beside them." in polish
    assert "The English stands beside them." not in easy


def test_a_phone_number_is_dialled_as_it_is_read_in_arabic() -> None:
    said = wording.say("help.call", "ar", number="0800 1111")
    assert "\u20680800 1111\u2069" in said
    assert wording.say("help.call", "pl", number="0800 1111").count("\u2068") == 0
    assert wording.say("help.text", "ar", words="SHOUT", number="85258").count("\u2068") == 0
