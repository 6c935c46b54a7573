"""How a person wants to read the chat: size, colours, letters, aloud. Kept in a cookie, as words."""

from dataclasses import dataclass
from typing import Literal, cast, get_args

Size = Literal["usual", "large", "larger"]
Colours = Literal["usual", "strong"]
SIZES: tuple[Size, ...] = get_args(Size)
COLOURS: tuple[Colours, ...] = get_args(Colours)


@dataclass(frozen=True, slots=True)
class Look:
    """`easy` spaces the letters, on a cream page, in a plain font. `aloud` reads each new message out."""

    size: Size = "usual"
    colours: Colours = "usual"
    easy: bool = False
    aloud: bool = False

    @property
    def classes(self) -> str:
        """The classes of the page's root that make it look so."""
        return " ".join(f"look-{word}" for word in self.words())

    def words(self) -> list[str]:
        """What differs from the usual, as the cookie keeps it."""
        chosen = [word for word in (self.size, self.colours) if word != "usual"]
        return [*chosen, *(["easy"] if self.easy else []), *(["aloud"] if self.aloud else [])]

    def to_cookie(self) -> str:
        return ".".join(self.words())


def from_cookie(text: str) -> Look:
    """The look that a cookie keeps. Words that we do not know change nothing: anybody can write a cookie."""
    found = set(text.split("."))
    size = next((one for one in reversed(SIZES) if one in found), "usual")
    colours = next((one for one in reversed(COLOURS) if one in found), "usual")
    return Look(cast(Size, size), cast(Colours, colours), "easy" in found, "aloud" in found)
