"""How often themes are right on other people's coded answers, and how many answers a core reads by rules.

The data are not part of this project: `TEXT_DATA` names a folder with `nhs-feedback-dev.csv`, comments of
patients with the question asked and the themes that people gave (The Strategy Unit, pxtextmining). The
words of the themes (`nhs_themes.csv`) were written for this benchmark from the themes' names alone.
Everything is learned from 300 comments drawn by chance and tried on all others but those with the same words.

References: a published keyword baseline of .49 and keyword + TF-IDF regression of .67 on the same kind of
comments, measured once for this project; TextBlob for the pace.
"""

import csv
import os
import re
import time
from pathlib import Path
from statistics import mean

import numpy as np
from textblob import TextBlob

from analysis.agreement import f1_of_each, measure
from analysis.quotes import Candidate, choose
from analysis.readings import AnswerReader, Asked
from analysis.redaction import redact
from analysis.taxonomy import Taxonomy
from analysis.taxonomy_table import Named, read_csv
from analysis.theme_learning import Coded, learn
from benchmarks.report import Figure, report
from together.analysing.vectors import best_vectors

WORDS = Path(__file__).parent / "nhs_themes.csv"
CODED = 300
ROUNDS = 3
UNUSABLE = {"", "Not assigned"}


def comments(folder: Path) -> list[tuple[str, frozenset[str]]]:
    with (folder / "nhs-feedback-dev.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], frozenset(row["themes"].split("; "))) for row in csv.DictReader(file)]
    return [(text, themes) for text, themes in rows if not themes & UNUSABLE]


def flags(labels: list[str], given: list[frozenset[str]]) -> np.ndarray:
    return np.array([[label in one for label in labels] for one in given])


def by_words(taxonomy: Taxonomy, rows: list[tuple[str, frozenset[str]]]) -> Figure:
    names = {theme.code: theme.label for theme in taxonomy.themes}
    read = AnswerReader(taxonomy).read([Asked(text) for text, _ in rows])
    labels = list(names.values())
    found = [frozenset(names.get(one.code, "") for one in reading.themes) for reading in read]
    f1 = float(f1_of_each(flags(labels, [themes for _, themes in rows]), flags(labels, found)).mean())
    return Figure("themes by words, samples-F1", f1, "F1", "keywords, .488", f1 / 0.488, 0.52 / 0.488)


def by_learning(taxonomy: Taxonomy, rows: list[tuple[str, frozenset[str]]]) -> list[Figure]:
    codes = {theme.label: theme.code for theme in taxonomy.themes}
    known = [
        frozenset(codes[name] for name in themes if name in codes) or frozenset({"other"})
        for _, themes in rows
    ]
    found = [_one_round(taxonomy, rows, known, seed) for seed in range(ROUNDS)]
    f1, error, top, quotes = (mean(each) for each in zip(*found, strict=True))
    return [
        Figure(f"themes, {CODED} coded, samples-F1", f1, "F1", "words + TF-IDF, .67", f1 / 0.67, 0.70 / 0.67),
        Figure("error of a theme's share", error, "points", "1.0 point", 1 / error, 1 / 0.8),
        Figure("top ten themes right", top, "of ten", "8.7", top / 8.7, 9 / 8.7),
        Figure("quotes that carry their theme", quotes, "of top 3", ".69", quotes / 0.69, 0.80 / 0.69),
    ]


def _one_round(
    taxonomy: Taxonomy, rows: list[tuple[str, frozenset[str]]], known: list[frozenset[str]], seed: int
) -> tuple[float, float, int, float]:
    order = [int(place) for place in np.random.default_rng(seed).permutation(len(rows))]
    said = [re.sub(r"\W+", " ", text.lower()).strip() for text, _ in rows]
    inside, taken = order[:CODED], {said[place] for place in order[:CODED]}
    outside = [place for place in order[CODED:] if said[place] not in taken]
    texts = [rows[place][0] for place in outside]
    model = learn(taxonomy, [Coded(rows[place][0], known[place]) for place in inside], texts, best_vectors())
    found = model.suggest(texts)
    labels = [theme.code for theme in taxonomy.themes]
    measured = measure(
        flags(labels, [known[place] for place in outside]),
        flags(labels, [frozenset(one.match.code for one in each) for each in found]),
    )
    carried = [
        code in known[quote.id]
        for code in labels
        for quote in choose(
            [
                Candidate(place, rows[place][0], "", one.likely or 0.0)
                for place, each in zip(outside, found, strict=True)
                for one in each
                if one.match.code == code
            ],
            {""},
        )
    ]
    return measured.samples_f1, measured.share_error, measured.top_right, mean(carried)


def pace(taxonomy: Taxonomy, rows: list[tuple[str, frozenset[str]]]) -> Figure:
    """Processor seconds: all signals, themes and redaction, against `TextBlob(text).sentiment` alone."""
    texts = [text for text, _ in rows]
    reader = AnswerReader(taxonomy)
    reader.read([Asked(text) for text in texts[:200]])
    began = time.process_time()
    reader.read([Asked(text) for text in texts])
    for text in texts:
        redact(text)
    ours = len(texts) / (time.process_time() - began)
    began = time.process_time()
    for text in texts:
        _ = TextBlob(text).sentiment
    theirs = len(texts) / (time.process_time() - began)
    return Figure(
        "full reading by rules, per core", ours, "answers/s", "TextBlob alone", ours / theirs, 3000 / theirs
    )


def main() -> None:
    folder = os.environ.get("TEXT_DATA")
    taxonomy = read_csv(WORDS.read_bytes(), Named(WORDS.name))
    if not folder:
        print("Not measured: set TEXT_DATA to the folder with nhs-feedback-dev.csv.")
        report([])
        return
    rows = comments(Path(folder))
    print(f"{len(rows):,} comments, {len(taxonomy.themes)} themes.")
    report([by_words(taxonomy, rows), *by_learning(taxonomy, rows), pace(taxonomy, rows)])


if __name__ == "__main__":
    main()
