"""What each route of staff's shows of what people say while they can still answer (`admin_api/early_looks`).

Every route that a lead may use and not everybody is in one of these lists; one that is not fails the test.
"""

REFUSED = """
GET /api/v1/consultations/{code}/themes
GET /api/v1/consultations/{code}/coding
GET /api/v1/consultations/{code}/coding/codes
GET /api/v1/consultations/{code}/coding/answers
PUT /api/v1/consultations/{code}/coding/answers/{number}
GET /api/v1/consultations/{code}/quotes
PUT /api/v1/consultations/{code}/quotes/{number}
GET /api/v1/consultations/{code}/questions/{question}/answers
GET /api/v1/consultations/{code}/answers
GET /api/v1/consultations/{code}/answers.{ending}
GET /api/v1/consultations/{code}/answers-as-written.{ending}
GET /api/v1/answers/{number}
GET /staff/consultations/{code}/coding
GET /staff/consultations/{code}/coding/codes.csv
POST /staff/consultations/{code}/coding
GET /staff/consultations/{code}/quotes
POST /staff/consultations/{code}/quotes
GET /staff/consultations/{code}/new-ask
POST /staff/consultations/{code}/asks
GET /staff/walks/answers/{number}
GET /staff/walks/{code}/{question}
GET /staff/behind
GET /api/v1/behind
"""
"""Nothing before a reason is given: a page asks for it, a program gets `still_open`."""

LEFT_OUT = """
GET /api/v1/plans/{code}/words
GET /api/v1/readings
GET /api/v1/readings/doubtful
POST /api/v1/readings/checked
POST /api/v1/asks
GET /api/v1/asks/{number}/evidence
GET /staff/consultations/{code}
GET /staff/explore
GET /staff/doubts
POST /staff/doubts
GET /staff/files
GET /staff/files/{number}
GET /staff/files/{number}/content
GET /staff/asks/{number}
POST /staff/asks/{number}/decision
GET /staff/asks/{number}/publish
POST /staff/asks/{number}/publish
"""
"""These show the rest, and of what is open nothing before a reason is given."""

NEVER = """
GET /api/v1/board/{code}
GET /api/v1/board/{code}.csv
GET /api/v1/board/{code}.xlsx
GET /api/v1/plans/{code}/needs
GET /api/v1/plans/{code}/after/{old}
GET /api/v1/plans/{code}/promises
GET /api/v1/success
GET /api/v1/asks/all
GET /api/v1/asks/{number}
GET /board
GET /board/labels
GET /board/meeting
GET /board/paper
GET /board/outcomes/{code}
GET /board/plans/{plan}
GET /board/plans/{plan}/indicators/{code}
GET /board/plans/{plan}/after/{old}
GET /board/plans/{plan}/promises
GET /board/success
GET /board/consultations/{code}/together
GET /staff/plans/{plan}/promises
GET /staff/plans/{plan}/promises/{code}
GET /staff/reports
GET /staff/reports/needs-evidence.{ending}
GET /staff/reports/{name}.{ending}
"""
"""The board decides: it hears of what is over alone, whatever reason anybody gave."""

AT_ONCE = """
GET /api/v1/tellings
POST /api/v1/tellings/{number}/reply
GET /api/v1/services
POST /api/v1/services
GET /api/v1/services/{code}
GET /staff/reading
POST /staff/reading
GET /staff/feedback
GET /staff/feedback/{number}
POST /staff/feedback/{number}/read
POST /staff/feedback/{number}/reply
GET /staff/services
POST /staff/services
GET /staff/services/{code}
"""
"""A person reads at once what people write, and what they tell without being asked has no end to wait for."""

NOTHING = """
GET /api/v1/consultations/{code}/progress
GET /api/v1/consultations/{code}/watch
GET /api/v1/consultations/{code}/running
GET /api/v1/consultations/{code}/audience-questions
PUT /api/v1/consultations/{code}/running
POST /api/v1/consultations/{code}/conclusion
POST /api/v1/consultations/{code}/early-look
POST /api/v1/consultations/{code}/close
POST /api/v1/consultations/{code}/reopen
GET /api/v1/consultations/{code}/who-took-part
PUT /api/v1/consultations/{code}/who-took-part
GET /api/v1/consultations/{code}/scorecard
GET /api/v1/consultations/{code}/theme-file
POST /api/v1/consultations/{code}/theme-file/signature
POST /api/v1/consultations/{code}/theme-file/begin
POST /api/v1/consultations/{code}/theme-file/themes
PUT /api/v1/consultations/{code}/theme-file/themes/{theme}
DELETE /api/v1/consultations/{code}/theme-file/themes/{theme}
POST /api/v1/consultations/{code}/theme-file/themes/{theme}/merge
POST /api/v1/consultations/{code}/theme-file/themes/{theme}/split
POST /api/v1/consultations/{code}/theme-file/changes/{number}/undo
GET /api/v1/asks/{number}/message
POST /api/v1/asks/{number}/decision
POST /api/v1/asks/{number}/publication
POST /api/v1/asks/{number}/more-news
GET /api/v1/staff-consultations
PUT /api/v1/staff-consultations
GET /staff
GET /staff/consultations/{code}/close
POST /staff/consultations/{code}/close
POST /staff/consultations/{code}/reopen
GET /staff/consultations/{code}/running
POST /staff/consultations/{code}/running
GET /staff/consultations/{code}/conclusion
POST /staff/consultations/{code}/conclusion
GET /staff/consultations/{code}/who-took-part
POST /staff/consultations/{code}/who-took-part
GET /staff/consultations/{code}/who-took-part.csv
GET /staff/consultations/{code}/links
GET /staff/consultations/{code}/watch
GET /staff/consultations/{code}/watch/live
GET /staff/consultations/{code}/early
POST /staff/consultations/{code}/early
GET /staff/consultations/{code}/poster.html
GET /staff/consultations/{code}/qr.png
GET /staff/consultations/{code}/themes
POST /staff/consultations/{code}/themes
POST /staff/consultations/{code}/themes/begin
GET /staff/consultations/{code}/themes/new
POST /staff/consultations/{code}/themes/new
GET /staff/consultations/{code}/themes/of/{theme}
POST /staff/consultations/{code}/themes/of/{theme}
POST /staff/consultations/{code}/themes/of/{theme}/split
POST /staff/consultations/{code}/themes/of/{theme}/merge
POST /staff/consultations/{code}/themes/of/{theme}/retire
POST /staff/consultations/{code}/themes/changes/{number}/undo
POST /staff/asks/{number}/more-news
"""
"""Nothing that people answered: who takes part, how far they are, and what staff write themselves."""

ELSEWHERE = (
    "/api/v1/audiences",
    "/api/v1/broadcasts",
    "/api/v1/deliveries",
    "/api/v1/drafts",
    "/api/v1/findings",
    "/api/v1/meetings",
    "/api/v1/plans/{code}/findings",
    "/api/v1/plans/{code}/indicators",
    "/api/v1/plans/{code}/pledges",
    "/api/v1/plans/{code}/population",
    "/api/v1/plans/{code}/promises/{promise}",
    "/staff/account",
    "/staff/audiences",
    "/staff/broadcasts",
    "/staff/deliveries",
    "/staff/evidence",
    "/staff/launch",
    "/staff/meetings",
    "/staff/plans",
    "/staff/population",
    "/staff/simulator",
)
"""What a path begins with that is about no answers at all: one's account, plans, messages, drafts."""


def rows(names: str) -> frozenset[str]:
    return frozenset(names.split("\n")) - {""}


LISTS = tuple(rows(names) for names in (REFUSED, LEFT_OUT, NEVER, AT_ONCE, NOTHING))


def lists_of(route: str) -> int:
    """In how many lists a route is; right is one."""
    named = sum(route in each for each in LISTS)
    return named or int(route.partition(" ")[2].startswith(ELSEWHERE))
