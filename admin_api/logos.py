"""A logo, painted anew from its pixels as a PNG: nothing else of the file that somebody sent is kept."""

from io import BytesIO

from PIL import Image, ImageOps

from admin_api.translation.speaking import translate
from consultations.errors import Fault, FaultyInput

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
WIDEST, HIGHEST = 480, 160
"""Pixels: twice what the header shows."""
MOST_PIXELS = 20_000_000
UNREADABLE = (OSError, ValueError, SyntaxError, IndexError, MemoryError, EOFError)


def png_of(content: bytes) -> bytes:
    """The picture as a PNG that fits the header. Raises `FaultyInput`."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _refused(
                    translate("The picture is too large."),
                    translate("Make it smaller: 480 pixels across are enough."),
                )
            return _painted_anew(opened)
    except (*UNREADABLE, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused(
            translate("This is no picture that we can read."),
            translate("Send a PNG, JPEG, GIF or WebP file."),
        ) from error


def _painted_anew(opened: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(opened).convert("RGBA")
    upright.thumbnail((WIDEST, HIGHEST))
    fresh = Image.new("RGBA", upright.size)
    fresh.paste(upright)
    out = BytesIO()
    fresh.save(out, "PNG", optimize=True)
    return out.getvalue()


def _refused(message: str, fix: str) -> FaultyInput:
    return FaultyInput("bad_logo", message, [Fault("bad_logo", message, fix)])
