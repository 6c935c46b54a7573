"""Where the conversation goes next: to the first open question, to an unfit answer, back, or to the end."""

from dataclasses import replace

from bot import asking, equality
from bot.messages import Command
from bot.turn import Turn
from consultations.consultation import decided_by
from consultations.forms.form_state import MOST_TIMES, FormState
from consultations.forms.judging import must_answer
from consultations.forms.places import Place
from consultations.forms.questionnaire import Question, Text


def move_on(turn: Turn) -> None:
    """Go to the next place that is still open, or to the end."""
    following = first_open(turn) or first_unfit(turn)
    leaving = turn.session.current
    if leaving and leaving != following:
        turn.change(trail=(*(key for key in turn.session.trail if key != leaving), leaving))
    tell_on_the_way(turn, following)
    if following is None:
        finish(turn)
    else:
        go_to(turn, following)


def go_to(turn: Turn, key: str) -> None:
    """Stand at `key` and ask what is asked there."""
    step = turn.session.step
    turn.change(current=key, status="asking", draft=draft_of(turn, key), asked=step, aside=None, about="")
    ask(turn)


def first_open(turn: Turn) -> str | None:
    """The key of the first place that applies, has no answer, and was not passed over."""
    state = turn.state
    return next((place.key for place in state.places if _is_open(turn, state, place)), None)


def _is_open(turn: Turn, state: FormState, place: Place) -> bool:
    session, key = turn.session, place.key
    if place.another:
        return key not in session.closed and state.applies(place) and _may_go_round(state, place)
    if not isinstance(place.item, Question) or key in session.answers or not state.askable(key):
        return False
    return key not in session.skipped or must_answer(state, key)


def _may_go_round(state: FormState, place: Place) -> bool:
    return state.times(place.item.name, place.where) < MOST_TIMES


def first_unfit(turn: Turn) -> str | None:
    """The first answer that later answers have made unfit for its constraint: it is asked again."""
    state = turn.state
    for key, value in turn.session.answers.items():
        if state.askable(key) and not state.allows(key, value):
            say_own(turn, state.one(key).question.constraint_message, "problem.not_allowed", key)
            return key
    return None


def say_own(turn: Turn, own: Text, wording_key: str, key: str) -> None:
    """The author's own words where there are some (pyxform writes "-" for none), else ours."""
    said = turn.state.fill(own, key)
    if said.strip("- "):
        turn.say(asking.own_words(turn.session, said))
    else:
        turn.reply(wording_key)


def tell_on_the_way(turn: Turn, until: str | None) -> None:
    """Say the notes and introductions that stand before `until` and have not been said."""
    state = turn.state
    for place in state.places:
        if place.key == until and (place.another or isinstance(place.item, Question)):
            return
        mark = told_mark(place)
        if mark in turn.session.told or not asking.may_be_told(place) or not state.applies(place):
            continue
        message = asking.tell(turn.session, state, place)
        if message:
            turn.say(message)
            turn.change(told=(*turn.session.told, mark))


def told_mark(place: Place) -> str:
    """How `Session.told` names a note: its place in the sheet, and which time round."""
    instance = place.key.partition("[")[2]
    return f"{place.position}[{instance}" if instance else str(place.position)


def draft_of(turn: Turn, key: str) -> str:
    """What is picked already where several may be chosen: the answer that stands, or the default."""
    one = turn.form.questions.get(key.partition("[")[0])
    if one is None or not one.kind.takes_several or one.kind.ordered:
        return ""
    return turn.state.value(key)


def ask(turn: Turn) -> None:
    """Ask what is asked where the person stands."""
    if not turn.at_question():
        turn.say(asking.ask_another(turn.session, turn.state, turn.repeat_place(turn.current)))
        return
    number, total = progress(turn)
    asked = asking.ask(turn.session, turn.state, turn.current, number, total)
    decimals = asking.decimals_asked(turn.state, turn.current) if turn.beside.locations else None
    turn.say(replace(asked, decimals=decimals))


def progress(turn: Turn) -> tuple[int, int]:
    """Which of the questions that apply now the current one is, and how many there are."""
    state = turn.state
    applying = [
        place.key for place in state.places if isinstance(place.item, Question) and state.askable(place.key)
    ]
    number = applying.index(turn.current) + 1 if turn.current in applying else len(applying)
    return max(number, 1), max(len(applying), 1)


def spoken_of(turn: Turn) -> str:
    """The outcome that the question is about, or, after the end, the one that was picked; "" for none."""
    there = turn.at_question()
    asked = [turn.state.one(turn.current).question] if there else turn.form.questionnaire.questions()
    for outcome in (one.outcome or "" for one in asked):
        decider = decided_by(outcome)
        if decider or there:
            return turn.session.answers.get(decider, "") if decider else outcome
    return ""


def back(turn: Turn) -> None:
    if turn.session.status == "finished" and equality.may_go_back(turn):
        equality.go_back(turn)
        return
    state = turn.state
    trail = [key for key in turn.session.trail if _can_stand_at(turn, state, key)]
    if not trail:
        turn.reply("no_question_before")
        if turn.session.status == "asking":
            ask(turn)
        return
    key = trail.pop()
    turn.happen("back", key)
    turn.change(trail=tuple(trail), closed=tuple(one for one in turn.session.closed if one != key))
    return_to(turn, key)


def _can_stand_at(turn: Turn, state: FormState, key: str) -> bool:
    if key.partition("[")[0] in turn.form.questions:
        return state.askable(key)
    return state.applies(turn.repeat_place(key))


def return_to(turn: Turn, key: str) -> None:
    """Stand at a place that was passed before, and say what was answered there."""
    value = turn.session.answers.get(key)
    if value:
        turn.reply("you_said", answer=asking.shown(turn.session, turn.state, key, value))
    go_to(turn, key)


def finish(turn: Turn) -> None:
    if turn.session.status != "finished":
        turn.happen("finished")
    turn.change(status="finished", current=None, asked=turn.session.step, aside=None)
    if not equality.begin(turn):
        turn.reply("finished", *ways_after(turn))


def ways_after(turn: Turn) -> tuple[Command, ...]:
    """What can be done when everything is answered."""
    back_there: tuple[Command, ...] = ("back",) if turn.session.trail else ()
    answered: tuple[Command, ...] = ("change",) if turn.session.answers else ()
    return (*back_there, *answered, "tell", "menu", "stop", "help")
