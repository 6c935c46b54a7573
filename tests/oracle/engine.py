"""ODK Web Forms' engine in a Node process of its own, and what it says of a form's nodes."""

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyxform.xls2xform import convert

from consultations.forms.findings import Findings
from consultations.forms.xlsform.formats import read_workbook
from consultations.forms.xlsform.gatekeeper import for_pyxform
from consultations.forms.xlsform.sheets import sheets_by_role

HERE = Path(__file__).parent
STEP = re.compile(r"([^/\[\]]+)(?:\[(\d+)\])?")


class OracleFault(Exception):
    """The engine could not do what it was asked."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the engine says of one node. `constraint` and `value` are None where it holds no answer."""

    reference: str
    kind: str
    relevant: bool
    required: bool
    readonly: bool
    value: str | None
    constraint: bool | None
    options: tuple[str, ...] | None

    @property
    def key(self) -> str:
        """The node's key as Together writes it: /data/child[2]/toy[1]/word is word[2.1]."""
        steps = STEP.findall(self.reference)
        times = ".".join(number for _, number in steps if number)
        return f"{steps[-1][0]}[{times}]" if times else steps[-1][0]

    @property
    def repeats(self) -> bool:
        """Whether it stands for all times round of a repeat."""
        return self.kind.startswith("repeat-range")


class Engine:
    """Asks the Node process one thing at a time. Raises `OracleFault` where it cannot answer."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def load(self, xform: str, now: str) -> list[Seen]:
        return self._ask(load=xform, now=now)

    def set(self, reference: str, value: str) -> list[Seen]:
        return self._ask(set=reference, value=value)

    def add(self, reference: str) -> list[Seen]:
        return self._ask(add=reference)

    def _ask(self, **request: str) -> list[Seen]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise OracleFault("The Node process has ended; what it said stands above.")
        reply = json.loads(line)
        if "error" in reply:
            raise OracleFault(reply["error"])
        return [_seen(node) for node in reply["nodes"] if "/meta" not in node["reference"]]


def _seen(node: Mapping[str, Any]) -> Seen:
    options = node["options"]
    return Seen(
        reference=node["reference"],
        kind=node["kind"],
        relevant=node["relevant"],
        required=node["required"],
        readonly=node["readonly"],
        value=node["value"],
        constraint=node["constraint"],
        options=None if options is None else tuple(options),
    )


@contextmanager
def engine() -> Iterator[Engine]:
    """The engine in a process that ends with the block. Its dates are London's."""
    command = ["node", str(HERE / "oracle.mjs")]
    around = {**os.environ, "TZ": "Europe/London"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=around
    ) as process:
        yield Engine(process)
        if process.stdin:
            process.stdin.close()


def xform_of(content: str | bytes) -> str:
    """The XForm that pyxform makes of an XLSForm."""
    workbook = read_workbook(content)
    return str(convert(for_pyxform(sheets_by_role(workbook, Findings()))).xform)
