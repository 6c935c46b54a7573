"""What the real server refuses, in its own words."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

MOST_UNITS = 4096
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)?([^>]*)(>?)")
TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler", "a", "code", "pre"}
TAGS |= {"blockquote", "tg-emoji"}
NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"}
SCOPES |= {"chat_administrators", "chat_member"}
JSON_FIELDS = ("reply_markup", "allowed_updates", "commands", "link_preview_options", "scope")


@dataclass
class ApiError(Exception):
    """A refusal, as the server puts it."""

    status: int
    description: str
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None

    def as_json(self) -> dict[str, Any]:
        body = {"ok": False, "error_code": self.status, "description": self.description}
        more = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        given = {name: value for name, value in more.items() if value}
        return body | ({"parameters": given} if given else {})


def bad_request(description: str) -> ApiError:
    return ApiError(400, f"Bad Request: {description}")


def decoded(parameters: dict[str, Any]) -> dict[str, Any]:
    """Parameters with their JSON fields read, as they come in a query or a form."""
    return {name: _decoded(name, value) for name, value in parameters.items()}


def _decoded(name: str, value: Any) -> Any:
    if name not in JSON_FIELDS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def accepted_text(parameters: dict[str, Any]) -> str:
    """The text as the person sees it: without tags, trimmed."""
    text = str(parameters.get("text", ""))
    mode = str(parameters.get("parse_mode", ""))
    if mode.lower() not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    seen = (without_tags(text) if mode else text).strip()
    if not seen:
        raise bad_request("message text is empty")
    if units(seen) > MOST_UNITS:
        raise bad_request("message is too long")
    return seen


def without_tags(text: str) -> str:
    open_tags: list[str] = []
    plain, done = "", 0
    for tag in TAG.finditer(text):
        plain += text[done : tag.start()]
        done = tag.end()
        _follow(tag, open_tags, len(text[: tag.start()].encode()))
    if open_tags:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{open_tags[-1]}"')
    return re.sub("|".join(NAMED), lambda name: NAMED[name[0]], plain + text[done:])


def _follow(tag: re.Match[str], open_tags: list[str], at: int) -> None:
    closing, name, closed = tag[1], (tag[2] or "").lower(), tag[4]
    if not closed:
        raise _unparsed(f"Unclosed {'end' if closing else 'start'} tag at byte offset {at}")
    if not closing:
        if name not in TAGS:
            raise _unparsed(f'Unsupported start tag "{name}" at byte offset {at}')
        open_tags.append(name)
    elif not open_tags:
        raise _unparsed(f"Unexpected end tag at byte offset {at}")
    elif (expected := open_tags.pop()) != name:
        raise _unparsed(f'Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{name}>"')


def _unparsed(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")


def accepted_keyboard(markup: Any) -> list[list[dict[str, str]]]:
    """The rows of an inline keyboard; empty for none."""
    rows = (markup or {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        _check_button(button)
    if sum(len(row) for row in rows) > 100:
        raise bad_request("reply markup is too long")
    return rows


def _check_button(button: dict[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: Button text must be non-empty")
    data = button.get("callback_data")
    if data is None and "url" not in button:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if data is not None and not 1 <= len(data.encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")


def check_commands(commands: list[dict[str, str]]) -> None:
    for command in commands:
        if (
            not re.fullmatch(r"/?[a-z0-9_]{1,32}", command["command"])
            or not 1 <= len(command["description"]) <= 256
        ):
            raise bad_request("BOT_COMMAND_INVALID")

    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")


def check_scope(scope: dict[str, Any] | None) -> str:
    kind = (scope or {"type": "default"}).get("type")
    if kind not in SCOPES:
        raise bad_request("Unsupported type specified")
    return str(kind)


def check_language(code: str) -> str:
    """Empty for everybody, else two letters (ISO 639-1)."""
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def check_webhook(url: str, secret: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname != "127.0.0.1":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
