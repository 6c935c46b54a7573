"""QR codes: as drawings for a page, without a style of their own, which its policy forbids; as files."""

import io

import segno
from markupsafe import Markup

PIXELS = 20
"""To a module of a file: sharp at 6 cm in print."""


def qr_code(text: str) -> Markup:
    """`text` as an SVG. Medium error correction: a poster may get a scratch."""
    drawn = segno.make_qr(text, error="m").svg_inline(
        omitsize=True, border=4, svgclass="qr", lineclass="", light="#fff"
    )
    return Markup(drawn)  # noqa: S704 # nosec B704 - segno draws it from modules, and takes no words into it


def qr_png(text: str) -> bytes:
    """`text` as a picture, for what the Trust draws itself."""
    drawn = io.BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="png", scale=PIXELS)
    return drawn.getvalue()
