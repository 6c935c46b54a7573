"""A newer version of the questionnaire asks only what is new."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.carrying_over import carry_over
from bot.closing import farewell, my_answers
from bot.engine import advance
from bot.messages import Incoming
from bot.session import Session
from consultations.consultation import Consultation
from consultations.forms.compiled import CompiledForm
from consultations.forms.questionnaire import Choice, Group, Item
from consultations.forms.versions import over_versions
from tests.builders import NOW, PLACES, YES_NO, question, questionnaire, surroundings

NAMES = ("a", "b", "c", "d")
POOL: tuple[Item, ...] = (
    question("hello", "note", "Hello."),
    *(question(name) for name in NAMES),
    question("safe", "select_one", choices="yes_no"),
)


def form(*items: Item, **lists: tuple[Choice, ...]) -> CompiledForm:
    return CompiledForm(questionnaire(*items, **lists))


def said(**answers: str) -> Session:
    return Session("s", "safe", "v1", "en", "finished", step=7, answers=answers, trail=tuple(answers))


def questions(of: CompiledForm) -> list[str]:
    return [name for name, one in of.questions.items() if one.kind.asks]


def asked(session: Session, of: CompiledForm) -> list[str]:
    """The questions that somebody is asked who skips everything."""
    session, names = replace(session), []
    incoming = Incoming("web", "a", "1", start="")
    for _ in range(20):
        step = advance(session, of, incoming, surroundings())
        session = step.session
        if session.current is None:
            return names
        names.append(session.current)
        incoming = Incoming("web", "a", "1", text="skip")
    raise AssertionError("never ends")


def test_what_fits_still_is_kept() -> None:
    old = form(question("a"), question("b"), question("safe", "select_one", choices="yes_no"))
    new = form(
        question("b", "integer"),
        question("a", label="In other words?"),
        question("safe", "select_one", choices="yes_no"),
        yes_no=(Choice("no", {}),),
    )
    carried = carry_over(said(a="dark", b="loud", safe="yes", gone="x"), old, new)
    assert carried.answers == {"a": "dark"}
    assert (carried.status, carried.current, carried.step) == ("new", None, 7)
    assert asked(carried, new) == ["b", "safe"]


def test_a_note_that_was_told_is_not_told_again_wherever_it_stands_now() -> None:
    old = form(question("hello", "note", "Hello."), question("bye", "note", "Bye."), question("a"))
    new = form(
        question("a"), question("hello", "note", "Hello."), question("bye", "note", "See you."), question("b")
    )
    carried = carry_over(replace(said(a="dark"), told=("0", "1")), old, new)
    messages = advance(carried, new, Incoming("web", "a", "1", start=""), surroundings()).messages
    assert [message.text for message in messages] == ["See you.", "b?"]


def test_what_is_calculated_once_stays() -> None:
    old = form(question("chance", "calculate", calculation="once(random())"), question("a"))
    carried = carry_over(replace(said(a="dark"), calculated={"chance": "0.25", "gone": "1"}), old, old)
    assert carried.calculated == {"chance": "0.25"}


def children(*items: Item) -> Group:
    return Group("children", {"en": "Your children"}, "", items, repeats=True)


def test_what_was_added_inside_repeats_is_asked_of_each_and_no_more() -> None:
    old, new = form(children(question("name"))), form(children(question("name"), question("age", "integer")))
    session, messages = Session("s", "safe", "v1", "en"), ()
    for text in ("hello", "Ada", "yes", "Ben", "no"):
        step = advance(session, old, Incoming("web", "a", text, text=text), surroundings())
        session, messages = step.session, step.messages
    assert (session.status, session.answers) == ("finished", {"name[1]": "Ada", "name[2]": "Ben"}), messages
    assert asked(carry_over(session, old, new), new) == ["age[1]", "age[2]"]


def test_a_question_that_moved_into_repeats_is_asked_there() -> None:
    old, new = form(question("name"), question("b")), form(children(question("name")), question("b"))
    carried = carry_over(said(name="Ada", b="x"), old, new)
    assert carried.answers == {"b": "x"}
    assert asked(carried, new)[:1] == ["name[1]"]


@given(st.permutations(POOL), st.permutations(POOL), st.data())
def test_nobody_is_asked_the_same_question_twice(
    first: list[Item], second: list[Item], data: st.DataObject
) -> None:
    old = form(*first[: data.draw(st.integers(1, len(first)))])
    new = form(*second[: data.draw(st.integers(1, len(second)))])
    names = questions(old)
    answered = {name: "yes" for name in names if data.draw(st.booleans())}
    skipped = tuple(name for name in names if name not in answered)
    carried = carry_over(replace(said(**answered), skipped=skipped), old, new)
    assert asked(carried, new) == [name for name in questions(new) if name not in names]


def test_all_versions_are_counted_in_the_newest_words() -> None:
    first = questionnaire(
        question("safe", "select_one", "Old words?", choices="yes_no"),
        question("where", "select_one", choices="places"),
        question("gone"),
    )
    second = questionnaire(
        question("new"),
        question("safe", "select_one", "New words?", choices="feelings"),
        question("where", "select_one", choices="places"),
        places=PLACES[:1],
        feelings=(Choice("yes", {"en": "Very"}),),
    )
    both = over_versions(second, [first])
    assert [one.label["en"] for one in both.questions()] == ["new?", "New words?", "where?", "gone?"]
    assert both.choice_lists["feelings"] == (Choice("yes", {"en": "Very"}), YES_NO[1])
    assert both.choice_lists["places"] == PLACES
    assert over_versions(second, []) == second


CLOSED = Consultation(1, "safe", "Safe", "p", "v1", None, "closed", False, NOW, NOW)


def test_whoever_answered_nothing_is_thanked_all_the_same() -> None:
    (only,) = farewell(said(), CLOSED)
    assert only.text == "These questions are closed now. Thank you for wanting to help."
    assert [button.role for button in only.buttons] == ["tell", "stop", "help"]


def test_what_somebody_chose_is_shown_in_its_words() -> None:
    asks = form(question("a"), question("safe", "select_one", "Safe?", choices="yes_no"))
    said_by_them = my_answers(said(safe="no"), asks, surroundings())
    assert said_by_them.text == "This is what you have told us.\n\nSafe?\n→ No"
