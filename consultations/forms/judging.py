"""When an answer is judged: at once, or once what its constraint reads has been asked.

ODK shows the questions of a field list on one page and judges them together. In a chat they come one by one:
where a constraint reads answers that are still to come ("these three make 100"), nothing that is typed could
meet it yet.
"""

from consultations.forms.form_state import FormState
from consultations.forms.places import key_of


def may_stand(state: FormState, key: str, value: str) -> bool:
    """Whether `value` can be taken for now: its constraint holds, or cannot be judged yet.

    What is taken for now is judged before the end (see `bot.moving.first_unfit`).
    """
    if state.allows(key, value):
        return True
    later = state.form.judged_with.get(state.one(key).question.name, ())
    tried = state.with_value(key, value) if later else state
    return any(_is_to_come(tried, name, key) for name in later)


def _is_to_come(state: FormState, name: str, key: str) -> bool:
    """Whether the question called `name`, in the same time round as `key`, will still be asked."""
    chain, where = state.form.layout.chains[name], state.form.layout.where(key)
    there = where[: len(chain)]
    if tuple(repeat for repeat, _ in there) != chain:
        return False
    other = key_of(name, there)
    return other not in state.given.values and state.askable(other)
