"""Every sentence that pages say: in the templates found by what translates them, in Python by its calls."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.extract import extract
from jinja2 import nodes

from admin_api.rendering import Site, make_environment
from admin_api.translation.messages import Sentence
from admin_api.translation.templates import is_counted

PACKAGE = Path(__file__).parent.parent
TEMPLATES = PACKAGE / "templates"
CALLS = {"translate": None, "message": None, "counted": (1, 2)}
WORDED = {"worded": None}
ERRORS = ("FaultyInput", "Fault", "NotFound", "Refused", "SignInNeededError", "TogetherError", "faulty")
IN_ERRORS = (dict.fromkeys(ERRORS, (2,)) | {"_fault": (3,)}, dict.fromkeys(ERRORS, (3,)) | {"_fault": (4,)})
"""What happened, and what to do: `admin_api.errors` says both in the language of the page."""

RAISE_ERRORS = ("admin_api", "analysis", "consultations")
PUBLIC = frozenset({"layout.html", "error.html", "board/promises.html", "board/ledger.html"})
"""The templates of pages for everybody that do not stand in `public/`."""

PUBLIC_MODULES = frozenset(
    {
        "errors.py",
        "open_data.py",
        "sentences.py",
        "translation/speaking.py",
        "views_asks.py",
        "views_developers.py",
        "views_ledger.py",
    }
)
"""The modules whose sentences stand on pages for everybody."""


@dataclass(slots=True)
class Source:
    """A sentence: where it stands, and what a translator should know. `many` says it of several; "" where it
    does not depend on a number.
    """

    text: str
    places: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    many: str = ""

    @property
    def public(self) -> bool:
        """Whether everybody may read it."""
        return any(_is_public(place) for place in self.places)

    @property
    def key(self) -> str | tuple[str, str]:
        """Under what a catalogue has it."""
        return (self.text, self.many) if self.many else self.text


def _is_public(place: str) -> bool:
    template = place.removeprefix("templates/")
    return place in PUBLIC_MODULES or template.startswith("public/") or template in PUBLIC


def sources() -> list[Source]:
    """Those on public pages first, each file's in its order."""
    found: dict[str, Source] = {}
    for place, said, notes in (*_of_templates(), *_of_python(), *_of_errors()):
        text, many = said if isinstance(said, tuple) else (said, "")
        source = found.setdefault(text, Source(text, many=many))
        source.places += [place] if place not in source.places else []
        source.notes += [note for note in notes if note not in source.notes]
    return sorted(found.values(), key=lambda one: not one.public)


Found = tuple[str, str | tuple[str, str], list[str]]


def _of_templates() -> Iterator[Found]:
    found: list[Found] = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES).as_posix()

        def note(sentence: Sentence, place: str = f"templates/{name}") -> None:
            found.append((place, sentence.text, list(_inside(sentence))))

        environment = make_environment(Site("", "")).in_language(note)
        template = environment.parse(path.read_text(encoding="utf-8"), name)
        found.extend((f"templates/{name}", key, []) for key in _counted(template))
    return iter(found)


def _counted(template: nodes.Template) -> Iterator[tuple[str, str]]:
    """What a template says of a number: `counted("{number} promise", "{number} promises", promised)`."""
    for call in template.find_all(nodes.Call):
        if is_counted(call):
            one, many = (each.as_const() for each in call.args[:2])
            yield one, many


def _inside(sentence: Sentence) -> Iterator[str]:
    """What stands behind a mark whose inside nobody translates."""
    for mark, piece in sentence.marked.items():
        if mark.endswith("/>"):
            data = [node.data if isinstance(node, nodes.TemplateData) else "…" for node in piece.nodes]
            yield f"{mark} is {''.join(data)}"


def _of_python() -> Iterator[Found]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for said, notes in _calls(path, CALLS):
            yield path.relative_to(PACKAGE).as_posix(), said, notes


def _of_errors() -> Iterator[Found]:
    folders = [PACKAGE.parent / package for package in RAISE_ERRORS]
    for path in (path for folder in folders for path in sorted(folder.rglob("*.py"))):
        place = path.relative_to(PACKAGE if PACKAGE in path.parents else PACKAGE.parent)
        for calls in (*IN_ERRORS, WORDED):
            yield from ((place.as_posix(), said, notes) for said, notes in _calls(path, calls))


Calls = Mapping[str, tuple[int, ...] | None]


def _calls(path: Path, calls: Calls) -> Iterator[tuple[str | tuple[str, str], list[str]]]:
    with path.open("rb") as file:
        for _, said, notes, _ in extract("python", file, calls, comment_tags=("",)):
            if said:
                yield said if isinstance(said, str) else (said[0], said[1]), list(notes)


def public() -> Mapping[str, Source]:
    return {one.text: one for one in sources() if one.public}
