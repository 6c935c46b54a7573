"""What holds for one person's answers at one moment: what applies, what is required, what can be chosen.

The rules are the XForms ones (ODK XForms specification): a question that does not apply has no value for any
other question, and has it back when it applies again; constraints do not run on blanks; a `${name}` inside a
repeat means the same time round.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from math import isfinite, isnan
from typing import TypeVar
from zlib import crc32

from consultations.forms.compiled import MADE_OF_ANSWERS, CompiledForm, CompiledQuestion, Surroundings
from consultations.forms.expressions import Context, EvaluationFault, Expression, Node
from consultations.forms.expressions.shuffling import park_miller, shuffled
from consultations.forms.given import Given
from consultations.forms.live_tree import LiveNode, LiveTree, probe
from consultations.forms.places import NOWHERE, Place, Where, key_of, split_key
from consultations.forms.question_types import Option
from consultations.forms.questionnaire import Choice, Group, Question, Text, words

Result = TypeVar("Result")
ALWAYS_TRUE = ("true()", "yes", "true")
MOST_TIMES = 100
"""How often a repeat goes round at most, whatever its count says: nobody answers more in a chat."""


class FormState:
    """Answers to questions about one `CompiledForm` and one `Given`. Works out each thing once, when asked,
    and only what hangs on an answer that has changed since the same person's last.

    Questions are named by their key (see `places`).
    """

    def __init__(self, form: CompiledForm, given: Given, surroundings: Surroundings) -> None:
        self.form = form
        self.given = given
        self.surroundings = surroundings
        known = form.recent.worked_out(given)
        self._relevant, self._askable = known.relevant, known.askable
        self._values, self._groups = known.values, known.groups
        self._times: dict[str, int] = {}
        self._assumed: Mapping[str, int] = {}
        self._tree = LiveTree(form, self)
        self._resolvers: dict[Where, Callable[[str], Sequence[Node]]] = {}
        self._contexts: dict[Where, Context] = {}
        self._busy: set[str] = set()
        self._deciding: set[str] = set()

    # What there is

    @cached_property
    def places(self) -> Sequence[Place]:
        """Everything in the order in which a person meets it, each time round of a repeat on its own."""
        fixed = self.form.fixed_places
        return fixed if fixed is not None else tuple(self._below(self.form.questionnaire.items, NOWHERE))

    def _below(self, items: Sequence[Group | Question], where: Where) -> list[Place]:
        found: list[Place] = []
        for item in items:
            position = self.form.layout.positions[id(item)]
            if isinstance(item, Question):
                found.append(Place(key_of(item.name, where), item, position, where))
            elif item.repeats:
                found += self._rounds(item, where, position)
            else:
                found.append(Place(key_of(item.name, where), item, position, where))
                found += self._below(item.items, where)
        return found

    def _rounds(self, repeat: Group, where: Where, position: int) -> list[Place]:
        found: list[Place] = []
        for number in range(1, self.times(repeat.name, where) + 1):
            inside = (*where, (repeat.name, number))
            found.append(Place(key_of(repeat.name, inside), repeat, position, inside))
            found += self._below(repeat.items, inside)
        if self.form.counts[repeat.name] is None:
            found.append(Place(key_of(repeat.name, where), repeat, position, where, another=True))
        return found

    def times(self, repeat: str, where: Where) -> int:
        """How often the repeat called `repeat` goes round."""
        key = key_of(repeat, where)
        known = self._times.get(key)
        if known is None:
            work_out = self._grown if repeat in self.form.growing else self._counted
            known = self._times[key] = work_out(repeat, where, key)
        return known

    def _grown(self, repeat: str, where: Where, key: str) -> int:
        """How often, where the count needs itself: it grows from none for as long as it asks for more."""
        times, wanted = -1, 0
        while times < wanted:
            times = wanted
            trial = FormState(self.form, self.given, self.surroundings)
            trial._assumed = trial._times = {**self._assumed, key: times}
            wanted = trial._counted(repeat, where, key)
        return times

    def _counted(self, repeat: str, where: Where, key: str) -> int:
        count = self.form.counts[repeat]
        if count is None:
            return min(self.given.times.get(key, 1), MOST_TIMES)
        # pyxform keeps a count in a row of its own beside the repeat; that is where it is worked out.
        beside = (
            probe("", "", lambda: self._tree.node(repeat, (*where, (repeat, 1))))
            if count.looks_around
            else None
        )
        context = self._context(where, beside)
        number = self._guarded(
            f"{key} times", lambda: safely(lambda: count.number(context), otherwise=0.0), 0.0
        )
        return int(max(0, min(number, MOST_TIMES))) if not isnan(number) else 0

    def one(self, key: str) -> CompiledQuestion:
        return self.form.questions.get(key) or self.form.questions[split_key(key)[0]]

    # What applies

    def value(self, key: str) -> str:
        """The value that other questions see: "" where it is blank or does not apply."""
        known = self._values.get(key)
        if known is None:
            if key in self._busy:  # it needs itself: it keeps what it had
                return self.given.values.get(key, "")
            self._busy.add(key)
            try:
                known = self._values[key] = self._work_out(key)
            finally:
                self._busy.discard(key)
        return known

    def relevant(self, key: str) -> bool:
        """Whether the question at `key` applies, all groups around it included."""
        known = self._relevant.get(key)
        if known is None:
            known = self._relevant[key] = self._work_out_relevant(key)
        return known

    def _work_out_relevant(self, key: str) -> bool:
        one, where = self.one(key), self.form.layout.where(key)
        for group in one.conditional:
            if not self.group_relevant(group, where):
                return False
        return self._holds(one.relevant, key, where)

    def group_relevant(self, group: Group, where: Where) -> bool:
        """Whether the group's own condition holds at `where` (that of the groups around it is theirs)."""
        condition = self.form.groups[id(group)]
        if condition is None:
            return True
        inside = self.form.layout.within(group, where)
        known = self._groups.get((id(group), inside))
        if known is None:
            holds = self._holds(condition, key_of(group.name, inside), inside)
            known = self._groups[id(group), inside] = holds
        return known

    def applies(self, place: Place) -> bool:
        """Whether a person meets what stands at `place`."""
        if isinstance(place.item, Question):
            return self.relevant(place.key)
        around = self.form.order[place.position][1]
        groups = around if place.another else (*around, place.item)
        return all(self.group_relevant(group, place.where) for group in groups)

    def askable(self, key: str) -> bool:
        """Whether the question at `key` applies and there is something to answer it with."""
        known = self._askable.get(key)
        if known is None:
            known = self._askable[key] = self._work_out_askable(key)
        return known

    def _work_out_askable(self, key: str) -> bool:
        one = self.one(key)
        if not one.asked or not self.relevant(key):
            return False
        return not one.question.choices or bool(self._listed(one, self.form.layout.where(key)))

    def required(self, key: str) -> bool:
        required = self.one(key).required
        return required is not None and self._holds(required, key, self.form.layout.where(key))

    def allows(self, key: str, value: str) -> bool:
        """Whether the question's constraint holds for `value`. Blanks are always allowed."""
        constraint = self.one(key).constraint
        if constraint is None or not value:
            return True
        where = self.form.layout.where(key)
        node = probe(split_key(key)[0], value, lambda: self._tree.node(split_key(key)[0], where))
        trying = self if self.given.values.get(key) == value else self.with_value(key, value)
        return safely(lambda: constraint.boolean(trying._context(where, node)), otherwise=True)

    def with_value(self, key: str, value: str) -> "FormState":
        """What would hold if `key` had this value."""
        given = self.given
        values = {**given.values, key: value}
        return FormState(self.form, Given(values, given.times, given.language, given.seed), self.surroundings)

    # What can be chosen

    def choices(self, key: str) -> tuple[Choice, ...]:
        """The choices that are offered at `key`, in the order for this person; () without a list."""
        one, where = self.one(key), self.form.layout.where(key)
        found = self._listed(one, where)
        if one.question.parameters.get("randomize") != "true":
            return found
        return tuple(shuffled(found, park_miller(self._seed(one, key, where))))

    def _seed(self, one: CompiledQuestion, key: str, where: Where) -> int:
        """The author's own, or one that is this person's at this place: the order never changes for them."""
        seed = one.seed
        if seed is None:
            return self.given.seed ^ crc32(key.encode())
        number = safely(lambda: seed.number(self._context(where)), otherwise=0.0)
        return int(number) if isfinite(number) else 0

    def _listed(self, one: CompiledQuestion, where: Where) -> tuple[Choice, ...]:
        made_of, keep = MADE_OF_ANSWERS.fullmatch(one.question.choices or ""), one.choice_filter
        if made_of:
            return self._made_of_answers(made_of[1], where, keep)
        choices = self.form.questionnaire.choice_lists.get(one.question.choices or "", ())
        if keep is None:
            return choices
        items = self.form.choice_nodes.get(one.question.choices or "", ())
        return tuple(choice for choice, node in items if self._keeps(keep, node, where))

    def _keeps(self, keep: Expression, choice: Node, where: Where) -> bool:
        return safely(lambda: keep.boolean(self._context(where, choice)), otherwise=True)

    def _made_of_answers(self, name: str, where: Where, keep: Expression | None) -> tuple[Choice, ...]:
        """One choice for each different answer to the question called `name`, filtered by its own round."""
        nodes = [node for node in self._resolver(where)(name) if isinstance(node, LiveNode)]
        kept = (node for node in nodes if not keep or self._keeps(keep, node.parent or node, node.where))
        texts = [node.text for node in kept]
        language = self.form.questionnaire.default_language
        return tuple(
            Choice(text, {language: self._label(text, name)}) for text in dict.fromkeys(texts) if text
        )

    def options(self, key: str) -> Sequence[Option]:
        """What can be tapped to answer the question at `key`."""
        one = self.one(key)
        return one.kind.options(one.question, self.choices(key))

    def show(self, key: str, value: str) -> str:
        """A stored value of `key` as a person reads it, also where its choice is no longer offered."""
        one = self.one(key)
        listed = self.form.questionnaire.choice_lists.get(one.question.choices or "", ())
        choices = listed or self.choices(key)
        return one.kind.show(one.question, choices, value, self.given.language)

    # What is worked out

    def calculated(self) -> dict[str, str]:
        """The values of all calculations and hidden rows by key, "" where they do not apply."""
        return {
            place.key: self.value(place.key)
            for place in self.places
            if isinstance(place.item, Question) and self.form.questions[place.item.name].silent
        }

    def defaults(self) -> dict[str, str]:
        """The defaults of the questions that are asked, by key, where they have one and it applies now."""
        found = {}
        for place in self.places:
            if isinstance(place.item, Question) and place.item.default:
                one = self.form.questions[place.item.name]
                if one.asked and (value := self._default(one, place.key, place.where)):
                    found[place.key] = value
        return found

    def fresh(self, key: str) -> str:
        """What the calculation at `key` gives now, whatever it gave before; "" where it does not apply."""
        one = self.one(key)
        return self._calculate(one, key) if one.calculation is not None and self.relevant(key) else ""

    def fill(self, text: Text, key: str = "") -> str:
        """`text` in the person's language with every `${name}` replaced by its value, as seen at `key`."""
        said = words(text, self.given.language, self.form.questionnaire.default_language)
        if "${" not in said:
            return said
        resolve = self._resolver(self.form.layout.where(key))
        return MADE_OF_ANSWERS.sub(lambda match: ", ".join(n.text for n in resolve(match[1]) if n.text), said)

    def _work_out(self, key: str) -> str:
        if not self.relevant(key):
            return ""
        one = self.one(key)
        kept = self.given.values.get(key)
        if one.calculation is not None and (not one.asked or kept is None) and not one.question.trigger:
            return self._calculate(one, key)
        # Blank is an answer only where somebody was asked; a hidden row was blank while it did not apply.
        if kept or (kept is not None and (one.asked or one.calculation is not None)):
            return kept
        return self._default(one, key, self.form.layout.where(key))

    def _calculate(self, one: CompiledQuestion, key: str) -> str:
        """`.` in it is the value that it had, which is what `once(…)` keeps."""
        calculation, where = one.calculation, self.form.layout.where(key)
        if calculation is None:
            return ""
        name, had = one.question.name, None
        if calculation.looks_around:
            had = probe(name, self.given.values.get(key, ""), lambda: self._tree.node(name, where))
        try:
            return calculation.stored(self._context(where, had))
        except EvaluationFault:
            return ""

    def _default(self, one: CompiledQuestion, key: str, where: Where) -> str:
        default = one.default
        if default is None:
            return one.question.default
        node = self._tree.node(one.question.name, where) if default.looks_around else None
        context = self._context(where, node)
        return self._guarded(
            f"{key} default", lambda: safely(lambda: default.stored(context), otherwise=""), ""
        )

    # How expressions see the answers

    def _holds(self, expression: Expression | None, key: str, where: Where) -> bool:
        """Whether a condition holds. Where it needs itself, or these answers make nonsense of it, it does: a
        question that is asked too often is better than one that is never asked."""
        if expression is None or expression.source in ALWAYS_TRUE or key in self._deciding:
            return True
        node = self._tree.node(split_key(key)[0], where) if expression.looks_around else None
        self._deciding.add(key)
        try:
            return expression.boolean(self._context(where, node))
        except EvaluationFault:
            return True
        finally:
            self._deciding.discard(key)

    def _guarded(self, what: str, work: Callable[[], Result], circular: Result) -> Result:
        """What `work` gives; `circular` where it needs itself (the form check finds that before a launch)."""
        if what in self._busy:
            return circular
        self._busy.add(what)
        try:
            return work()
        finally:
            self._busy.discard(what)

    def _context(self, where: Where, node: Node | None = None) -> Context:
        """What an expression at `where` sees. One serves all that do not look at a node of their own."""
        if node is not None:
            return self._new_context(where, node)
        known = self._contexts.get(where)
        if known is None:
            known = self._contexts[where] = self._new_context(where, None)
        return known

    def _new_context(self, where: Where, node: Node | None) -> Context:
        around = self.surroundings
        return Context(
            node=node,
            resolve=self._resolver(where),
            now=around.now,
            zone=around.zone,
            random=around.random,
            new_id=around.new_id,
            instance=self.form.instances.get,
            choice_label=self._label,
            text_of=self._text,
        )

    def _resolver(self, where: Where) -> Callable[[str], Sequence[Node]]:
        known = self._resolvers.get(where)
        if known is None:
            known = self._resolvers[where] = lambda name: self._tree.resolve(name, where)
        return known

    def _text(self, text_id: str) -> str:
        """The words of a choice or a question by their id in the XForm (the rule of jr:itext)."""
        return self.fill(self.form.texts.get(text_id.rpartition("/")[2], {}))

    def _label(self, value: str, name: str) -> str:
        """The words for `value` in the list of the question called `name` (the rule of jr:choice-name)."""
        one = self.form.questions.get(name)
        if one is None:
            return value
        choices = self.form.questionnaire.choice_lists.get(one.question.choices or "", ())
        return one.kind.show(one.question, choices, value, self.given.language)


def safely(work: Callable[[], Result], otherwise: Result) -> Result:
    """What `work` gives, or `otherwise` where these answers make nonsense of an expression.

    A condition then holds: a question that is asked too often is better than one that is never asked.
    """
    try:
        return work()
    except EvaluationFault:
        return otherwise
