"""What every part of a plan file has in common, and the smallest parts of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


class Part:
    """A part of a plan file: keys that the model does not know are refused, never dropped."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Part):
    """One short sentence that other records may refer to: a principle, a promise, a right."""

    code: str
    text: str
