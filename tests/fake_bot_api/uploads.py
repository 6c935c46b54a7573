"""Files that the bot sends: what the real server takes them for, and what it refuses."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image

from tests.fake_bot_api.rules import ApiError, bad_request, units
from tests.fake_bot_api.world import Uploaded, World

KINDS = ("photo", "animation", "audio", "voice", "document")
MOST_CAPTION = 1024
MOST_PHOTO = 10_000_000
MOST_UPLOADED = 50_000_000
MOST_DOWNLOAD = 20_000_000
SOUNDS = {b"ID3": "audio", b"\xff\xfb": "audio", b"OggS": "voice"}


@dataclass(frozen=True)
class Upload:
    """One file of a multipart request."""

    name: str
    content: bytes


def accepted_caption(parameters: dict[str, Any]) -> str:
    caption = str(parameters.get("caption") or "").strip()
    if units(caption) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    return caption


def accepted_file(world: World, kind: str, given: Upload | str | None) -> Uploaded:
    """The file as Telegram takes it. An id is good only for the kind that its file was taken for."""
    if isinstance(given, Upload):
        return _keep(world, kind, given)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    known = world.files.get(given)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known.kind != kind:
        raise bad_request(f"can't use file of type {known.kind.title()} as {kind.title()}")
    return known


def sent_by_a_person(world: World, kind: str, content: bytes, **about: Any) -> dict[str, Any]:
    """What a message says of a file in it. `about` is what else Telegram says of the file."""
    number = f"{kind}-{len(world.files) + 1}"
    one = {"file_id": number, "file_unique_id": f"unique-{number}", "file_size": len(content)}
    one |= {"width": 1, "height": 1} if kind == "photo" else {}
    one |= {"duration": 1} if kind in ("audio", "voice") else {}
    described = [one | about] if kind == "photo" else one | about
    world.files[number] = Uploaded(kind, content, described)
    return {kind: described}


def _keep(world: World, kind: str, upload: Upload) -> Uploaded:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > (MOST_PHOTO if kind == "photo" else MOST_UPLOADED):
        raise ApiError(413, "Request Entity Too Large")
    size = _photo_size(upload.content) if kind == "photo" else None
    taken = _taken_for(kind, upload.content)
    number = f"{taken}-{len(world.files) + 1}"
    described: dict[str, Any] = {"file_id": number, "file_unique_id": f"unique-{number}"}
    described["file_size"] = len(upload.content)
    if taken == "photo" and size:
        described |= {"width": size[0], "height": size[1]}
    if taken == "animation":
        described |= {"width": 1, "height": 1, "duration": 1}
    if taken in ("audio", "voice"):
        described["duration"] = 1
    if taken not in ("photo", "voice"):
        described["file_name"] = upload.name
    world.files[number] = Uploaded(taken, upload.content, [described] if taken == "photo" else described)
    return world.files[number]


def _taken_for(kind: str, content: bytes) -> str:
    """A sound that is none of Telegram's kinds becomes a document, and a GIF always an animation."""
    if content.startswith(b"GIF8"):
        return "animation" if kind != "photo" else "photo"
    if kind in ("audio", "voice"):
        return next((known for start, known in SOUNDS.items() if content.startswith(start)), "document")
    return kind


def _photo_size(content: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
    except OSError:
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height
