"""Compare our forms with the engine of ODK Web Forms, on random walks.

    python -m tests.oracle.compare [FORM… | --record]

Development only: it needs Node 20 and `npm install` in this folder (package.json names the engine;
nothing of it is in the project). Without arguments it walks through the examples, the golden forms
and the forms beside it. After each step it compares, for every node: whether it applies, whether it
is required, whether its answer is valid, and what is calculated. It prints the counts and each kind
of disagreement with an example, and ends with 1 where there is any that is not in `KNOWN`.
`--record` keeps a walk of each form for the usual tests.

Answers that Web Forms clears because a choice is no longer offered are cleared here as well: our engine does
that one layer above (`bot.answering.no_longer_choices`).
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyxform.xls2xform import convert

from consultations.forms.compiled import CompiledForm
from consultations.forms.form_state import FormState, Given
from consultations.forms.places import key_of
from consultations.forms.xlsform import read_form
from tests.builders import surroundings

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FORMS = (
    *sorted((ROOT / "examples" / "questionnaires").glob("*.md")),
    *sorted((ROOT / "tests" / "golden").glob("*.md")),
    *sorted((HERE / "forms").glob("*.md")),
)
WALKS, STEPS = 8, 60
ANSWERED = ("input", "select")
KNOWN = {
    "/data/likes": "a repeat whose count is blanked: Web Forms keeps it, we go round it no more",
    "/data/when_asked": "its trigger is run by the conversation (bot.answering.run_triggered)",
    "/data/changes": "the same",
    "/data/after": "the same: it asks for one of these",
    "/data/kept_chance": "chance",
    "/data/huge": "a number without an exponent, as the XPath specification writes it",
    "/data/tiny": "the same",
}
"""Differences that are meant, by reference, with the reason."""
RECORDED = HERE / "recorded"
INDEX = re.compile(r"\[(\d+)\]")


@dataclass
class Walk:
    """Our side of one walk: what was answered, and how often each repeat goes round."""

    form: CompiledForm
    answers: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)

    def key(self, reference: str) -> str:
        """`/data/child[2]/age` is `age[2]`."""
        name = reference.rpartition("/")[2].partition("[")[0]
        numbers = INDEX.findall(reference.rpartition("/")[0])
        chain = self.form.layout.chains.get(name, ())
        where = tuple((repeat, int(number)) for repeat, number in zip(chain, numbers, strict=False))
        return key_of(name, where)

    def take(self, action: Mapping[str, str] | None) -> None:
        if action and "add" in action:
            key = self.key(action["add"])
            self.times[key] = self.times.get(key, 1) + 1
        elif action:
            self.answers[self.key(action["set"])] = action["value"]

    def agree_on_answers(self, nodes: list[list[Any]]) -> None:
        """Take over what Web Forms has cleared or filled in."""
        for reference, kind, relevant, _, _, value in nodes:
            if kind in ANSWERED and relevant:
                self.answers[self.key(reference)] = value

    def state(self) -> FormState:
        return FormState(self.form, Given({**self.kept, **self.answers}, self.times), surroundings())


def walked(xml: str, seed: int) -> list[dict[str, Any]]:
    """What Web Forms says after each step of a random walk."""
    wanted = json.dumps({"xml": xml, "seed": seed, "steps": STEPS})
    done = subprocess.run(
        ["node", "walk.mjs"], input=wanted, text=True, capture_output=True, cwd=HERE, check=False
    )
    if done.returncode:
        raise SystemExit(f"Web Forms failed:\n{done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def compared(walk: Walk, nodes: list[list[Any]]) -> Iterator[tuple[str, bool, str]]:
    """For every node and every question about it: the kind, whether we agree, and both sides in words."""
    state = walk.state()
    for reference, kind, relevant, required, valid, value in nodes:
        key = walk.key(reference)
        if key.partition("[")[0] not in walk.form.questions or "/meta/" in reference:
            continue
        ours = state.relevant(key)
        yield "relevant", ours == relevant, f"{reference}: {ours}, theirs {relevant}"
        if not relevant or not ours:
            continue
        if kind in ANSWERED:
            needed = state.required(key)
            yield "required", needed == required, f"{reference}: {needed}, theirs {required}"
        if kind in ANSWERED and value:
            fits = state.allows(key, value)
            yield "valid", fits == valid, f"{reference} = {value!r}: {fits}, theirs {valid}"
        if kind == "model-value":
            got = walk.kept[key] = state.value(key)
            yield "calculated", got == value, f"{reference}: {got!r}, theirs {value!r}"


def compare(file: Path) -> tuple[Counter[str], Counter[str], dict[str, str]]:
    """Agreements and all comparisons by kind, and one example of each disagreement."""
    questionnaire = read_form(file.read_bytes(), file.name).questionnaire
    xml = convert(file.read_text(encoding="utf-8")).xform
    agreed, total, examples = Counter[str](), Counter[str](), dict[str, str]()
    for seed in range(WALKS):
        walk = Walk(CompiledForm(questionnaire))
        for line in walked(xml, seed):
            walk.take(line["action"])
            walk.agree_on_answers(line["nodes"])
            for kind, same, words in compared(walk, line["nodes"]):
                reference = INDEX.sub("", words.partition(":")[0].partition(" =")[0])
                total[kind] += 1
                agreed[kind] += same
                if not same and reference not in KNOWN:
                    examples.setdefault(f"{kind} {reference}", words)
    return agreed, total, examples


def record(files: list[Path]) -> None:
    """Keep one walk of each form, for a test that needs no Node."""
    for file in files:
        lines = walked(convert(file.read_text(encoding="utf-8")).xform, seed=1)
        own = [
            {**line, "nodes": [node for node in line["nodes"] if "/meta/" not in node[0]]} for line in lines
        ]
        text = "\n".join(json.dumps(line, separators=(",", ":")) for line in own)
        (RECORDED / f"{file.stem}.jsonl").write_text(f"{text}\n", encoding="utf-8")


def main(files: list[Path]) -> int:
    different = 0
    for file in files:
        agreed, total, examples = compare(file)
        counts = ", ".join(f"{kind} {agreed[kind]:,}/{total[kind]:,}" for kind in total)
        print(f"{file.name}: {counts}")
        for words in examples.values():
            print(f"    {words}")
        different += len(examples)
    return 1 if different else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--record"]:
        record([HERE / "forms" / f"{name}.md" for name in ("children", "logic")])
    else:
        sys.exit(main([Path(one) for one in sys.argv[1:]] or list(FORMS)))
