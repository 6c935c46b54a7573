"""The chat inside another site's page: the script that a council puts there."""

import json
from pathlib import Path

from fastapi import Response

from bot import wording

SCRIPT = (Path(__file__).parent.parent / "static" / "embed.js").read_text(encoding="utf-8")
WORDS = ("embed.open", "embed.close", "embed.title")


def script(language: str, *, locations: bool = False) -> str:
    """The script with its words in `language`. It loads nothing but the chat, which may ask the browser where
    somebody is only where the Trust allows that (`locations`)."""
    words = {key.partition(".")[2]: wording.say(key, language) for key in WORDS}
    given = {**words, "allow": "geolocation" if locations else ""}
    return SCRIPT.replace("{/* words */}", json.dumps(given))


def script_response(language: str, *, allowed: bool, locations: bool = False) -> Response:
    """`allowed`: whether any other site may use it. Else browsers refuse it there by its own headers."""
    known = language if language in wording.languages() else wording.DEFAULT
    headers = {"Cache-Control": "public, max-age=3600"}
    if allowed:
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return Response(script(known, locations=locations), media_type="text/javascript", headers=headers)
