"""A language that nobody speaks, to see what pages leave in English: it has one letter for every other."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from admin_api.catalogues.sources import Source, sources
from admin_api.translation import speaking
from admin_api.translation.messages import MARK
from consultations.translations import compiled
from tests.heard_site import Words

CODE, NAME, LETTER = "qq", "Жжж", "ж"


def in_it(english: str) -> str:
    """A sentence in this language: its marks and figures are those of the English."""
    return "".join(
        part if MARK.fullmatch(part) else re.sub(r"[^\W\d_]", LETTER, part) for part in MARK.split(english)
    )


def said(source: Source) -> str | tuple[str, str]:
    return (in_it(source.text), in_it(source.many)) if source.many else in_it(source.text)


@cache
def known() -> list[Source]:
    """Every sentence of the pages: it takes seconds to find them."""
    return sources()


@contextmanager
def spoken(folder: Path, *reviewed: str, to_staff: bool = False) -> Iterator[None]:
    """Pages may be in it, and in English; it has every sentence of the public pages.

    With `to_staff` it has those of all pages, and every page is in it.
    """
    catalogue = Catalog()
    for one in known():
        if one.public or to_staff:
            catalogue.add(one.key, NAME if one.text == "language_name" else said(one))
    file = folder / CODE / "LC_MESSAGES" / "pages.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(compiled(catalogue))
    (folder / "reviewed.json").write_text(json.dumps(reviewed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(speaking, "CATALOGUES", folder)
        patch.setattr(speaking, "REVIEWED", folder / "reviewed.json")
        if to_staff:
            patch.setattr(speaking, "_spoken", ContextVar("spoken", default=CODE))
        forget()
        yield
    forget()


def english(page: str) -> list[str]:
    """What a page says in Latin letters, but for code and what is said to be English."""
    page = re.sub(
        r"<head>.*?</head>|<code>.*?</code>|<(\w+)[^>]* lang=\"en\".*?</\1>", "", page, flags=re.DOTALL
    )
    said = [*Words(page).said, *re.findall(r'(?:aria-label|alt|title)="([^"]+)"', page)]
    return [" ".join(one.split()) for one in said if re.search("[A-Za-z]", one)]


def forget() -> None:
    for kept in (speaking.languages, speaking.catalogue, speaking.reviewed):
        kept.cache_clear()
