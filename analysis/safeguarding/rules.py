"""The rules of the screen, read from YAML files that a safeguarding lead can edit (`rules.yaml` says how)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.safeguarding.outcome import Category
from analysis.safeguarding.phrases import Phrase, PhraseError, read_phrase
from consultations.errors import Fault, FaultyInput, Place

OWN = Path(__file__).with_name("rules.yaml")
GuardName = Literal["negation", "topic", "hyperbole", "helped"]
GUARDS: tuple[GuardName, ...] = get_args(GuardName)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _GuardWritten(_Strict):
    just_before: list[str] = []
    anywhere: list[str] = []


class _RuleWritten(_Strict):
    code: str = Field(pattern=r"^[a-z0-9-]+$")
    category: Category
    outcome: Literal["alert", "review"]
    certain: bool = False
    sure: bool = False
    despite: list[GuardName] = []
    phrases: list[str] = Field(min_length=1)


class _FileWritten(_Strict):
    version: str
    lists: dict[str, list[str]] = {}
    guards: dict[GuardName, _GuardWritten] = {}
    rules: list[_RuleWritten] = []


@dataclass(frozen=True, slots=True)
class Rule:
    """Phrases that mean one thing. No guard touches a `certain` rule, and none of `despite` this one.

    `sure`: the learned vote cannot make a review of its alert. So are all rules of the Trust's own.
    """

    code: str
    category: Category
    alert: bool
    certain: bool
    phrases: tuple[Phrase, ...]
    sure: bool = False
    despite: tuple[GuardName, ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """Words near a hit that make it harmless, perhaps: an alert becomes a review, never nothing."""

    name: GuardName
    just_before: tuple[Phrase, ...]
    anywhere: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules and guards. `digest` changes with every change that could change an outcome."""

    rules: tuple[Rule, ...]
    guards: tuple[Guard, ...]
    digest: str

    @property
    def words(self) -> frozenset[str]:
        """Every word that a rule names: what a disguise may hide."""
        return frozenset[str]().union(*(phrase.words for rule in self.rules for phrase in rule.phrases))


def read_rules(files: Iterable[Path] = ()) -> Rules:
    """The rules of the package, and those of the Trust's own `files` after them.

    A file may use the lists of the files before it, add to them, and add rules and guard words.
    Raises FaultyInput with every fault of every file.
    """
    faults: list[Fault] = []
    written = [(path, found) for path in (OWN, *files) if (found := _read(path, faults)) is not None]
    lists = _joined_lists(found for _, found in written)
    rules = [rule for path, found in written for rule in _compiled(path, found, lists, faults)]
    guards = tuple(_guard(name, [found for _, found in written], faults) for name in GUARDS)
    if faults:
        raise FaultyInput("screen-rules-faulty", "The rules of the screen cannot be used yet.", faults)
    return Rules(tuple(rules), guards, _digest(found for _, found in written))


def _digest(written: Iterable[_FileWritten]) -> str:
    return hashlib.sha256("".join(one.model_dump_json() for one in written).encode()).hexdigest()[:12]


def _read(path: Path, faults: list[Fault]) -> _FileWritten | None:
    try:
        written = path.read_text(encoding="utf-8")
        # “no” and “18” are words here: the base loader, a safe one, makes text of everything
        return _FileWritten.model_validate(yaml.load(written, yaml.BaseLoader))  # noqa: S506 # nosec B506
    except (OSError, UnicodeDecodeError) as error:
        faults.append(
            Fault("unreadable", f"The file cannot be read: {error}.", "Check it.", Place(str(path)))
        )
    except yaml.YAMLError as error:
        place = Place(str(path), line=_line(error))
        faults.append(Fault("not-yaml", "This is not YAML.", "Check quotes, colons and spaces.", place))
    except ValidationError as error:
        faults += [_as_fault(path, detail["loc"], detail["msg"]) for detail in error.errors()]
    return None


def _line(error: yaml.YAMLError) -> int | None:
    mark = getattr(error, "problem_mark", None)
    return None if mark is None else mark.line + 1


def _as_fault(path: Path, where: Sequence[str | int], message: str) -> Fault:
    said = " → ".join(str(part + 1) if isinstance(part, int) else part for part in where)
    return Fault("bad-rule", f"{said}: {message}.", "Compare with rules.yaml.", Place(str(path)))


def _joined_lists(written: Iterable[_FileWritten]) -> Mapping[str, Sequence[str]]:
    joined: dict[str, list[str]] = {}
    for one in written:
        for name, items in one.lists.items():
            joined.setdefault(name, []).extend(items)
    return joined


def _compiled(
    path: Path, written: _FileWritten, lists: Mapping[str, Sequence[str]], faults: list[Fault]
) -> Iterator[Rule]:
    for rule in written.rules:
        phrases = _phrases(path, rule.code, rule.phrases, lists, faults)
        alert, sure, despite = rule.outcome == "alert", rule.sure or path != OWN, tuple(rule.despite)
        yield Rule(rule.code, rule.category, alert, rule.certain, phrases, sure, despite)


def _phrases(
    path: Path, what: str, written: Iterable[str], lists: Mapping[str, Sequence[str]], faults: list[Fault]
) -> tuple[Phrase, ...]:
    found = []
    for one in written:
        try:
            found.append(read_phrase(one, lists))
        except PhraseError as error:
            message = f"{what}: “{one}” cannot be read. {error}"
            faults.append(Fault("bad-phrase", message, "Mend or remove the phrase.", Place(str(path))))
    return tuple(found)


def _guard(name: GuardName, written: Sequence[_FileWritten], faults: list[Fault]) -> Guard:
    parts = [one.guards[name] for one in written if name in one.guards]
    before = [phrase for part in parts for phrase in part.just_before]
    anywhere = [phrase for part in parts for phrase in part.anywhere]
    return Guard(name, _phrases(OWN, name, before, {}, faults), _phrases(OWN, name, anywhere, {}, faults))
