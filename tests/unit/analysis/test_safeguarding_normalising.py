"""Words that were hidden from filters, or typed as they are spoken, are found again."""

import pytest

from analysis.safeguarding.looking import pieces
from analysis.safeguarding.normalising import plain_sentences, variants

KNOWN = frozenset(
    ["i", "want", "to", "die", "kill", "myself", "suicide", "help", "go", "home", "hits", "me", "my", "dad"]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("KMS", "kill myself"),
        ("i w4nt t0 d1e", "i want to die"),
        ("sui​cide", "suicide"),
        ("ѕuісіdе", "suicide"),
        ("ｓｕｉｃｉｄｅ", "suicide"),
        ("s*icide", "suicide"),
        ("su!c1de", "suicide"),
        ("s u i c i d e", "suicide"),
        ("k.i.l.l  m.y.s.e.l.f", "kill myself"),
        ("heeeelp meeee", "help me"),
        ("help", "help"),
        ("my d@d hits me", "my dad hits me"),
        ("unalive", "kill"),
        ("i dont wanna go home", "i dont want to go home"),
    ],
)
def test_the_heavy_variant_says_what_was_meant(typed: str, meant: str) -> None:
    assert variants(typed, KNOWN).heavy == f" {meant} "


def test_the_raw_variant_keeps_what_was_typed() -> None:
    assert variants("KMS, don't!", KNOWN).raw == " kms dont . "


def test_emoji_are_words() -> None:
    assert "knife" in variants("i have a 🔪", KNOWN).light


def test_plain_words_stay_as_they_are() -> None:
    plain = variants("there are 3 parks and 12 buses", KNOWN)
    assert plain.each() == (plain.raw,)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Idk. My dad’s cross, u know?", "i dont know. my dad’s cross, you know?"),
        ("he k!lls time, k1ll my d@d", "he k!lls time, kill my dad"),
        ("my ps5 broke at 10am", "my ps5 broke at 10am"),
        ("w@nt t0 d i e", "want to die"),
        ("IWANTTODIE", "i want to die"),
        ("Northwich library", "northwich library"),
    ],
)
def test_a_sentence_keeps_its_stops_and_loses_only_disguises(typed: str, meant: str) -> None:
    assert plain_sentences(typed, KNOWN) == meant


@pytest.mark.parametrize("odd", ["", "   ", "\ud800", "​", "*" * 50, "a b " * 500, "🔪" * 300, "_-.*" * 99])
def test_no_text_is_too_odd(odd: str) -> None:
    found = variants(odd, KNOWN)
    assert all(line.startswith(" ") and line.endswith(" ") for line in found.each())


@pytest.mark.parametrize("words", [1, 120, 121, 210, 211, 500, 5000])
def test_a_long_message_is_read_to_its_last_word(words: int) -> None:
    text = " ".join(f"w{number}" for number in range(words))
    found = pieces(text)
    assert {word for piece in found for word in piece.split()} == set(text.split())
    assert len(found) == 1 if words <= 120 else 1 < len(found) <= 31


@pytest.mark.parametrize("odd", ["a", "a*", "a ", "s.", "k1", "* ", "'"])
def test_a_long_odd_text_takes_no_longer_than_its_length(odd: str) -> None:
    assert variants(odd * 5000, KNOWN).raw.startswith(" ")
