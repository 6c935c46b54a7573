"""Questionnaires at random: every type that is asked, groups, repeats, conditions, filters, two languages."""

from dataclasses import dataclass

from hypothesis import strategies as st

from consultations.forms.questionnaire import Choice, Group, Item, Question, Questionnaire

CHOICES = tuple(
    Choice(
        name, {"en": label, "pl": f"{label} po polsku"}, {"sort": sort, "latitude": north, "longitude": west}
    )
    for name, label, sort, north, west in (
        ("park", "The park", "out", "53.25", "-2.5"),
        ("bus", "The bus stop", "out", "53.125", "-2.25"),
        ("school", "School", "in", "", ""),
        ("none", "None of these", "in", "", ""),
    )
)
CHOSEN_FROM = ("select_one", "select_multiple", "rank", "geopoint")
TYPES = (
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "dateTime",
    "select_one",
    "select_multiple",
    "rank",
    "range",
    "acknowledge",
    "geopoint",
    "image",
    "audio",
    "file",
    "note",
    "calculate",
    "hidden",
)
SILENT = ("note", "calculate", "hidden")
PARAMETERS = {"range": {"start": "0", "end": "10", "step": "2"}, "image": {"max-pixels": "640"}}
CONSTRAINTS = {
    "integer": ". >= 0 and . <= 120",
    "decimal": ". < 1000",
    "text": "string-length(.) < 5000",
    "select_multiple": "not(selected(., 'none') and count-selected(.) > 1)",
}


@dataclass
class Names:
    """Names in the order in which they are given, with the questions that came before."""

    count: int = 0

    def new(self) -> str:
        self.count += 1
        return f"q{self.count}"


@st.composite
def questions(draw: st.DrawFn, names: Names, earlier: list[Question]) -> Question:
    name, kind = names.new(), draw(st.sampled_from(TYPES))
    listed = kind in CHOSEN_FROM
    before = draw(st.sampled_from(["", "", _value(draw, earlier)])) if earlier else ""
    one = Question(
        name=name,
        type=kind,
        label={"en": f"What about {name}? {before}", "pl": f"Co z {name}?"},
        hint={"en": "A hint."} if draw(st.booleans()) else {},
        guidance={"en": "More about it."} if draw(st.integers(0, 5)) == 0 else {},
        required=draw(st.sampled_from(["", "", "yes", "true()"])) if kind not in SILENT else "",
        relevant=draw(st.sampled_from(["", "", _about(draw, earlier)])),
        constraint=CONSTRAINTS.get(kind, "") if draw(st.booleans()) else "",
        calculation=_calculation(draw, earlier) if kind == "calculate" else "",
        default=_default(draw, kind, earlier),
        choices="places" if listed else None,
        choice_filter=_filter(draw, earlier) if listed else "",
        parameters={"randomize": "true"} if listed and draw(st.booleans()) else PARAMETERS.get(kind, {}),
    )
    earlier.append(one)
    return one


def _calculation(draw: st.DrawFn, earlier: list[Question]) -> str:
    value = _value(draw, earlier)
    ways = (
        f"concat('x', {value})",
        f"{value} + 1",
        f"once({value})",
        f"if({value} = '', 0, 1)",
        "position(..)",
    )
    return draw(st.sampled_from(ways))


def _default(draw: st.DrawFn, kind: str, earlier: list[Question]) -> str:
    if kind == "hidden":
        return "kept"
    return draw(st.sampled_from(["", "", "7", _value(draw, earlier)])) if kind in ("text", "integer") else ""


def _filter(draw: st.DrawFn, earlier: list[Question]) -> str:
    """Which choices are left: some always, or those that were not chosen before; perhaps none at all."""
    return draw(st.sampled_from(["", "", "sort = 'out'", f"not(selected({_value(draw, earlier)}, name))"]))


def _about(draw: st.DrawFn, earlier: list[Question]) -> str:
    """A condition on an earlier question, "" where there is none."""
    asked = [one for one in earlier if one.type != "note"]
    if not asked:
        return ""
    one = draw(st.sampled_from(asked))
    conditions = (f"${{{one.name}}} != ''", f"selected(${{{one.name}}}, 'park')", f"${{{one.name}}} > 5")
    return draw(st.sampled_from(conditions))


def _value(draw: st.DrawFn, earlier: list[Question]) -> str:
    return f"${{{draw(st.sampled_from(earlier)).name}}}" if earlier else "1 + 1"


@st.composite
def items(draw: st.DrawFn, names: Names, earlier: list[Question], depth: int = 0) -> tuple[Item, ...]:
    found: list[Item] = []
    for _ in range(draw(st.integers(1, 4))):
        if depth < 2 and draw(st.integers(0, 3)) == 0:
            found.append(draw(groups(names, earlier, depth + 1)))
        else:
            found.append(draw(questions(names, earlier)))
    return tuple(found)


@st.composite
def groups(draw: st.DrawFn, names: Names, earlier: list[Question], depth: int) -> Group:
    name, repeats = names.new(), draw(st.booleans())
    relevant = draw(st.sampled_from(["", _about(draw, earlier)]))
    few = f"min({_value(draw, earlier)}, 4)"  # a day as a number would go round a hundred times
    count = draw(st.sampled_from(["", "2", "0", few])) if repeats else ""
    inside = draw(items(names, earlier if not repeats else list(earlier), depth))
    return Group(name, {"en": f"Part {name}"}, relevant, inside, repeats=repeats, count=count)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """One that can be run: names are unique, conditions look back."""
    names, earlier = Names(), list[Question]()
    found = draw(items(names, earlier))
    last = Question("last", "text", {"en": "Anything else?", "pl": "Coś jeszcze?"})
    languages = draw(st.sampled_from([("en",), ("en", "pl")]))
    return Questionnaire("random", "Random", "1", "en", languages, (*found, last), {"places": CHOICES})
