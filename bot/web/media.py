"""Gives out the pictures and sounds of questionnaires, whole or, as players of sound ask for it, in parts."""

import re

from fastapi import Response

from consultations.media import MediaFile

YEAR = 365 * 24 * 3600
RANGE = re.compile(r"bytes=(\d{0,10})-(\d{0,10})")


def part(wanted: str, size: int) -> range | None:
    """The bytes that a Range header asks for, of `size`; None for all. An empty range cannot be given."""
    found = RANGE.fullmatch(wanted.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    return range(int(first), min(int(last) + 1, size) if last else size)


def media_response(file: MediaFile, wanted: str) -> Response:
    """The file, which never changes: its questionnaire's version and its name are in its address."""
    headers = {"Cache-Control": f"public, max-age={YEAR}, immutable", "Accept-Ranges": "bytes"}
    size = len(file.content)
    asked = part(wanted, size)
    if asked is None:
        return Response(file.content, media_type=file.media_type, headers=headers)
    if not asked:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{size}"
    content = file.content[asked.start : asked.stop]
    return Response(content, status_code=206, media_type=file.media_type, headers=headers)
