"""The page about the API, from its own description: what it never says cannot be out of date."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from admin_api.translation.speaking import message, translate

TITLES = {
    "plans": message("Plans"),
    "consultations": message("Consultations"),
    "launch": message("Launch a consultation"),
    "board": message("The board’s numbers"),
    "asks": message("Asks"),
    "review": message("Themes, coding, readings and quotes"),
    "services": message("Services and events"),
    "messages": message("What people tell us, and what we send"),
    "meetings": message("Meetings and reports"),
    "exports": message("Files to take away"),
    "webhooks": message("News"),
    "settings": message("Settings"),
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that a program can do. `scope` is "" where everybody may; `example` may be empty."""

    tag: str
    method: str
    path: str
    summary: str
    scope: str
    example: str


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    operations: tuple[Operation, ...]


def developers_page(described: Mapping[str, Any]) -> Sequence[Chapter]:
    """Chapters in the order of TITLES."""
    order = list(TITLES)
    found = sorted(operations(described), key=lambda each: order.index(each.tag))
    grouped = groupby(found, key=lambda each: each.tag)
    return [Chapter(translate(TITLES[tag]), tuple(several)) for tag, several in grouped]


def operations(described: Mapping[str, Any]) -> Iterator[Operation]:
    """All that belongs to a chapter: a page does not."""
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            if "tags" not in one:
                continue
            yield Operation(
                tag=one["tags"][0],
                method=method.upper(),
                path=path,
                summary=one["summary"],
                scope=one.get("x-scope") or ("" if "security" not in one else "people only"),
                example=example(one["responses"]),
            )


def example(responses: Mapping[str, Any]) -> str:
    """The example of a good answer, as JSON."""
    good: Mapping[str, Any] = next((each for status, each in responses.items() if status.startswith("2")), {})
    media = good.get("content", {}).get("application/json")
    return json.dumps(media["example"], indent=1, ensure_ascii=False) if media else ""
