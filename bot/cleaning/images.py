"""Pictures, painted anew from their pixels: no place, camera, name, comment or thumbnail comes through."""

from io import BytesIO

from PIL import Image, ImageOps

from bot.cleaning import Clean, Unreadable

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LONGEST_SIDE = 2560
"""Pixels; enough to read a photographed page."""
MOST_PIXELS = 60_000_000
"""A picture of more would fill the memory when it is unpacked. (Telephones make 50 million at most.)"""
SEE_THROUGH = ("RGBA", "LA", "PA", "RGBa", "La")


def clean_image(content: bytes) -> Clean:
    """The first frame of a picture, the right way up and not too large. Raises `Unreadable`."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Unreadable
            return _painted_anew(opened)
    except (OSError, ValueError, SyntaxError, IndexError, MemoryError, EOFError) as error:
        raise Unreadable from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable from error


def _painted_anew(opened: Image.Image) -> Clean:
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    see_through = upright.mode in SEE_THROUGH or "transparency" in upright.info
    pixels = upright.convert("RGBA" if see_through else "RGB")
    fresh = Image.new(pixels.mode, pixels.size)
    fresh.paste(pixels)
    out = BytesIO()
    if see_through:
        fresh.save(out, "PNG", optimize=True)
    else:
        fresh.save(out, "JPEG", quality=88)
    return Clean(out.getvalue(), "png" if see_through else "jpg")
