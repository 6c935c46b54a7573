"""How right the readings are, on texts that people rated and on coded answers of voices left out.

Data, in the folder that TEXT_DATA names (none of it taught anything): `nhs-feedback-dev.csv` (pxtextmining,
one ambulance trust; rating 1 to 2 is positive, 4 to 5 negative), `vader-tweets-` and
`vader-amazon-ground-truth.tsv` (VADER's, mean ratings). The rules were looked at on the first, so unseen
services will do a little worse. The coded answers of this project are read by models that were not taught by
their voice; they are invented, and a figure on them says how well a reading agrees with invented language.

Run it with `TEXT_DATA=FOLDER python3 dev.py run python -m benchmarks.reading_quality`. Without TEXT_DATA only
the coded answers are measured. Reach: the figures of `REACH`.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from analysis.pipeline import NO_THEMES
from analysis.readings import AnswerReader, Asked, Feeling, best_reader, framed
from analysis.readings.coded import read_coded, voices
from analysis.readings.repaired import hear, repaired, vader
from analysis.readings.textblob_exact import scores
from benchmarks.report import Figure, report

REACH = {"labels": 0.62, "children": 0.72, "kinds": 0.65, "recall": 0.75, "precision": 0.70, "net": 0.10}
SMALLEST_GROUP = 40
SIGN = {Feeling.POSITIVE: 1, Feeling.NEEDS_CHANGE: -1}
BATCH = 500


def patients(folder: Path) -> list[tuple[Asked, int, str]]:
    """The comment with its question, its sign by people, and its group: service and question."""
    with (folder / "nhs-feedback-dev.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["sentiment_1_best_to_5_worst"]]
    found = []
    for row in rows:
        rating, frame = float(row["sentiment_1_best_to_5_worst"]), framed(None, row["question"]).frame
        sign = (rating <= 2) - (rating >= 4)
        found.append((Asked(row["text"], row["question"], frame), sign, f"{row['service']} {frame}"))
    return found


def read(reader: AnswerReader, asked: Sequence[Asked]) -> list[int]:
    """+1, -1 or 0 for each."""
    found = [
        one for start in range(0, len(asked), BATCH) for one in reader.read(asked[start : start + BATCH])
    ]
    return [SIGN.get(one.label, 0) if one.label else 0 for one in found]


def net(signs: Sequence[int]) -> float:
    return sum(signs) / len(signs)


def on_patients(name: str, reader: AnswerReader, rows: Sequence[tuple[Asked, int, str]]) -> list[Figure]:
    right, found = (
        np.array([sign for _, sign, _ in rows]),
        np.array(read(reader, [one for one, _, _ in rows])),
    )
    groups: dict[str, list[int]] = defaultdict(list)
    for place, (_, _, group) in enumerate(rows):
        groups[group].append(place)
    large = [places for places in groups.values() if len(places) >= SMALLEST_GROUP]
    nets = [(net(right[places].tolist()), net(found[places].tolist())) for places in large]
    error = float(np.mean([abs(people - ours) for people, ours in nets]))
    flips = sum(people * ours < 0 for people, ours in nets)
    recall, precision = float(np.mean(found[right == -1] == -1)), float(np.mean(right[found == -1] == -1))
    labels = float(f1_score(right, found, average="macro"))
    print(f"{name}: {len(rows)} comments, {len(large)} groups, {flips} of which turn round")
    about = "patients' comments"
    return [
        Figure(f"{name}: labels, macro-F1", labels, about, "0.62", labels / REACH["labels"], 1.0),
        Figure(f"{name}: recall of negative", recall, about, "0.75", recall / REACH["recall"], 1.0),
        Figure(
            f"{name}: precision of negative", precision, about, "0.70", precision / REACH["precision"], 1.0
        ),
        Figure(f"{name}: error of net feeling", error, about, "0.10", REACH["net"] / max(error, 1e-3), 1.0),
        Figure(f"{name}: groups turned round", flips, about, "none", 1.0 if not flips else 0.0, 1.0),
    ]


def agreement(folder: Path, name: str) -> Figure:
    """Pearson's r of the repaired score with people's mean rating, against VADER's."""
    lines = (folder / f"vader-{name}-ground-truth.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t", 2) for line in lines]
    people = [float(row[1]) for row in rows]
    vaders = [vader(row[2]) for row in rows]
    ours = [
        repaired(hear(row[2]), theirs, scores(row[2]).polarity)
        for row, theirs in zip(rows, vaders, strict=True)
    ]
    r, theirs_r = float(np.corrcoef(people, ours)[0, 1]), float(np.corrcoef(people, vaders)[0, 1])
    return Figure(
        f"repaired score, r on {name}", r, "Pearson's r", f"VADER {theirs_r:.3f}", r / theirs_r, 1.0
    )


def on_coded() -> list[Figure]:
    """The learned reading on voices that were left out, as it was stored with it; the rules beside it."""
    from analysis.readings.learned_reading import unseen

    answers, labels, kinds = unseen()
    right = [SIGN.get(one.label, 0) for one in answers]
    found = [SIGN.get(label, 0) for label in labels]
    by_label = float(f1_score(right, found, average="macro"))
    by_kind = float(
        f1_score([str(one.kind) for one in answers], [str(kind) for kind in kinds], average="macro")
    )
    ruled = AnswerReader(NO_THEMES).read([one.asked for one in read_coded(voices())])
    rules = [SIGN.get(one.label, 0) if one.label else 0 for one in ruled]
    truth = [SIGN.get(one.label, 0) for one in read_coded(voices())]
    print(f"by rules, {len(rules)} coded answers: macro-F1 {f1_score(truth, rules, average='macro'):.3f}")
    about = "coded answers"
    return [
        Figure(
            "voices left out: labels, macro-F1", by_label, about, "0.72", by_label / REACH["children"], 1.0
        ),
        Figure("voices left out: kinds, macro-F1", by_kind, about, "0.65", by_kind / REACH["kinds"], 1.0),
    ]


def main() -> None:
    figures: list[Figure] = []
    best = best_reader(NO_THEMES)
    rules = AnswerReader(NO_THEMES)
    learned = best.version != rules.version
    if learned:
        figures += on_coded()
    if "TEXT_DATA" in os.environ:
        folder = Path(os.environ["TEXT_DATA"])
        rows = patients(folder)
        figures += on_patients("learned" if learned else "rules", best, rows)
        if learned:
            for one in on_patients("rules", rules, rows):
                print(f"{one.name}: {one.value:.3f}")
        figures += [agreement(folder, name) for name in ("tweets", "amazon")]
    report(figures)


if __name__ == "__main__":
    main()
