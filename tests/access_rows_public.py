"""What is right for each public page and for the chat (the access matrix)."""

from tests.access_row import CHAT, PUBLIC, Row, code

PUBLIC_ROWS: dict[str, Row] = {
    "GET /": Row(PUBLIC, 200),
    "GET /words": Row(PUBLIC, 200),
    "GET /developers": Row(PUBLIC, 200),
    "GET /easy-read": Row(PUBLIC, 200),
    "GET /easy-read/next": Row(PUBLIC, 200),
    "GET /easy-read/we-did": Row(PUBLIC, 200),
    "GET /easy-read/privacy": Row(PUBLIC, 200),
    "GET /easy-read/accessibility": Row(PUBLIC, 200),
    "GET /easy-read/consultations/{code}": Row(PUBLIC, **code(200)),
    "GET /open-data": Row(PUBLIC, 200),
    "GET /open-data/answers.{ending}": Row(PUBLIC, 200, at={"ending": "csv"}, gone=({"ending": "exe"}, 404)),
    "GET /privacy": Row(PUBLIC, 200),
    "GET /accessibility": Row(PUBLIC, 200),
    # The chat: whoever comes, the answer is the same
    "GET /chat": Row(PUBLIC, 200),
    "GET /chat/tell": Row(PUBLIC, 303),
    "GET /chat/embed.js": Row(PUBLIC, 200),
    "GET /chat/media/{questionnaire}/{name}": Row(
        PUBLIC, 404, at={"questionnaire": "VERSION", "name": "dog.png"}
    ),
    # A one-time link of a token that was never given
    "GET /chat/ticket/{token}": Row(PUBLIC, 404, at={"token": "none"}),
    "POST /chat/ticket/{token}": Row(PUBLIC, 404, at={"token": "none"}, sent={"x": "y"}),
    # One's own data: the link of a token that was never given, and a browser that has said nothing
    "GET /chat/my-data/{token}": Row(PUBLIC, 404, at={"token": "none"}),
    "POST /chat/my-data/{token}": Row(PUBLIC, 404, at={"token": "none"}, sent={"x": "y"}),
    "GET /chat/{code}/my-data.html": Row(PUBLIC, **code(404)),
    "GET /chat/{code}/my-data.json": Row(PUBLIC, **code(404)),
    "GET /chat/{code}": Row(PUBLIC, **code(200)),
    "POST /chat/{code}": Row(PUBLIC, **code(303, 303, sent=CHAT)),
    "POST /chat/{code}/file": Row(PUBLIC, **code(422, 422, sent=CHAT)),
    "GET /chat/{code}/arrivals": Row(PUBLIC, **code(204, 204, query="after=0")),
    "POST /chat/{code}/someone-else": Row(PUBLIC, **code(303, 303)),
    "GET /chat/{code}/leave": Row(PUBLIC, **code(303, 303)),
    "POST /chat/{code}/leave": Row(PUBLIC, **code(204, 204)),
    "GET /chat/{code}/look": Row(PUBLIC, **code(200)),
    "POST /chat/{code}/look": Row(PUBLIC, **code(303, 303)),
    "POST /telegram/webhook": Row(PUBLIC, 403, sent={"x": "y"}),
}
