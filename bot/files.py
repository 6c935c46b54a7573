"""The file store."""

from typing import Literal

FileKind = Literal["image", "audio", "file"]
