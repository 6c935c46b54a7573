"""The pictures and sounds of a questionnaire: what fits, and what is refused with its row."""

from dataclasses import replace

import pytest

from consultations.errors import FaultyInput
from consultations.forms.questionnaire import Choice, Questionnaire
from consultations.media import LARGEST, MediaFile, gather, media_type
from tests.builders import question, questionnaire

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
MP3 = b"ID3" + b"\0" * 20


def form() -> Questionnaire:
    asked = replace(
        question("place", "select_one", choices="spots"), media={"audio": {"en": "ask.mp3"}}, row=2
    )
    spots = (
        Choice("park", {"en": "Park"}, media={"image": {"en": "park.png", "pl": "park-pl.png"}}, row=2),
        Choice("bus", {"en": "Bus"}, media={"image": {"en": "park.png"}}, row=3),
    )
    return questionnaire(asked, spots=spots)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"GIF89a......", "image/gif"),
        (MP3, "audio/mpeg"),
        (b"\xff\xfb\x90\x00", "audio/mpeg"),
        (b"OggS........", "audio/ogg"),
        (b"RIFF....WAVEfmt ", "audio/wav"),
        (b"\0\0\0\x20ftypM4A ....", "audio/mp4"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", None),
        (b"<!doctype html>", None),
        (b"\0\0\0\x20ftypmp42....", None),
        (b"%PDF-1.7", None),
        (b"\xff", None),
        (b"", None),
    ],
)
def test_bytes_say_what_a_file_is(content: bytes, found: str | None) -> None:
    assert media_type(content) == found


def test_every_file_that_is_named_is_gathered_once() -> None:
    folder = {"ask.mp3": MP3, "park.png": PNG, "park-pl.png": PNG, "unnamed.png": PNG}
    assert gather(form(), folder.get) == (
        MediaFile("ask.mp3", "audio/mpeg", MP3),
        MediaFile("park.png", "image/png", PNG),
        MediaFile("park-pl.png", "image/png", PNG),
    )


def test_all_that_does_not_fit_is_listed_with_its_row() -> None:
    folder = {"ask.mp3": PNG, "park.png": PNG + b"\0" * LARGEST}
    with pytest.raises(FaultyInput) as caught:
        gather(form(), folder.get)
    found = [(fault.code, fault.place.sheet, fault.place.row) for fault in caught.value.faults]
    assert found == [
        ("media.other_kind", "survey", 2),
        ("media.too_large", "choices", 2),
        ("media.missing", "choices", 2),
        ("media.too_large", "choices", 3),
    ]


@pytest.mark.parametrize("name", ["../secret.png", "a/b.png", "a\\b.png", "/etc/hosts"])
def test_a_name_stays_in_its_folder(name: str) -> None:
    asked = replace(question("place"), media={"image": {"en": name}})
    with pytest.raises(FaultyInput) as caught:
        gather(questionnaire(asked), lambda _: PNG)
    assert caught.value.faults[0].code == "media.missing"
