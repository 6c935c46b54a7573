"""Every sentence that pages say: in the templates found by what translates them, in Python by its calls."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.extract import extract
from jinja2 import nodes

from admin_api.rendering import Site, make_environment
from admin_api.translation.messages import Sentence

PACKAGE = Path(__file__).parent.parent
TEMPLATES = PACKAGE / "templates"
CALLS = {"translate": None, "message": None}
PUBLIC = frozenset({"layout.html", "error.html", "board/promises.html", "board/ledger.html"})
"""The templates of pages for everybody that do not stand in `public/`."""


@dataclass(slots=True)
class Source:
    """A sentence: where it stands, and what a translator should know."""

    text: str
    places: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def public(self) -> bool:
        """Whether everybody may read it. Python says nothing through a catalogue but on public pages."""
        return any(_is_public(place) for place in self.places)


def _is_public(place: str) -> bool:
    template = place.removeprefix("templates/")
    return place.endswith(".py") or template.startswith("public/") or template in PUBLIC


def sources() -> list[Source]:
    """Those on public pages first, each file's in its order."""
    found: dict[str, Source] = {}
    for place, text, notes in (*_of_templates(), *_of_python()):
        source = found.setdefault(text, Source(text))
        source.places += [place] if place not in source.places else []
        source.notes += [note for note in notes if note not in source.notes]
    return sorted(found.values(), key=lambda one: not one.public)


Found = tuple[str, str, list[str]]


def _of_templates() -> Iterator[Found]:
    found: list[Found] = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES).as_posix()

        def note(sentence: Sentence, place: str = f"templates/{name}") -> None:
            found.append((place, sentence.text, list(_inside(sentence))))

        environment = make_environment(Site("", "")).in_language(note)
        environment.parse(path.read_text(encoding="utf-8"), name)
    return iter(found)


def _inside(sentence: Sentence) -> Iterator[str]:
    """What stands behind a mark whose inside nobody translates."""
    for mark, piece in sentence.marked.items():
        if mark.endswith("/>"):
            data = [node.data if isinstance(node, nodes.TemplateData) else "…" for node in piece.nodes]
            yield f"{mark} is {''.join(data)}"


def _of_python() -> Iterator[Found]:
    for path in sorted(PACKAGE.rglob("*.py")):
        with path.open("rb") as file:
            for _, text, notes, _ in extract("python", file, CALLS, comment_tags=("",)):
                yield path.relative_to(PACKAGE).as_posix(), str(text), list(notes)


def public() -> Mapping[str, Source]:
    return {one.text: one for one in sources() if one.public}
