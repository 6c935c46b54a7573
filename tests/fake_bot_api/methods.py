"""The methods of the Bot API that the fake knows. Whoever calls one holds the world's lock."""

from collections.abc import Callable
from typing import Any

from tests.fake_bot_api.rules import (
    accepted_keyboard,
    accepted_text,
    bad_request,
    check_commands,
    check_language,
    check_scope,
    check_webhook,
)
from tests.fake_bot_api.uploads import KINDS, MOST_DOWNLOAD, accepted_caption, accepted_file
from tests.fake_bot_api.world import BOT, Posted, Webhook, World

Parameters = dict[str, Any]
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def get_me(world: World, parameters: Parameters) -> Any:
    return BOT | {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def send_message(world: World, parameters: Parameters) -> Any:
    chat_id = world.chat_for_sending(parameters)
    text, keyboard = accepted_text(parameters), accepted_keyboard(parameters.get("reply_markup"))
    message = world.post(chat_id, text, from_bot=True)
    message.keyboard = keyboard
    return world.as_json(message)


def send_media(kind: str) -> Callable[[World, Parameters], Any]:
    """sendPhoto and its like: a file uploaded now, or one named by the id that it got when it was."""

    def send(world: World, parameters: Parameters) -> Any:
        chat_id = world.chat_for_sending(parameters)
        caption = accepted_caption(parameters)
        keyboard = accepted_keyboard(parameters.get("reply_markup"))
        file = accepted_file(world, kind, parameters.get(kind))
        message = world.post(chat_id, caption, from_bot=True)
        message.keyboard, message.media = keyboard, {file.kind: file.described}
        return world.as_json(message)

    return send


def get_file(world: World, parameters: Parameters) -> Any:
    file_id = str(parameters.get("file_id", ""))
    file = world.files.get(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > MOST_DOWNLOAD:
        raise bad_request("file is too big")
    one = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(file.content)}
    return one | {"file_path": f"files/{file_id}"}


def edit_message_text(world: World, parameters: Parameters) -> Any:
    message = _own_message(world, parameters)
    text, keyboard = accepted_text(parameters), accepted_keyboard(parameters.get("reply_markup"))
    return _edited(world, message, text, keyboard)


def edit_message_reply_markup(world: World, parameters: Parameters) -> Any:
    message = _own_message(world, parameters)
    return _edited(world, message, message.text, accepted_keyboard(parameters.get("reply_markup")))


def _own_message(world: World, parameters: Parameters) -> Posted:
    chat_id = world.chat_for_sending(parameters)
    message = world.posted.get((chat_id, int(parameters.get("message_id", 0))))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _edited(world: World, message: Posted, text: str, keyboard: list[list[dict[str, str]]]) -> Any:
    if (message.text, message.keyboard) == (text, keyboard):
        raise bad_request(SAME)
    message.text, message.keyboard, message.edited = text, keyboard, True
    return world.as_json(message)


def answer_callback_query(world: World, parameters: Parameters) -> Any:
    query = str(parameters.get("callback_query_id", ""))
    if query not in world.queries:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.answered.append(query)
    return True


def set_my_commands(world: World, parameters: Parameters) -> Any:
    check_commands(parameters["commands"])
    scope = check_scope(parameters.get("scope"))
    language = check_language(str(parameters.get("language_code") or ""))
    world.menus[scope, language] = parameters["commands"]
    return True


def send_chat_action(world: World, parameters: Parameters) -> Any:
    world.chat_for_sending(parameters)
    return True


def set_webhook(world: World, parameters: Parameters) -> Any:
    url, secret = str(parameters.get("url", "")), str(parameters.get("secret_token", ""))
    if not url:
        return delete_webhook(world, parameters)
    check_webhook(url, secret)
    world.webhook = Webhook(url, secret)
    world.allowed = parameters.get("allowed_updates", world.allowed)
    return True


def delete_webhook(world: World, parameters: Parameters) -> Any:
    world.webhook = Webhook()
    if str(parameters.get("drop_pending_updates", "")).lower() == "true":
        world.queue.clear()
    return True


def get_webhook_info(world: World, parameters: Parameters) -> Any:
    info = {
        "url": world.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.queue),
        "allowed_updates": world.allowed,
    }
    failed = {"last_error_date": 1, "last_error_message": world.webhook.last_error}
    return info | (failed if world.webhook.last_error else {})


METHODS: dict[str, Callable[[World, Parameters], Any]] = {
    "getme": get_me,
    "sendmessage": send_message,
    **{f"send{kind}": send_media(kind) for kind in KINDS},
    "getfile": get_file,
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "answercallbackquery": answer_callback_query,
    "setmycommands": set_my_commands,
    "sendchataction": send_chat_action,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
