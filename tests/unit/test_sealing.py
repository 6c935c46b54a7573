"""What identifies a person is stored sealed, and found by a keyed hash."""

import pytest

from consultations.errors import Refused
from consultations.sealing import KeyRing, new_key, read_key, write_key

OLD, NEW = KeyRing((b"o" * 32,)), KeyRing((b"n" * 32, b"o" * 32))


def test_what_was_sealed_opens_again_and_looks_different_each_time() -> None:
    sealed = [OLD.seal("7654321", "address") for _ in range(2)]
    assert sealed[0] != sealed[1]
    assert [OLD.open(one, "address") for one in sealed] == ["7654321"] * 2
    assert "7654321" not in sealed[0]


def test_after_a_rotation_the_earlier_key_still_opens_and_is_known_as_earlier() -> None:
    sealed = OLD.seal("Jo", "address")
    assert NEW.open(sealed, "address") == "Jo"
    assert not NEW.is_present(sealed)
    assert NEW.is_present(NEW.seal("Jo", "address"))
    assert OLD.fingerprint("Jo", "address") in NEW.fingerprints("Jo", "address")


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_changed_letter_is_noticed(place: int) -> None:
    sealed = OLD.seal("a message of some length to be safe", "address")
    other = "A" if sealed[place] != "A" else "B"
    with pytest.raises(Refused):
        OLD.open(sealed[:place] + other + sealed[place + 1 :], "address")


def test_what_was_sealed_for_one_purpose_opens_for_no_other() -> None:
    with pytest.raises(Refused):
        OLD.open(OLD.seal("Jo", "address"), "concern")


def test_a_key_is_read_as_it_was_written_and_nothing_else_passes_for_one() -> None:
    key = new_key()
    assert read_key(write_key(key)) == key
    with pytest.raises(ValueError, match="44 letters"):
        read_key("short")
    with pytest.raises(ValueError, match="32 bytes"):
        KeyRing(())
