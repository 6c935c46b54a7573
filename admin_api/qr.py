"""QR codes as drawings for a page: without a style of their own, which the policy of pages forbids."""

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """`text` as an SVG. Medium error correction: a poster may get a scratch."""
    drawn = segno.make_qr(text, error="m").svg_inline(
        omitsize=True, border=4, svgclass="qr", lineclass="", light="#fff"
    )
    return Markup(drawn)  # noqa: S704 # nosec B704 - segno draws it from modules, and takes no words into it
