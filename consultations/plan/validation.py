"""From plain data to a `Plan`, or to the list of everything that does not fit the model, in humane words.

The model's own field types are the rules: pydantic checks them all at once, and this module says what it
found as one would say it to the person who wrote the file.
"""

import re
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from consultations.errors import Fault, Place
from consultations.plan.canonical import PLAN
from consultations.plan.model import Plan
from consultations.plan.yaml_source import Data, Path, Source

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def validated(source: Source) -> tuple[Plan | None, list[Fault]]:
    """The plan, or None with at least one fault."""
    if not isinstance(source.data, dict):
        return None, [_not_a_plan(source)]
    strange = list(_strange_blanks(source))
    try:
        plan = PLAN.validate_python(source.data)
    except ValidationError as error:
        misfits = [_fault(detail, source) for detail in error.errors(include_url=False)]
        return None, [*strange, *misfits]
    return (None, strange) if strange else (plan, [])


def _strange_blanks(source: Source) -> Iterator[Fault]:
    """A key that the model does not know is a mistake even where nothing stands beside it: a misspelt one
    may be filled in later. Where the model wants no keys at all, that is the fault, and it is said once.
    """
    for path in source.blanks:
        known = keys_at(path[:-1])
        if known and path[-1] not in known:
            yield Fault(*_unknown_key(_Misfit(path, None, "", "")), source.place(path))


def day(text: str) -> date | None:
    """A day written as 2022-04-01; None for anything else."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def bad_date(key: str, text: object, place: Place) -> Fault:
    fix = "Write year, month and day, like this: 2022-04-01."
    return Fault("bad-date", f"“{key}” is “{text}”, which is not a date.", fix, place)


def _not_a_plan(source: Source) -> Fault:
    empty = source.data is None
    message = (
        "The file is empty." if empty else "The file does not start with keys such as “code:” and “title:”."
    )
    return Fault(
        "not-a-plan", message, "See docs/plan-file.md for how a plan file is written.", source.place(())
    )


@dataclass(frozen=True, slots=True)
class _Misfit:
    """One place where the data does not fit the model: what stands there, and pydantic's words about it."""

    path: Path
    written: Data
    expected: str
    message: str

    @property
    def shown(self) -> str:
        """What was written, short enough for a message."""
        text = self.written if isinstance(self.written, str) else "a list or keys"
        return text if len(text) <= 40 else f"{text[:39]}…"

    @property
    def key(self) -> str:
        return str(self.path[-1])

    @property
    def name(self) -> str:
        return _name(self.path)


Saying = tuple[str, str, str]  # code, message, fix


def _fault(detail: ErrorDetails, source: Source) -> Fault:
    """`detail["loc"]` is a path into the source, as `Source.place` takes it."""
    expected = str(detail.get("ctx", {}).get("expected", ""))
    misfit = _Misfit(detail["loc"], detail["input"], expected, detail["msg"])
    # Pydantic has several errors for one mistake: `bool_type`, `bool_parsing`, …
    say = SAYINGS.get(detail["type"]) or FAMILIES.get(detail["type"].partition("_")[0], _anything_else)
    code, message, fix = say(misfit)
    return Fault(code, message, fix, source.place(misfit.path))


def _missing(misfit: _Misfit) -> Saying:
    message = f"“{misfit.key}” is missing or empty in {_name(misfit.path[:-1])}."
    return "missing", message, f"Add a line “{misfit.key}: …” there."


def _unknown_key(misfit: _Misfit) -> Saying:
    known = keys_at(misfit.path[:-1])
    near = get_close_matches(misfit.key.lower(), known, n=1)
    fix = f"Did you mean “{near[0]}”?" if near else f"Known keys here: {', '.join(known)}."
    return "unknown-key", f"“{misfit.key}” is not a key of {_name(misfit.path[:-1])}.", fix


def _not_text(misfit: _Misfit) -> Saying:
    if misfit.written is None:
        return "missing", f"{misfit.name} is empty.", "Write something there, or delete the line."
    fix = "Write one piece of text; put quotes around it if it holds a colon or starts with a bracket."
    return "wrong-type", f"{misfit.name} should be text, and holds a list or keys.", fix


def _not_a_list(misfit: _Misfit) -> Saying:
    fix = "Put each entry on its own line, indented, starting with “- ”."
    return "wrong-type", f"{misfit.name} should be a list.", fix


def _not_keys(misfit: _Misfit) -> Saying:
    known = ", ".join(keys_at(misfit.path))
    message = f"{misfit.name} should hold keys ({known})."
    return "wrong-type", message, "Write each key as “key: value” on its own line."


def _not_a_choice(misfit: _Misfit) -> Saying:
    choices = misfit.expected.replace("'", "")
    return "unknown-value", f"{misfit.name} is “{misfit.shown}”.", f"Write one of: {choices}."


def _not_a_number(misfit: _Misfit) -> Saying:
    fix = "Write digits only, such as 12.8, and % or the like under “unit”. No number yet? Leave it out."
    return "wrong-type", f"{misfit.name} is “{misfit.shown}”, which is not a number.", fix


def _not_yes_or_no(misfit: _Misfit) -> Saying:
    return "wrong-type", f"{misfit.name} is “{misfit.shown}”.", "Write yes or no."


def _not_a_date(misfit: _Misfit) -> Saying:
    fault = bad_date(misfit.key, misfit.shown, Place())
    return fault.code, fault.message, fault.fix


def _anything_else(misfit: _Misfit) -> Saying:
    return "wrong-type", f"{misfit.name}: {misfit.message}.", "See docs/plan-file.md for what belongs there."


SAYINGS: dict[str, Callable[[_Misfit], Saying]] = {
    "missing": _missing,
    "unexpected_keyword_argument": _unknown_key,
    "enum": _not_a_choice,
}
FAMILIES: dict[str, Callable[[_Misfit], Saying]] = {
    "string": _not_text,
    "tuple": _not_a_list,
    "dataclass": _not_keys,
    "decimal": _not_a_number,
    "int": _not_a_number,
    "bool": _not_yes_or_no,
    "date": _not_a_date,
}


def _name(path: Path) -> str:
    """The nearest key, with the number of the entry where it is a list's: “outcomes” entry 2."""
    if not path:
        return "the plan"
    if isinstance(path[-1], int):
        return f"“{path[-2]}” entry {path[-1] + 1}"
    return f"“{path[-1]}”"


def keys_at(path: Path) -> list[str]:
    """The keys that the model knows at `path`; none where it wants no keys."""
    model: object = Plan
    for step in path:
        if isinstance(step, str):
            model = typing.get_type_hints(model).get(step)
        model = next(_dataclasses_in(model), None)
    return [field.name for field in fields(model)] if isinstance(model, type) and is_dataclass(model) else []


def _dataclasses_in(hint: object) -> Iterator[type]:
    """The dataclasses inside a hint such as `tuple[Outcome, ...]` or `Partnership | None`."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for argument in typing.get_args(hint):
        yield from _dataclasses_in(argument)
