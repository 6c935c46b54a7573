"""When a question is asked, in words: what officers read in place of an expression.

    condition_words("${safe} = 'no'", form)  # “Do you feel safe?” is “No”

Pure. Only what can be said without doubt is said: one comparison, or several that are all joined by `and`, or
all by `or`.
"""

from dataclasses import dataclass

from consultations.forms.expressions import ExpressionFault, format_number
from consultations.forms.expressions.parser import parse
from consultations.forms.expressions.syntax import Call, Chain, Expr, Link, Number, Reference, Text
from consultations.forms.questionnaire import Question, Questionnaire, words
from consultations.forms.questionnaire import Text as Label

ANSWERED, NOT_ANSWERED = "is answered", "is not answered"
EMPTINESS = {"!=": ANSWERED, ">": ANSWERED, "=": NOT_ANSWERED}
ORDERS = {"=": "is", "!=": "is not", ">": "is more than", "<": "is less than"}
REACHES = {">=": "or more", "<=": "or less"}


def condition_words(expression: str, form: Questionnaire) -> str:
    """`expression` in words, in the form's default language; "" where it says more than these words can."""
    try:
        tree = parse(expression)
    except ExpressionFault:
        return ""
    return _Words(form).all(tree) or ""


def conditions(form: Questionnaire | None) -> dict[str, str]:
    """Question → `condition_words` of when it is asked. Those that are always asked are left out."""
    asked = form.questions() if form else ()
    return {one.name: condition_words(one.relevant, form) for one in asked if form and one.relevant}


@dataclass(frozen=True, slots=True)
class _Words:
    """Each method gives None for what it cannot say."""

    form: Questionnaire

    def all(self, tree: Expr) -> str | None:
        match tree:
            case Chain(first, links) if links[0].operator in ("and", "or"):
                said = [self.one(each) for each in (first, *(link.operand for link in links))]
                return f", {links[0].operator} ".join(each for each in said if each) if all(said) else None
        return self.one(tree)

    def one(self, tree: Expr) -> str | None:
        match tree:
            case Call("selected", (Reference(name), Text(choice))):
                return self._about(name, "is chosen", choice)
            case Call("not", (Call("selected", (Reference(name), Text(choice))),)):
                return self._about(name, "is not chosen", choice)
            case Chain(first, (Link(operator, operand),)):
                return self._compared(first, operator, operand)
        return None

    def _compared(self, first: Expr, operator: str, operand: Expr) -> str | None:
        match first, operand:
            case (Reference(name), Text("")) | (Call("string-length", (Reference(name),)), Number(0)):
                return self._about(name, EMPTINESS.get(operator))
            case Reference(name), Text(choice) if operator in ("=", "!="):
                return self._about(name, f"{ORDERS[operator]} “{self._choice(name, choice)}”")
            case Reference(name), Number(value):
                return self._about(name, self._reaching(operator, format_number(value)))
        return None

    def _reaching(self, operator: str, number: str) -> str | None:
        if operator in REACHES:
            return f"is {number} {REACHES[operator]}"
        return f"{ORDERS[operator]} {number}" if operator in ORDERS else None

    def _about(self, name: str, said: str | None, choice: str = "") -> str | None:
        label = self._text(question.label) if (question := self._question(name)) else ""
        if not label or not said:
            return None
        return f"“{self._choice(name, choice)}” {said} at “{label}”" if choice else f"“{label}” {said}"

    def _choice(self, name: str, choice: str) -> str:
        question = self._question(name)
        listed = self.form.choice_lists.get(question.choices or "", ()) if question else ()
        found = next((one for one in listed if one.name == choice), None)
        return (self._text(found.label) if found else "") or choice

    def _question(self, name: str) -> Question | None:
        return next((one for one in self.form.questions() if one.name == name), None)

    def _text(self, text: Label) -> str:
        return words(text, self.form.default_language, self.form.default_language)
