"""What follows from a change of the answers: what applies, what is still chosen, what is worked out anew."""

from collections.abc import Mapping

from bot.turn import Turn
from consultations.forms.form_state import FormState
from consultations.forms.places import split_key


def after_change(turn: Turn, answers: Mapping[str, str], skipped: tuple[str, ...]) -> None:
    """Store new answers, and say what they changed for the other questions."""
    turn.change(answers=answers, skipped=tuple(dict.fromkeys(skipped)), draft="")
    while (found := no_longer_chosen(turn.state, turn.session.answers)) is not None:
        key, left = found
        turn.happen("answered" if left else "cleared", key, left or None)
        turn.change(answers=with_what_is_left(turn.session.answers, key, left))
    note_what_applies(turn)
    note_calculations(turn)


def note_what_applies(turn: Turn) -> None:
    """Say which answers no longer count since their question does not apply, and which count again."""
    applies, before = turn.state.relevant, turn.session.withheld
    withheld = tuple(key for key in turn.session.answers if not applies(key))
    for key in turn.session.answers:
        if (key in before) != (key in withheld):
            turn.happen("restored" if key in before else "withheld", key)
    turn.change(withheld=withheld)


def no_longer_chosen(state: FormState, answers: Mapping[str, str]) -> tuple[str, str] | None:
    """The first in the form whose other answers no longer leave all that was chosen, and what is left of it.

    One at a time: changing it may take choices from the next, or mean that the next does not apply.
    """
    positions = state.form.layout.positions
    chosen = [key for key in answers if state.one(key).chosen_among_answers]
    for key in sorted(chosen, key=lambda key: positions[id(state.one(key).question)]):
        if state.relevant(key):
            offered = {choice.name for choice in state.choices(key)}
            if not set(state.one(key).chosen(answers[key])) <= offered:
                return key, state.one(key).left_of(answers[key], offered)
    return None


def with_what_is_left(answers: Mapping[str, str], key: str, left: str) -> dict[str, str]:
    """`answers` with the one at `key` cut down to `left`; it is no answer any more where that is ""."""
    return {one: left if one == key else value for one, value in answers.items() if one != key or left}


def note_calculations(turn: Turn) -> None:
    """Say which calculations have changed, and keep them all."""
    now = turn.state.calculated()
    for key, value in now.items():
        if turn.session.calculated.get(key, "") != value:
            turn.happen("calculated", key, value)
    kept, unseen = calculations_kept(turn.state, now, turn.session.calculated)
    turn.change(calculated=kept)
    if unseen:
        turn.change(defaults={**turn.session.defaults, **unseen})


def calculations_kept(
    state: FormState, now: Mapping[str, str], before: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The calculations as they are to be kept, and what those had that have just ceased to apply.

    A calculation that does not apply is blank to all others, and yet `once(…)` finds its value again.
    """
    unseen = {key: value for key, value in before.items() if value and not now.get(key, value)}
    return (
        {key: value for key, value in now.items() if value or state.relevant(key)},
        {key: value for key, value in unseen.items() if not state.relevant(key)},
    )


def run_triggered(turn: Turn, key: str, had: str) -> None:
    """Run the calculations that wait for a change of the answer at `key`, which was `had`."""
    if turn.state.value(key) == had:
        return
    name, _ = split_key(key)
    for waiting in turn.form.triggered.get(name, ()):
        place = next((one.key for one in turn.state.places if one.name == waiting), waiting)
        value = turn.state.fresh(place)
        if turn.form.questions[waiting].asked:
            turn.change(defaults={**turn.session.defaults, place: value})
        else:
            turn.happen("calculated", place, value)
            turn.change(calculated={**turn.session.calculated, place: value})


def fix_defaults(turn: Turn) -> None:
    """Work out the defaults that are not fixed yet: once, like a form that is opened."""
    fresh = {key: value for key, value in turn.state.defaults().items() if key not in turn.session.defaults}
    if fresh:
        turn.change(defaults={**turn.session.defaults, **fresh})
