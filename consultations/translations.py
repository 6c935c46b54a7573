"""gettext catalogues, of the chat and of the pages: how they are compiled, and what their marks say.

Only the tools that keep catalogues read this: the program itself reads what they compile.
"""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

MARK = re.compile(
    r"(?:machine-drafted|reviewed by (?P<role>.+?) on (?P<day>\d{4}-\d{2}-\d{2}))"
    r"(?: from (?P<english>\w{7}))?"
)

UNBROKEN = 10_000
"""Characters to a line: a sentence stands on one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a sentence came to be: drafted by a machine, or reviewed by a `role` on a `day`."""

    role: str | None
    day: str | None
    english: str | None


def mark_of(comments: Iterable[str]) -> Mark | None:
    """The mark among the comments above a sentence."""
    found = next(filter(None, (MARK.fullmatch(comment.strip()) for comment in comments)), None)
    return Mark(found["role"], found["day"], found["english"]) if found else None


def compiled(source: Catalog) -> bytes:
    """A catalogue in the form that gettext reads. What is fuzzy or empty is left out."""
    target = io.BytesIO()
    source.creation_date = datetime.min.replace(tzinfo=UTC)  # babel would write the present moment
    write_mo(target, source)
    return target.getvalue()


def written(language: str, catalogue: Catalog) -> bytes:
    """A catalogue as it stands in its file."""
    body = io.BytesIO()
    write_po(body, catalogue, width=UNBROKEN, omit_header=True, include_lineno=False)
    fields = [f"Language: {language}", "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8"]
    fields.append("Content-Transfer-Encoding: 8bit")
    if any(one.pluralizable for one in catalogue):
        fields.append(f"Plural-Forms: {catalogue.plural_forms}")
    lines = "".join(f'"{field}\\n"\n' for field in fields)
    return f'{catalogue.header_comment}\nmsgid ""\nmsgstr ""\n{lines}\n'.encode() + body.getvalue()
