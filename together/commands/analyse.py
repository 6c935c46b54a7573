"""`together analyse`: readings for answers that were collected elsewhere."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click

from analysis import sentences
from analysis.pipeline import NO_THEMES
from analysis.taxonomy import Taxonomy
from analysis.theme_learning import Coded, ThemeModel, learn
from consultations.errors import Refused
from together.analysing.job import Chunk, check_out, headings, places
from together.analysing.keeping import Kept, Part, key_of
from together.analysing.report import About, report
from together.analysing.vectors import best_vectors
from together.analysing.working import Work, processes, reading
from together.commands.say import humane
from together.commands.themes import read_themes
from together.tables import Line, Table, open_table, open_writer

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)
ROWS_IN_A_CHUNK = 500
CAREFUL_UP_TO = 10_000
"""Rows. More take hours with the sentence model, and rules alone minutes."""
WORTH_A_PROCESS = 2_000
SAMPLE = 5_000
"""Answers of the input that the themes learn from, besides the coded ones."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says."""

    source: Path
    text: str
    question: str | None
    frame: str | None
    by: str | None
    taxonomy: Path | None
    coded: Path | None
    out: Path
    report: Path | None
    careful: bool | None
    concerns: bool
    fresh: bool


@click.command()
@click.argument("source", metavar="INPUT", type=FILE)
@click.option("--text", required=True, help="The column with the answers.")
@click.option("--question", help="The column with the questions that they answer.")
@click.option("--frame", help="A column that says good, improve, why or open; or one of them for all rows.")
@click.option("--by", help="The column with the groups that the report compares.")
@click.option("--taxonomy", type=FILE, help="A theme file (.csv, .xlsx, .yaml). Default: no themes.")
@click.option("--coded", type=FILE, help="Answers that people coded: the --text column, and “themes”.")
@click.option("-o", "--out", type=OUT, required=True, help="Where to write: .csv, .xlsx or .jsonl.")
@click.option("--report", type=OUT, help="Write a summary to read and print (.html).")
@click.option("--careful/--fast", default=None, help=f"Default: careful up to {CAREFUL_UP_TO:,} rows.")
@click.option("--concerns/--no-concerns", default=True, help="Whether to screen for safeguarding.")
@click.option("--fresh", is_flag=True, help="Begin again instead of going on where a run broke off.")
@humane
def analyse(**options: object) -> None:
    """Read the answers in INPUT (.csv, .xlsx, .jsonl): one row out for each row in, in order.

    Adds polarity, subjectivity, label, kind, themes, outcomes, signals_agree, concern, redacted_text and the
    words behind them. Nothing leaves this machine. The same command again goes on where it was broken off.
    """
    wanted = Wanted(**options)  # type: ignore[arg-type] # click has made each what its option says
    check_out(wanted.out, wanted.source)
    open_writer(wanted.out.with_suffix(".probe"), wanted.out.suffix).close()
    wanted.out.with_suffix(".probe").unlink()
    table = open_table(wanted.source, wanted.text)
    where = places(table, wanted.text, wanted.question, wanted.frame)
    if wanted.by:
        table.column(wanted.by)
    _say_where(table)
    taxonomy = read_themes(wanted.taxonomy) if wanted.taxonomy else NO_THEMES
    rows = sum(1 for _ in table.lines())
    careful = rows <= CAREFUL_UP_TO if wanted.careful is None else wanted.careful
    work = Work(taxonomy, where, careful, wanted.concerns, _themes(wanted, table, taxonomy, careful))
    part = Part(wanted.out)
    kept = part.begin(_key(wanted, taxonomy, careful), fresh=wanted.fresh)
    _work(work, table, part, kept, rows)
    if wanted.report:
        _report(wanted, table, part, work)
    part.finish(headings(table))
    _say(kept, careful=careful)


def _report(wanted: Wanted, table: Table, part: Part, work: Work) -> None:
    assert wanted.report is not None  # noqa: S101 - the caller looked
    about = About(
        title=f"What was said: {wanted.source.name}",
        taxonomy=work.taxonomy,
        group=table.column(wanted.by) if wanted.by else None,
        question=work.places.question,
        accuracy=str(work.themes.measured) if work.themes else "",
        asked=work.places.heading,
    )
    wanted.report.write_text(report(part.rows(), about), encoding="utf-8")


def _key(wanted: Wanted, taxonomy: Taxonomy, careful: bool) -> str:
    coded = wanted.coded.read_bytes() if wanted.coded else b""
    options = (wanted.text, wanted.question, wanted.frame, taxonomy.digest, careful, wanted.concerns, coded)
    return key_of(wanted.source, *options)


def _themes(wanted: Wanted, table: Table, taxonomy: Taxonomy, careful: bool) -> ThemeModel | None:
    """What people coded, learned; said with how often it is right."""
    if wanted.coded is None:
        return None
    coded = coded_answers(wanted.coded, wanted.text, taxonomy)
    text = table.column(wanted.text)
    found = [line.cells[text] for line in _spread(table.lines(), SAMPLE) if not line.problem]
    try:
        model = learn(taxonomy, coded, found, best_vectors() if careful else None)
    except ValueError as few:
        raise Refused("too-few-coded", f"Themes cannot be learned: {few}.", "Code more of them.") from few
    click.echo(f"Themes: {model.measured}.", err=True)
    return model


def coded_answers(file: Path, text: str, taxonomy: Taxonomy) -> list[Coded]:
    """The coded answers in a table: codes or labels of themes, with semicolons between two."""
    table = open_table(file, text)
    answers, themes = table.column(text), table.column("themes")
    by_name = {name.casefold(): theme.code for theme in taxonomy.themes for name in (theme.label, theme.code)}
    by_name |= {label.casefold(): code for code, label in taxonomy.labels.items()}
    by_name |= {code: code for code in taxonomy.labels}
    found: list[Coded] = []
    unknown: dict[str, int] = {}
    for line in table.lines():
        names = [name.strip().casefold() for name in line.cells[themes].split(";") if name.strip()]
        unknown |= {name: line.number for name in names if name not in by_name}
        if names:
            found.append(Coded(line.cells[answers], frozenset(by_name.get(name, "other") for name in names)))
    for name, number in list(unknown.items())[:20]:
        said = f"{file.name}, row {number}: no theme is called “{name}”; it counts as “other”."
        click.echo(said, err=True)
    return found


def _spread(lines: Iterator[Line], most: int) -> Iterator[Line]:
    """Lines from all over a file of any size: every one at first, then ever fewer."""
    kept: list[Line] = []
    step = 1
    for place, line in enumerate(lines):
        if place % step == 0:
            kept.append(line)
            if len(kept) >= 2 * most:
                kept, step = kept[::2], step * 2
    return iter(kept[: 2 * most])


def _work(work: Work, table: Table, part: Part, kept: Kept, rows: int) -> None:
    left = rows - kept.rows
    number = processes() if left >= WORTH_A_PROCESS else 1
    lines = islice(table.lines(), kept.rows, None)
    label = "Reading" if not kept.rows else f"Going on after {kept.rows:,} rows"
    with (
        reading(work, number) as read,
        click.progressbar(length=rows, label=label, file=sys.stderr) as bar,
    ):
        bar.update(kept.rows)
        for done in read(_chunks(lines)):
            part.add(kept, done.rows, done.problems)
            bar.update(len(done.rows))


def _chunks(lines: Iterator[Line]) -> Iterator[Chunk]:
    while chunk := tuple(islice(lines, ROWS_IN_A_CHUNK)):
        yield Chunk(chunk)


def _say_where(table: Table) -> None:
    sheet = f"Sheet “{table.sheet}”, headings" if table.sheet else "Headings"
    click.echo(f"{sheet} in row {table.headings_row}.", err=True)


def _say(kept: Kept, *, careful: bool) -> None:
    unread = sum(kept.problems.values())
    click.echo(f"{kept.rows:,} rows, {unread:,} of them not read.", err=True)
    for problem, number in kept.problems.items():
        click.echo(f"  {number:,}: {problem} (first in row {kept.first[problem]:,})", err=True)
    click.echo(_how(careful), err=True)


def _how(careful: bool) -> str:
    if not sentences.available():
        return "Read by rules; with the extra “semantic” fewer concerns are missed."
    return (
        "Read with the sentence model."
        if careful
        else "Read by rules; --careful reads with the sentence model."
    )
