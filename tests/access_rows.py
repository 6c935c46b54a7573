"""What is right for each route of the application: who may, and what they get (the access matrix).

Those of the API and those for everybody stand in files of their own. `ROWS` has all: a route that is in none
fails the test.
"""

from tests.access_row import (
    ADMINS,
    ALL_STAFF,
    ASK,
    BROADCAST,
    CONCERN,
    DECISION,
    DRAFT,
    FEEDBACK,
    FILES,
    FINDING,
    FORM,
    GOES_ON,
    IN,
    INDICATOR,
    KEY,
    KEY_FORM,
    LEADS,
    NONE,
    NUMBERS,
    OFFICERS,
    PROMISE,
    PUBLIC,
    QUESTION,
    SAFEGUARDING,
    STALE,
    TELLING,
    WEBHOOK,
    WEBHOOK_FORM,
    YOUNG,
    Row,
    change,
    code,
    file,
    number,
    question,
    theme,
)
from tests.access_rows_api import API_ROWS
from tests.access_rows_public import PUBLIC_ROWS

ROWS: dict[str, Row] = {
    **API_ROWS,
    **PUBLIC_ROWS,
    "GET /healthz": Row(PUBLIC, 200),
    "GET /readyz": Row(PUBLIC, 200),
    "GET /static": Row(PUBLIC, 200, at={"file": "together.css"}),
    "GET /chat-static": Row(PUBLIC, 200, at={"file": "chat.css"}),
    # The board
    "GET /board": Row(NUMBERS, 200),
    "GET /board/labels": Row(NUMBERS, 200),
    "GET /board/meeting": Row(NUMBERS, 200, query="show=CE2"),
    "GET /board/paper": Row(NUMBERS, 200),
    "GET /staff/explore": Row(OFFICERS, 200, query="outcome=CE2"),
    "GET /staff/evidence": Row(OFFICERS, 200),
    "POST /staff/evidence": Row(OFFICERS, 303, sent=FINDING),
    "GET /staff/population": Row(OFFICERS | ADMINS, 200),
    "POST /staff/population": Row(OFFICERS | ADMINS, 303),
    "POST /staff/evidence/staff": Row(OFFICERS, 303, sent={"staff": "safe"}),
    "POST /staff/evidence/{number}/remove": Row(OFFICERS, **number(1, 404)),
    "GET /board/outcomes/{code}": Row(
        NUMBERS, 200, at={"code": "CE2"}, gone=({"code": "CE9"}, 404), foreign=({"code": "safe"}, 404)
    ),
    # The plan's figures and promises
    "GET /board/plans/{plan}": Row(NUMBERS, 200, at={"plan": "cheshire"}, gone=({"plan": "none"}, 404)),
    "GET /board/plans/{plan}/indicators/{code}": Row(
        NUMBERS, 200, at=INDICATOR, gone=({"plan": "cheshire", "code": "CE9.I1"}, 404)
    ),
    "GET /board/plans/{plan}/after/{old}": Row(
        NUMBERS,
        200,
        at={"plan": "cheshire", "old": "cheshire"},
        gone=({"plan": "cheshire", "old": "none"}, 404),
    ),
    "GET /board/plans/{plan}/promises": Row(
        NUMBERS, 200, at={"plan": "cheshire"}, gone=({"plan": "none"}, 404)
    ),
    "GET /board/success": Row(NUMBERS, 200),
    "GET /board/consultations/{code}/together": Row(
        NUMBERS, 200, at={"code": "safe"}, gone=({"code": "nothing"}, 404)
    ),
    "GET /promises": Row(PUBLIC, 200),
    "GET /staff/plans": Row(OFFICERS, 200),
    "GET /staff/plans/{plan}/plan.xlsx": Row(
        OFFICERS, 200, at={"plan": "cheshire"}, gone=({"plan": "none"}, 404)
    ),
    "GET /staff/plans/{plan}/plan.yaml": Row(
        OFFICERS, 200, at={"plan": "cheshire"}, gone=({"plan": "none"}, 404)
    ),
    "GET /staff/plans/{plan}/indicators/{code}/story": Row(
        OFFICERS, 200, at=INDICATOR, gone=({"plan": "cheshire", "code": "CE9.I1"}, 404)
    ),
    "POST /staff/plans/{plan}/indicators/{code}/story": Row(
        OFFICERS,
        303,
        at=INDICATOR,
        sent={"kind": "story", "words": "Lamps."},
        gone=({"plan": "cheshire", "code": "CE9.I1"}, 404),
    ),
    "POST /staff/plans/{plan}/indicators/{code}/notes/{number}/withdraw": Row(
        OFFICERS, 404, at={**INDICATOR, "number": 1}, gone=({**INDICATOR, "number": NONE}, 404)
    ),
    "GET /staff/plans/{plan}/promises": Row(
        OFFICERS, 200, at={"plan": "cheshire"}, gone=({"plan": "none"}, 404)
    ),
    "POST /staff/plans/{plan}/pledges/{code}/ask": Row(
        OFFICERS,
        303,
        at={"plan": "cheshire", "code": "P1"},
        sent={"outcome": "CE2"},
        gone=({"plan": "cheshire", "code": "P9"}, 404),
    ),
    "GET /staff/plans/{plan}/promises/{code}": Row(
        OFFICERS, 200, at=PROMISE, gone=({"plan": "cheshire", "code": "CE9.P1"}, 404)
    ),
    "POST /staff/plans/{plan}/promises/{code}": Row(
        OFFICERS,
        303,
        at=PROMISE,
        sent={"state": "done", "evidence": "Minutes"},
        gone=({"plan": "cheshire", "code": "CE9.P1"}, 404),
    ),
    # Signing in, and one's own account
    "GET /sign-in": Row(PUBLIC, 200, otherwise=GOES_ON),
    "POST /sign-in": Row(PUBLIC, 422, sent={"name": "x", "password": "x"}),
    "GET /sign-in/provider": Row(PUBLIC, 404),
    "GET /sign-in/provider/back": Row(PUBLIC, 404),
    "POST /sign-out": Row(PUBLIC, 303),
    "GET /new-password": Row(
        PUBLIC, 200, otherwise=(*((one, 303) for one in IN if one != "one-time password"),)
    ),
    "POST /new-password": Row(
        PUBLIC, 303, sent={"password": "short"}, otherwise=(("one-time password", 422),)
    ),
    "GET /second-factor": Row(PUBLIC, 200, otherwise=(("one-time password", 303),)),
    "POST /second-factor": Row(
        PUBLIC,
        303,
        sent={"code": "1"},
        otherwise=tuple((one, 409) for one in IN if one != "one-time password"),
    ),
    "GET /staff/account": Row(ALL_STAFF, 200),
    "POST /staff/account/sign-out-everywhere": Row(ALL_STAFF, 303),
    "GET /staff/account/password": Row(ALL_STAFF, 200),
    "POST /staff/account/password": Row(ALL_STAFF, 422, sent={"current": "x", "password": "y"}),
    # Accounts and the log
    "GET /staff/accounts": Row(ADMINS, 200),
    "POST /staff/accounts": Row(ADMINS, 200, sent={"name": "new@trust.example", "roles": "board"}),
    "GET /staff/accounts/{number}": Row(ADMINS, **number("OFFICER", 200, foreign=({"number": "OWN"}, 200))),
    "POST /staff/accounts/{number}/roles": Row(
        ADMINS, **number("OFFICER", 303, sent={"roles": "board"}, foreign=({"number": "OWN"}, 409))
    ),
    "POST /staff/accounts/{number}/outcomes": Row(
        ADMINS, **number("OFFICER", 303, sent={"outcomes": "cheshire/CE2"}, foreign=({"number": "OWN"}, 409))
    ),
    "POST /staff/accounts/{number}/password": Row(
        ADMINS, **number("OFFICER", 200, foreign=({"number": "OWN"}, 409))
    ),
    "POST /staff/accounts/{number}/disable": Row(
        ADMINS, **number("OFFICER", 303, foreign=({"number": "OWN"}, 409))
    ),
    "POST /staff/accounts/{number}/enable": Row(
        ADMINS, **number("OFFICER", 303, foreign=({"number": "OWN"}, 409))
    ),
    "POST /staff/accounts/{number}/reset-factor": Row(
        ADMINS, **number("OFFICER", 303, foreign=({"number": "OWN"}, 409))
    ),
    "GET /staff/audit": Row(ADMINS, 200),
    "GET /staff/settings": Row(ADMINS, 200),
    "GET /staff/settings/logo": Row(ADMINS, 200),
    "POST /staff/settings/logo": Row(ADMINS, 422, sent={"x": "y"}),
    "POST /staff/settings/no-logo": Row(ADMINS, 303),
    "GET /staff/settings/telegram": Row(ADMINS, 200),
    "POST /staff/settings/telegram": Row(ADMINS, 303, sent={"remove": "true"}),
    "GET /staff/settings/lists": Row(ADMINS, 200),
    "POST /staff/settings/lists": Row(ADMINS, 303, sent={"areas-0-name": "Crewe"}),
    "GET /staff/settings/help-lines": Row(ADMINS, 200),
    "POST /staff/settings/help-lines": Row(ADMINS, 422, sent={"help_lines-0-name": "Nearby"}),
    "GET /staff/settings/{part}": Row(ADMINS, 200, at={"part": "trust"}, gone=({"part": "none"}, 404)),
    "POST /staff/settings/{part}": Row(
        ADMINS, 303, at={"part": "trust"}, sent={"trust_name": "Us"}, gone=({"part": "none"}, 404)
    ),
    "GET /looks/logo.png": Row(PUBLIC, 404),
    "GET /looks/colours.css": Row(PUBLIC, 200),
    "GET /api/v1/consultations/{code}/answers": Row(OFFICERS, **code(200, query="reason=now")),
    "GET /api/v1/consultations/{code}/answers.{ending}": Row(OFFICERS, **file(200)),
    "GET /api/v1/consultations/{code}/answers-as-written.{ending}": Row(
        LEADS, **file(200, "reason=The+evaluation")
    ),
    "GET /api/v1/settings": Row(ADMINS, 200),
    "PATCH /api/v1/settings": Row(ADMINS, 422),
    "PUT /api/v1/settings/logo": Row(ADMINS, 422),
    "DELETE /api/v1/settings/logo": Row(ADMINS, 204),
    "PUT /api/v1/settings/telegram": Row(ADMINS, 422),
    "DELETE /api/v1/settings/telegram": Row(ADMINS, 204),
    "GET /api/v1/webhooks": Row(ADMINS, 200),
    "GET /api/v1/webhooks/deliveries": Row(ADMINS, 200),
    "POST /api/v1/webhooks": Row(ADMINS, 422),
    "DELETE /api/v1/webhooks/{number}": Row(ADMINS, **number(WEBHOOK, 204)),
    "GET /staff/webhooks": Row(ADMINS, 200),
    "POST /staff/webhooks": Row(ADMINS, 200, sent=WEBHOOK_FORM),
    "POST /staff/webhooks/{number}/remove": Row(ADMINS, **number(WEBHOOK, 303)),
    "GET /staff/keys": Row(ADMINS, 200),
    "POST /staff/keys": Row(ADMINS, 303, sent=KEY_FORM),
    "POST /staff/keys/{number}/revoke": Row(ADMINS, **number(KEY, 303)),
    "GET /staff/account/keys": Row(ALL_STAFF, 200),
    # The key is of somebody who is not among them: nobody gets what another was allowed.
    "POST /staff/account/keys/{number}": Row(ALL_STAFF, **number(KEY, 404)),
    "POST /staff/account/keys/{number}/revoke": Row(ALL_STAFF, **number(KEY, 404)),
    # Officers' work
    "GET /staff": Row(OFFICERS, 200),
    "GET /staff/consultations/{code}": Row(OFFICERS, **code(200, foreign=({"code": "cheshire"}, 404))),
    "GET /staff/consultations/{code}/close": Row(OFFICERS, **code(200)),
    "POST /staff/consultations/{code}/close": Row(OFFICERS, **code(303)),
    "POST /staff/consultations/{code}/reopen": Row(OFFICERS, **code(303)),
    "GET /staff/consultations/{code}/running": Row(OFFICERS, **code(200)),
    "POST /staff/consultations/{code}/running": Row(OFFICERS, **code(303, sent={"remind": "3"})),
    "GET /staff/consultations/{code}/conclusion": Row(OFFICERS, **code(200)),
    "POST /staff/consultations/{code}/conclusion": Row(
        OFFICERS, **code(422, 404, sent={"words": "Nothing."})
    ),
    "GET /staff/consultations/{code}/who-took-part": Row(OFFICERS, **code(200)),
    "POST /staff/consultations/{code}/who-took-part": Row(OFFICERS, **code(303, sent={"asked": "sex"})),
    "GET /staff/consultations/{code}/quotes": Row(OFFICERS, **code(200)),
    "POST /staff/consultations/{code}/quotes": Row(
        OFFICERS,
        **code(409, sent={"answer": "999", "revision": "1", "verdict": "rejected"}),
    ),
    "GET /staff/consultations/{code}/who-took-part.csv": Row(OFFICERS, **code(200)),
    "GET /staff/consultations/{code}/new-ask": Row(
        OFFICERS, **code(200, query="question=better&theme=buses", foreign=({"code": "other"}, 303))
    ),
    "POST /staff/consultations/{code}/asks": Row(OFFICERS, **code(303, sent=FORM)),
    "GET /staff/asks/{number}": Row(OFFICERS, **number(ASK, 200)),
    "POST /staff/asks/{number}/decision": Row(OFFICERS, **number(ASK, 303, sent=DECISION)),
    "GET /staff/asks/{number}/publish": Row(OFFICERS, **number(ASK, 200)),
    "POST /staff/asks/{number}/publish": Row(OFFICERS, **number(ASK, 409, sent={"seen": "other words"})),
    # Launching: officers prepare, a young person lead signs, a lead opens
    "GET /staff/launch": Row(OFFICERS, 200),
    "POST /staff/launch": Row(OFFICERS, 303, sent={"title": "Lamps", "code": "lamps", "plan": "cheshire"}),
    "GET /staff/launch/{number}": Row(OFFICERS, **number(DRAFT, 200)),
    "POST /staff/launch/{number}/discard": Row(OFFICERS, **number(DRAFT, 303)),
    "GET /staff/launch/{number}/open": Row(OFFICERS, **number(DRAFT, 200)),
    "POST /staff/launch/{number}/open": Row(LEADS, **number(DRAFT, 409)),
    "GET /staff/launch/{number}/{section}": Row(
        OFFICERS,
        200,
        at={"number": DRAFT, "section": "purpose"},
        gone=({"number": NONE, "section": "purpose"}, 404),
        foreign=({"number": DRAFT, "section": "elsewhere"}, 404),
    ),
    "POST /staff/launch/{number}/{section}": Row(
        OFFICERS,
        303,
        at={"number": DRAFT, "section": "purpose"},
        sent={"decided": "no"},
        gone=({"number": NONE, "section": "purpose"}, 404),
        foreign=({"number": DRAFT, "section": "elsewhere"}, 404),
    ),
    "GET /staff/launch/{number}/questionnaire": Row(OFFICERS, **number(DRAFT, 200)),
    "POST /staff/launch/{number}/questionnaire": Row(OFFICERS, **number(DRAFT, 422, 422, sent={"x": "y"})),
    "GET /staff/launch/{number}/template": Row(OFFICERS, **number(DRAFT, 303, 303)),
    "POST /staff/launch/{number}/template": Row(
        OFFICERS, **number(DRAFT, 303, sent={"template": "one-idea"})
    ),
    "GET /staff/launch/{number}/questionnaire.xlsx": Row(OFFICERS, **number(DRAFT, 200)),
    "GET /staff/launch/{number}/questions/new": Row(OFFICERS, **number(DRAFT, 200)),
    "POST /staff/launch/{number}/questions/new": Row(OFFICERS, **number(DRAFT, 303, sent=QUESTION)),
    "GET /staff/launch/{number}/questions/{name}": Row(OFFICERS, 200, **question("better", "nothing")),
    "POST /staff/launch/{number}/questions/{name}": Row(
        OFFICERS, 303, sent=QUESTION, **question("better", "nothing")
    ),
    "POST /staff/launch/{number}/questions/{name}/move": Row(
        OFFICERS, 303, sent={"do": "up"}, **question("better", "nothing")
    ),
    "POST /staff/launch/{number}/questions/{name}/preview": Row(
        OFFICERS, 200, sent=QUESTION, **question("better", "nothing")
    ),
    "GET /staff/launch/{number}/check": Row(OFFICERS, **number(DRAFT, 200)),
    "POST /staff/launch/{number}/check": Row(OFFICERS, **number(DRAFT, 303)),
    "GET /staff/launch/{number}/signature": Row(OFFICERS, **number(DRAFT, 200)),
    "POST /staff/launch/{number}/signature": Row(OFFICERS, **number(DRAFT, 409)),
    "GET /staff/launch/{number}/name": Row(OFFICERS, **number(DRAFT, 200)),
    "POST /staff/launch/{number}/name": Row(
        OFFICERS, **number(DRAFT, 303, sent={"title": "Lamps", "code": "lamps-two"})
    ),
    "GET /staff/signing": Row(YOUNG, 200),
    "GET /staff/signing/{number}": Row(YOUNG, **number(DRAFT, 200)),
    "POST /staff/signing/{number}": Row(
        YOUNG, **number(DRAFT, 303, sent={"do": "ask", "change": "Shorter."})
    ),
    "GET /staff/consultations/{code}/links": Row(OFFICERS, **code(200)),
    "GET /staff/consultations/{code}/watch": Row(OFFICERS, **code(200)),
    "GET /staff/consultations/{code}/watch/live": Row(OFFICERS, **code(200)),
    "GET /staff/consultations/{code}/early": Row(OFFICERS, **code(200)),
    "POST /staff/consultations/{code}/early": Row(
        OFFICERS, **code(303, sent={"reason": "The council asked for it today."})
    ),
    "GET /staff/consultations/{code}/poster.html": Row(OFFICERS, **code(200)),
    "GET /staff/consultations/{code}/qr.png": Row(OFFICERS, **code(200)),
    "GET /staff/broadcasts": Row(OFFICERS, 200),
    "POST /staff/broadcasts": Row(OFFICERS, 303, sent={"audience": "All", "text": "Hello"}),
    "GET /staff/broadcasts/{number}": Row(OFFICERS, **number(BROADCAST, 200)),
    "GET /staff/broadcasts/{number}/progress": Row(OFFICERS, **number(BROADCAST, 200)),
    "POST /staff/broadcasts/{number}/{step}": Row(
        OFFICERS,
        303,
        at={"number": BROADCAST, "step": "cancel"},
        gone=({"number": NONE, "step": "cancel"}, 404),
        foreign=({"number": BROADCAST, "step": "explode"}, 404),
    ),
    "GET /staff/audiences/new": Row(OFFICERS, 200),
    "POST /staff/audiences": Row(OFFICERS, 303, sent={"name": "Everybody"}),
    "GET /staff/deliveries": Row(OFFICERS, 200),
    "POST /staff/deliveries": Row(OFFICERS, 303, sent={"wanted": "1"}),
    "GET /staff/concerns": Row(SAFEGUARDING, 200),
    "GET /staff/concerns/{number}": Row(SAFEGUARDING, **number(CONCERN, 200)),
    "POST /staff/concerns/{number}/act": Row(SAFEGUARDING, **number(CONCERN, 303, sent={"version": "1"})),
    "POST /staff/concerns/{number}/end": Row(
        SAFEGUARDING, **number(CONCERN, 303, sent={"version": "1", "how": "closed", "reason": "A game."})
    ),
    "POST /staff/concerns/{number}/release": Row(SAFEGUARDING, **number(CONCERN, 409, sent={"version": "1"})),
    "POST /staff/concerns/{number}/message": Row(
        SAFEGUARDING, **number(CONCERN, 303, sent={"version": "1", "words": "We are here."})
    ),
    "GET /staff/consultations/{code}/coding": Row(OFFICERS, **code(200)),
    "GET /staff/consultations/{code}/coding/codes.csv": Row(OFFICERS, **code(200)),
    "GET /staff/consultations/{code}/themes": Row(OFFICERS, **code(200)),
    "POST /staff/consultations/{code}/themes": Row(LEADS, **code(409)),
    "POST /staff/consultations/{code}/themes/begin": Row(OFFICERS, **code(409, sent=STALE)),
    "GET /staff/consultations/{code}/themes/new": Row(OFFICERS, **code(200)),
    "POST /staff/consultations/{code}/themes/new": Row(OFFICERS, **code(409, sent=STALE)),
    "GET /staff/consultations/{code}/themes/of/{theme}": Row(OFFICERS, **theme(200)),
    "POST /staff/consultations/{code}/themes/of/{theme}": Row(OFFICERS, **theme(409, sent=STALE)),
    "POST /staff/consultations/{code}/themes/of/{theme}/split": Row(OFFICERS, **theme(409, sent=STALE)),
    "POST /staff/consultations/{code}/themes/of/{theme}/merge": Row(OFFICERS, **theme(409, sent=STALE)),
    "POST /staff/consultations/{code}/themes/of/{theme}/retire": Row(OFFICERS, **theme(409, sent=STALE)),
    "POST /staff/consultations/{code}/themes/changes/{number}/undo": Row(OFFICERS, **change(409)),
    "POST /staff/consultations/{code}/coding": Row(
        OFFICERS, **code(404, sent={"answer": "999", "revision": "1"})
    ),
    "GET /staff/reading": Row(OFFICERS, 200),
    "GET /staff/doubts": Row(OFFICERS, 200),
    "POST /staff/doubts": Row(OFFICERS, 303, sent={"answer": "1.1", "label": "mixed", "kind": "need"}),
    "POST /staff/reading": Row(OFFICERS, 303, sent={"read": "1.1"}),
    "GET /staff/files": Row(FILES, 200),
    "GET /staff/files/{number}": Row(FILES, 404, at={"number": 1}, gone=({"number": NONE}, 404)),
    "GET /staff/files/{number}/content": Row(FILES, 404, at={"number": 1}, gone=({"number": NONE}, 404)),
    "POST /staff/asks/{number}/more-news": Row(OFFICERS, **number(ASK, 409)),
    "GET /newsletter": Row(PUBLIC, 404),
    "GET /reports": Row(PUBLIC, 200),
    "GET /reports/{number}": Row(PUBLIC, **number(NONE, 404)),
    "GET /staff/reports": Row(NUMBERS, 200),
    "GET /staff/reports/needs-evidence.{ending}": Row(
        OFFICERS, 200, at={"ending": "html"}, gone=({"ending": "exe"}, 404)
    ),
    "GET /staff/reports/{name}.{ending}": Row(
        NUMBERS,
        200,
        at={"name": "highlight", "ending": "html"},
        gone=({"name": "nothing", "ending": "html"}, 404),
    ),
    "GET /staff/meetings": Row(OFFICERS, 200),
    "POST /staff/meetings": Row(OFFICERS, 303, sent={"day": "1", "month": "6", "year": "2090"}),
    "POST /staff/meetings/{number}/remove": Row(OFFICERS, **number(NONE, 404)),
    "GET /staff/behind": Row(OFFICERS, 200, query="number=ask:1"),
    "GET /staff/answers-to-sign": Row(YOUNG, 200),
    "GET /staff/walks/answers/{number}": Row(OFFICERS, **number(ASK, 200)),
    "GET /staff/walks/{code}/{question}": Row(
        OFFICERS,
        200,
        at={"code": "safe", "question": "better"},
        gone=({"code": "none", "question": "better"}, 404),
    ),
    "GET /staff/answers-to-sign/{number}": Row(YOUNG, **number(ASK, 200)),
    "POST /staff/answers-to-sign/{number}": Row(YOUNG, **number(ASK, 422, sent={"wording": "old"})),
    "GET /staff/feedback": Row(OFFICERS, 200),
    "GET /staff/feedback/{number}": Row(OFFICERS, **number(TELLING, 200)),
    "POST /staff/feedback/{number}/read": Row(OFFICERS, **number(TELLING, 303, sent={"version": "TELLING"})),
    "POST /staff/feedback/{number}/reply": Row(
        OFFICERS, **number(TELLING, 303, sent={"version": "TELLING", "reply": "Thank you."})
    ),
    "GET /staff/services": Row(OFFICERS, 200),
    "POST /staff/services": Row(OFFICERS, 303, sent=FEEDBACK),
    "GET /staff/services/{code}": Row(
        OFFICERS, 200, at={"code": "bus"}, gone=({"code": "nothing"}, 404), foreign=({"code": "safe"}, 404)
    ),
    "GET /staff/simulator": Row(OFFICERS, 200),
    "POST /staff/simulator": Row(OFFICERS, 422, sent={"x": "y"}),
    "GET /staff/simulator/{version}": Row(
        OFFICERS, 200, at={"version": "VERSION"}, gone=({"version": "none"}, 404)
    ),
    "POST /staff/simulator/{version}": Row(
        OFFICERS, 200, at={"version": "VERSION"}, gone=({"version": "none"}, 404)
    ),
}
