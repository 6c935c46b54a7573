"""Walks kept as JSON: the steps, and what the engine said, each dump as what changed since the last."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.oracle.replay import Node, Nodes, Step

Moment = tuple[Step | None, Nodes]
"""A step, none before the first, and what the engine said after it."""


def record(file: Path, form: Path, steps: Sequence[Step], seen: Sequence[Nodes]) -> None:
    """Write a walk through `form` to `file`: `seen[0]` is what was said before the first of `steps`."""
    moments: list[dict[str, Any]] = []
    before: Nodes = {}
    for step, nodes in zip((None, *steps), seen, strict=True):
        changed = {key: _packed(node) for key, node in nodes.items() if before.get(key) != node}
        moment: dict[str, Any] = {"step": asdict(step) if step else None, "nodes": changed}
        if gone := sorted(before.keys() - nodes.keys()):
            moment["gone"] = gone
        moments.append(moment)
        before = nodes
    lines = ",\n".join(json.dumps(moment, ensure_ascii=False) for moment in moments)
    file.write_text(f'{{"form": {json.dumps(form.name)}, "moments": [\n{lines}\n]}}\n', encoding="utf-8")


def read(file: Path) -> tuple[str, list[Moment]]:
    """The form's file name, and what was recorded of a walk through it."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    return kept["form"], list(_moments(kept["moments"]))


def _moments(kept: list[Mapping[str, Any]]) -> Iterator[Moment]:
    nodes: dict[str, Node] = {}
    for moment in kept:
        nodes = {key: node for key, node in nodes.items() if key not in moment.get("gone", ())}
        nodes |= {key: _unpacked(node) for key, node in moment["nodes"].items()}
        yield Step(**moment["step"]) if moment["step"] else None, dict(nodes)


def _packed(node: Node) -> dict[str, Any]:
    return {name: value for name, value in asdict(node).items() if value is not None}


def _unpacked(kept: Mapping[str, Any]) -> Node:
    options = kept.get("options")
    return Node(**{**kept, "options": None if options is None else tuple(options)})
