"""A report as one page of HTML that needs nothing beside it: to read, to print, to put on a website."""

from collections.abc import Callable, Mapping
from pathlib import Path

from markupsafe import Markup

from admin_api.reports.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Point,
    Table,
    source_line,
)
from admin_api.reports.drawings import svg

STYLE = (Path(__file__).parent.parent / "static" / "report.css").read_text(encoding="utf-8")
LONGEST_CELL, MOST_COLUMNS = 50, 3
"""Letters, and columns, that a screen of 320 pixels can show beside one another."""


def as_html(document: Document, sheet: str = "") -> bytes:
    """The whole page, UTF-8. `sheet` is where its style is, for a site; without one the style is in it."""
    body = Markup("\n").join(_BLOCKS[type(one)](one) for one in document.blocks)
    return (
        Markup(
            '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="description" content="{subject}">\n<title>{title}</title>\n{style}\n'
            '</head>\n<body class="{look}">\n<main>\n<h1>{title}</h1>\n<p>{made}</p>\n{body}\n'
            "</main>\n</body>\n</html>\n"
        )
        .format(
            language=document.language,
            subject=document.subject,
            title=document.title,
            style=_style(sheet),
            look=document.look,
            made=document.made,
            body=body,
        )
        .encode()
    )


def _style(sheet: str) -> Markup:
    if sheet:
        return Markup('<link rel="stylesheet" href="{}">').format(sheet)
    return Markup(f"<style>{STYLE}</style>")  # noqa: S704 # nosec B704 - our own


def _source(source: str) -> Markup:
    return Markup('<p class="source">{}</p>').format(source_line(source)) if source else Markup("")


def _heading(one: Heading) -> Markup:
    tag = Markup(f"h{one.level + 1}")  # noqa: S704 # nosec B704 - a number
    return Markup("<{}>{}</{}>").format(tag, one.text, tag)


def _paragraph(one: Paragraph) -> Markup:
    return Markup("<p>{}</p>").format(one.text) + _source(one.source)


def _point(one: Point) -> Markup:
    words = Markup("<p>{}</p>{}").format(one.text, _source(one.source))
    return Markup('<div class="point">{}<div>{}</div></div>').format(svg(one.picture), words)


def _bullets(one: Bullets) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(item) for item in one.items)
    return Markup("<ul>{}</ul>").format(items) + _source(one.source)


def _table(one: Table) -> Markup:
    header = Markup("").join(
        Markup('<th scope="col" role="columnheader">{}</th>').format(cell) for cell in one.header
    )
    rows = Markup("").join(_row(one.header, row) for row in one.rows)
    return Markup(
        '<div class="scrolls" tabindex="0" role="group" aria-label="{}"><table class="{}" role="table">'
        '<caption>{}</caption><thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table></div>{}'
    ).format(one.caption, "stacks" if _is_wide(one) else "", one.caption, header, rows, _source(one.source))


def _row(header: tuple[str, ...], row: tuple[str, ...]) -> Markup:
    """Each cell with its column's name: on a small screen a wide table is read downwards."""
    cells = Markup("").join(
        Markup('<td role="cell" data-column="{}">{}</td>').format(*named)
        for named in zip(header[1:], row[1:], strict=True)
    )
    return Markup('<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>').format(row[0], cells)


def _is_wide(one: Table) -> bool:
    """Whether a small screen cannot show it beside one another."""
    longest = max((len(cell) for row in one.rows for cell in row), default=0)
    return longest > LONGEST_CELL or len(one.header) > MOST_COLUMNS


def _figure(one: Figure) -> Markup:
    caption = Markup("<figcaption>{}</figcaption>").format(one.caption)
    return Markup("<figure>{}{}</figure>{}").format(svg(one.drawing), caption, _source(one.source))


def _break(_: PageBreak) -> Markup:
    return Markup('<div class="break"></div>')


_BLOCKS: Mapping[type[Block], Callable[..., Markup]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Point: _point,
    Bullets: _bullets,
    Table: _table,
    Figure: _figure,
    PageBreak: _break,
}
