"""Plan files: one plan in a YAML file, one or more files in a directory."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from consultations.errors import Fault, FaultyInput, Place
from consultations.plan import checks, doubts, yaml_source
from consultations.plan.model import Plan
from consultations.plan.tables import ReadSheet, tables_source
from consultations.plan.validation import validated
from consultations.plan.yaml_source import Source

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What was read: the plans, in the order of their file names, and what looks wrong in them."""

    plans: tuple[Plan, ...]
    warnings: tuple[Fault, ...] = ()


def read_plan(path: Path) -> PlanFile:
    """Read a plan file, or every *.yaml of a directory.

    Raises FaultyInput (`plan-faulty`) with every fault of every file; then nothing of any file is returned.
    """
    files, faults = _files(path)
    plans: list[tuple[Path, Plan]] = []
    warnings: list[Fault] = []
    for file in files:
        plan, found = _read_file(file)
        plans += [(file, plan)] if plan else []
        faults += [fault for fault in found if fault.level == "error"]
        warnings += [fault for fault in found if fault.level == "warning"]
    _refuse_if_faulty(str(path), faults + _same_code(plans))
    return PlanFile(tuple(plan for _, plan in plans), tuple(warnings))


def parse_plan(content: bytes, file: str) -> PlanFile:
    """Read the content of one plan file, named `file` in messages. Raises as `read_plan` does."""
    plan, found = _parse(content, file)
    _refuse_if_faulty(file, [fault for fault in found if fault.level == "error"])
    return PlanFile((plan,) if plan else (), tuple(found))


def plan_of_tables(read: Iterable[ReadSheet], file: str) -> PlanFile:
    """Read a plan from the sheets of a workbook named `file`. Raises as `read_plan` does."""
    plan, found = _judged(*tables_source(read, file))
    _refuse_if_faulty(file, [fault for fault in found if fault.level == "error"])
    return PlanFile((plan,) if plan else (), tuple(found))


def _parse(content: bytes, file: str) -> tuple[Plan | None, list[Fault]]:
    return _judged(*yaml_source.load(content, file))


def _judged(source: Source, faults: list[Fault]) -> tuple[Plan | None, list[Fault]]:
    """The plan and the warnings about it, or None and its faults."""
    if faults and source.data is None:
        return None, faults
    plan, misfits = validated(source)
    # One mistake may be met by two checks: the same fault is said once.
    found = list(dict.fromkeys([*faults, *misfits, *checks.faults(source)]))
    if plan is None or found:
        return None, sorted(found, key=lambda fault: fault.place.line or fault.place.row or 0)
    return plan, doubts.warnings(plan, source)


def _files(path: Path) -> tuple[list[Path], list[Fault]]:
    if not path.is_dir():
        return [path], []
    files = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
    return files, [] if files else [_no_files(path)]


def _no_files(path: Path) -> Fault:
    return Fault(
        "no-plan-file",
        "There is no plan file here.",
        "Plan files end in .yaml; check the name.",
        Place(str(path)),
    )


def _read_file(file: Path) -> tuple[Plan | None, list[Fault]]:
    try:
        content = file.read_bytes()
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        fix = "Check the name and who may read the file."
        return None, [Fault("unreadable", f"The file cannot be read: {why}.", fix, Place(str(file)))]
    return _parse(content, str(file))


def _same_code(plans: list[tuple[Path, Plan]]) -> list[Fault]:
    first: dict[str, Path] = {}
    faults = []
    for file, plan in plans:
        if first.setdefault(plan.code.casefold(), file) != file:
            message = f"The plan code “{plan.code}” is already used in {first[plan.code.casefold()].name}."
            faults.append(Fault("duplicate-code", message, "Give each plan its own code.", Place(str(file))))
    return faults


def _refuse_if_faulty(name: str, faults: list[Fault]) -> None:
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise FaultyInput("plan-faulty", f"{name} cannot be used: {count}. Nothing was changed.", faults)
