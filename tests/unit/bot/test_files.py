"""What people send is kept without what it tells about them, or it is not kept."""

import stat
import struct
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot.cleaning import Unreadable
from bot.cleaning.images import LONGEST_SIDE, clean_image
from bot.cleaning.ogg import HEADER, _pages, checksum
from bot.cleaning.sounds import clean_sound
from bot.files import FileRefused, FileStore
from bot.messages import Attachment
from consultations.errors import NotFound

SECRET = "Taken at home, 12 Some Road"
NAME = "0" * 31 + "1.jpg"
MEGABYTE = 1_000_000


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    numbers = count(1)
    most = {"image": MEGABYTE, "audio": MEGABYTE, "file": 1000}
    return FileStore(tmp_path / "kept", most, lambda: f"{next(numbers):032x}")


def picture(form: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (6, 4), **more: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 120).save(out, form, **more)
    return out.getvalue()


def with_exif(values: dict[int, str], place: dict[int, object] | None = None, form: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif.update(values)
    exif.get_ifd(0x8825).update(place or {})
    return picture(form, exif=exif)


# Pictures

CAMERA = [0x010F, 0x0110, 0x010E, 0x9003, 0x013B]
"""Tags of EXIF: who made the camera, which it is, what is shown, when, and who took it."""


@settings(max_examples=40, deadline=None)
@given(
    tags=st.dictionaries(
        st.sampled_from([0x010F, 0x0110, 0x010E, 0x9003, 0x013B]), st.text("AB 12", min_size=1)
    ),
    place=st.dictionaries(st.sampled_from([1, 3]), st.sampled_from("NSEW")),
    orientation=st.integers(1, 8),
    form=st.sampled_from(["JPEG", "PNG", "WEBP"]),
)
def test_no_exif_survives(
    tags: dict[int, str], place: dict[int, object], orientation: int, form: str
) -> None:
    content = with_exif({**tags, 0x0112: orientation, 0x010E: SECRET}, {**place, 29: "2026:01:01"}, form)
    assert SECRET.encode() in content
    clean = clean_image(content).content
    assert SECRET.encode() not in clean
    assert b"Exif" not in clean
    with Image.open(BytesIO(clean)) as opened:
        assert dict(opened.getexif()) == {}
        assert opened.getexif().get_ifd(0x8825) == {}
        assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_nor_do_comments_profiles_and_what_hangs_behind() -> None:
    text = PngInfo()
    text.add_text("Comment", SECRET)
    text.add_itxt("XML:com.adobe.xmp", SECRET)
    for content in (
        picture(comment=SECRET.encode(), icc_profile=SECRET.encode(), xmp=SECRET.encode()),
        picture("PNG", "RGBA", pnginfo=text),
        picture() + SECRET.encode(),
    ):
        assert SECRET.encode() in content
        assert SECRET.encode() not in clean_image(content).content


def test_a_picture_stands_the_right_way_up_and_is_not_too_large() -> None:
    with Image.open(BytesIO(clean_image(with_exif({0x0112: 6})).content)) as turned:
        assert turned.size == (4, 6)
    with Image.open(BytesIO(clean_image(picture(size=(LONGEST_SIDE * 2, 10))).content)) as smaller:
        assert smaller.size == (LONGEST_SIDE, 5)


def test_what_can_be_seen_through_stays_so() -> None:
    clean = clean_image(picture("PNG", "RGBA"))
    assert clean.suffix == "png"


def bomb() -> bytes:
    """A small file that claims to be enormous."""
    content = bytearray(picture("PNG"))
    content[16:24] = struct.pack(">II", 60_000, 60_000)
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", picture()[:60], bomb(), b"<svg onload='x'/>", b"%PDF-1.7", picture("TIFF"), b"\0" * 999],
)
def test_what_is_no_picture_is_refused(store: FileStore, content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        store.keep(content, "image")
    assert refused.value.code == "file.not_image"
    assert "photo" in refused.value.message


# Sounds

MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
"""MPEG 1, Layer III, 128 kbit/s, 44.1 kHz: 417 bytes."""


def id3(words: str) -> bytes:
    body = b"TIT2" + struct.pack(">IH", len(words) + 1, 0) + b"\x03" + words.encode()
    return b"ID3\x04\0\0" + bytes([0, 0, len(body) >> 7, len(body) & 127]) + body


def ape(words: str) -> bytes:
    return b"APETAGEX" + struct.pack("<II", 2000, 50) + words.encode() + b"TAG" + words.encode().ljust(125)


def test_only_the_sound_of_an_mp3_is_kept() -> None:
    content = id3(SECRET) + id3("\xff\xfb") + MP3_FRAME * 5 + ape(SECRET)
    assert clean_sound(content).content == MP3_FRAME * 5


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def wav(*more: bytes) -> bytes:
    form = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8))
    body = b"WAVE" + b"".join((more[0], form, more[1], chunk(b"data", b"12345"), more[2]))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_only_the_sound_of_a_wav_is_kept() -> None:
    noise = chunk(b"LIST", b"INFO" + chunk(b"IART", SECRET.encode())), chunk(b"bext", SECRET.encode())
    assert clean_sound(wav(*noise, chunk(b"id3 ", b"ID3" + SECRET.encode()))).content == wav(b"", b"", b"")


def ogg_page(number: int, packets: list[bytes], flags: int = 0, serial: int = 7) -> bytes:
    lacing = b"".join(bytes([255] * (len(p) // 255) + [len(p) % 255]) for p in packets)
    head = HEADER.pack(b"OggS", 0, flags, number * 100, serial, number, 0, len(lacing)) + lacing
    page = head + b"".join(packets)
    return page[:22] + struct.pack("<I", checksum(page)) + page[26:]


def opus(comment: bytes, sound: tuple[bytes, ...] = (b"one", b"two" * 200)) -> bytes:
    head = b"OpusHead\x01\x01" + bytes(9)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<II", 1, len(comment)) + comment
    pages = [ogg_page(0, [head], 2), ogg_page(1, [tags])]
    return b"".join([*pages, *(ogg_page(2 + n, [one]) for n, one in enumerate(sound))])


def test_a_voice_message_loses_its_comments_and_nothing_else() -> None:
    clean = clean_sound(opus(SECRET.encode() * 3)).content
    assert SECRET.encode() not in clean
    pages = list(_pages(clean))
    assert [page.body for page in pages[2:]] == [b"one", b"two" * 200]
    assert pages[1].body == b"OpusTags" + bytes(8)
    assert [page.position for page in pages] == [0, 0, 200, 300]


def test_pages_are_numbered_and_summed_anew() -> None:
    """A comment over two pages makes the numbers move. The sum is the one that RFC 3533 describes."""
    tags = b"OpusTags" + b"x" * 70_000
    lacing = 255 * 255
    half = HEADER.pack(b"OggS", 0, 0, -1, 7, 1, 0, 255) + b"\xff" * 255 + tags[:lacing]
    rest = ogg_page(2, [tags[lacing:]], 1)
    clean = clean_sound(
        ogg_page(0, [b"OpusHead" + bytes(11)], 2) + half + rest + ogg_page(3, [b"sound"])
    ).content
    numbers, at = [], 0
    for page in _pages(clean):
        size = HEADER.size + len(page.lacing) + len(page.body)
        whole = clean[at : at + size]
        numbers.append(struct.unpack_from("<I", whole, 18)[0])
        blank = whole[:22] + bytes(4) + whole[26:]
        assert struct.unpack_from("<I", whole, 22)[0] == checksum(blank) == slow_sum(blank)
        at += size
    assert numbers == [0, 1, 2]


def slow_sum(page: bytes) -> int:
    total = 0
    for byte in page:
        total ^= byte << 24
        for _ in range(8):
            total = (total << 1 ^ (0x04C11DB7 if total >> 31 else 0)) & 0xFFFFFFFF
    return total


def test_vorbis_too() -> None:
    comment = b"\x03vorbis" + SECRET.encode() + b"\x01"
    setup = b"\x05vorbis" + b"s" * 600
    content = (
        ogg_page(0, [b"\x01vorbis" + bytes(23)], 2) + ogg_page(1, [comment, setup]) + ogg_page(2, [b"la"])
    )
    pages = list(_pages(clean_sound(content).content))
    assert pages[1].body == b"\x03vorbis" + bytes(8) + b"\x01" + setup
    assert pages[2].body == b"la"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        MP3_FRAME,
        b"RIFF\0\0\0\0WAVE",
        b"RIFF\0\0\0\0AVI LIST",
        opus(b"x")[:80],
        opus(b"x") + ogg_page(0, [b"OpusHead" + bytes(11)], 2),
        opus(b"x") + ogg_page(9, [b"other"], serial=8),
        ogg_page(0, [b"\x80theora"], 2),
        b"\0\0\0\x20ftypM4A ",
        b"\x1aE\xdf\xa3webm",
        b"plain words",
    ],
)
def test_what_is_no_sound_is_refused(store: FileStore, content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        store.keep(content, "audio")
    assert refused.value.code == "file.not_audio"


STARTS = [b"", b"OggS\0\x02", b"RIFF\0\0\0\0WAVE", b"ID3", b"\xff\xfb\x90\0"]


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"OggS\0\x02", b"RIFF\0\0\0\0WAVE", b"ID3", b"\xff\xfb\x90\0"]),
)
def test_no_bytes_at_all_break_it(noise: bytes, start: bytes) -> None:
    for clean in (clean_sound, clean_image):
        try:
            assert clean(start + noise).content
        except Unreadable:
            continue


# Words


@pytest.mark.parametrize(
    "content",
    ["I like “parks”.\r\nA lot".encode(encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252")],
)
def test_words_are_kept_as_utf_8_whatever_they_came_in(store: FileStore, content: bytes) -> None:
    kept = store.keep(content, "file")
    assert store.open(kept.stored) == ("I like “parks”.\nA lot".encode(), "text/plain; charset=utf-8")
    assert store.words(kept) == "I like “parks”.\nA lot"


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"%PDF-1.7\n\x00\x01", b"PK\x03\x04", b"a\0b", b"\xff\xfea"]
)
def test_what_is_not_plain_words_is_refused(store: FileStore, content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        store.keep(content, "file")
    assert refused.value.code == "file.not_file"


# The folder


def test_a_file_has_a_name_of_ours_and_is_for_nobody_else(store: FileStore, tmp_path: Path) -> None:
    kept = store.keep(picture(), "image")
    assert kept == Attachment("image", NAME, "image/jpeg")
    [path] = (tmp_path / "kept").iterdir()
    assert (path.name, stat.S_IMODE(path.stat().st_mode)) == (NAME, 0o600)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert store.open(NAME) == (path.read_bytes(), "image/jpeg")
    store.delete(NAME)
    store.delete(NAME)
    with pytest.raises(NotFound):
        store.open(NAME)


@pytest.mark.parametrize(
    "name", [f"../{NAME}", f"{NAME}/../{NAME}", "family.jpg", "/etc/passwd", f"{NAME}\n", ""]
)
def test_no_other_name_is_opened_or_deleted(store: FileStore, name: str) -> None:
    with pytest.raises(NotFound):
        store.open(name)
    with pytest.raises(NotFound):
        store.delete(name)


def test_what_is_old_is_found_and_what_is_not_ours_left_alone(store: FileStore, tmp_path: Path) -> None:
    kept = store.keep(picture(), "image").stored
    (tmp_path / "kept" / "family.jpg").write_bytes(b"")
    assert list(store.older_than(0)) == []
    assert list(store.older_than(float("inf"))) == [kept]


def test_a_full_disk_leaves_nothing_behind(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.keep(picture(), "image")
    assert list((tmp_path / "kept").iterdir()) == []


def test_sizes_and_kinds_that_were_not_switched_on_are_refused(tmp_path: Path) -> None:
    store = FileStore(tmp_path, {"file": 10}, lambda: "x")
    for content, kind, code in (
        (b"x" * 11, "file", "file.too_large"),
        (picture(), "image", "cannot_keep_file"),
    ):
        with pytest.raises(FileRefused) as refused:
            store.keep(content, kind)
        assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []
