"""What a Trust may set: colours that everybody can read, lists that fit, days that make sense."""

from io import BytesIO

import pytest
from PIL import Image

from admin_api.logos import HIGHEST, WIDEST, png_of
from admin_api.pages_settings import style
from consultations.errors import FaultyInput
from consultations.trust import TrustSettings, contrast, faults_of, from_json, to_json


def codes(**said: object) -> list[str]:
    return [fault.code for fault in faults_of(TrustSettings(**said))]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_a_colour_that_not_everybody_can_read_on_is_refused_with_its_ratio() -> None:
    (fault,) = faults_of(TrustSettings(colour="#777777"))
    assert (fault.code, fault.place.column) == ("low_contrast", "colour")
    assert "4.47 to 1" in fault.message
    assert codes(colour="#767676") == []
    assert codes(colour="#ffdd00") == ["low_contrast"]
    assert codes(colour="#ffdd00", text_colour="black") == []
    assert codes(colour="red; } body { display: none") == ["bad_colour"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"areas": ("Crewe", "crewe")}, "same_twice"),
        ({"areas": tuple(f"Area {number}" for number in range(61))}, "long_list"),
        ({"age_bands": ("x" * 61,)}, "long_list"),
        ({"keep_text_days": 0}, "bad_days"),
        ({"trust_name": "x" * 101}, "long_name"),
        ({"help_lines": "lines: [{"}, "bad_help_lines"),
        ({"help_lines": "lines:\n  - name: x\n"}, "bad_help_lines"),
    ],
)
def test_what_makes_no_sense_is_refused(said: dict[str, object], code: str) -> None:
    assert code in codes(**said)


def test_what_is_set_is_kept_word_for_word() -> None:
    said = TrustSettings(trust_name="A Trust", colour="#0b5c63", areas=("Crewe",), keep_text_days=90)
    assert from_json(to_json(said)) == said
    assert style(TrustSettings()) == ""
    assert "#0b5c63" in style(said)


def picture(kind: str, **more: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (2000, 500), "teal").save(out, kind, **more)
    return out.getvalue()


def test_a_logo_is_painted_anew_and_fits() -> None:
    sent = picture("JPEG", comment=b"taken at 1 Home Street")
    png = png_of(sent)
    with Image.open(BytesIO(png)) as kept:
        assert kept.format == "PNG"
        assert kept.width <= WIDEST
        assert kept.height <= HIGHEST
    assert b"Home Street" not in png


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"%PDF-1.7", picture("PNG")[:60]],
    ids=["nothing", "svg", "pdf", "cut"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(FaultyInput, match="no picture"):
        png_of(content)
