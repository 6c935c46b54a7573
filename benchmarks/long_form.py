"""A full turn of a form of 592 rows: the session read, one answer taken, the session written again.

The form is built like WHO's verbal autopsy (592 rows, its calculations and chains of conditions), with
questions of our own. Beside it stands what reading and writing the session alone takes, and what a turn
takes of somebody whom the process does not remember (see `consultations/forms/worked_out.py`): the first
after a start, or the next of a person between whom and this turn a hundred others came.

Reach: at most 5 ms of processor time at the median.
"""

import random
import time
from statistics import median

from benchmarks.report import Figure, report
from bot.engine import advance
from bot.messages import Incoming, Message
from bot.session import Session, from_json, to_json
from consultations.forms.compiled import CompiledForm
from consultations.forms.questionnaire import Item, Questionnaire
from tests.builders import NOW, group, question, questionnaire, surroundings

ROWS = 592
SECTIONS = 16
MOST_MS = 5.0
TURNS = 1000


def section(number: int, rows: int) -> Item:
    """A group: yes-or-no questions that open others, numbers with bounds, and what is worked out of them."""
    items: list[Item] = []
    for row in range(rows):
        name, before = f"s{number}_{row}", f"s{number}_{row - 1}"
        if row % 5 == 4:
            worked_out = f"if(selected(${{{before}}}, 'yes'), 1, 0) + coalesce(${{s{number}_4}}, 0)"
            items.append(question(name, "calculate", calculation=worked_out if row > 4 else "0"))
        elif row % 7 == 3:
            relevant = f"${{{before}}} = 'yes'"
            items.append(question(name, "integer", relevant=relevant, constraint=". >= 0 and . <= 120"))
        else:
            relevant = f"${{{before}}} != 'no' or ${{s0_0}} = 'yes'" if row else ""
            items.append(question(name, "select_one", choices="yes_no", relevant=relevant, required="yes"))
    return group(f"section_{number}", *items, label=f"Part {number + 1}")


def form() -> Questionnaire:
    each = ROWS // SECTIONS - 1
    return questionnaire(*(section(number, each) for number in range(SECTIONS)))


def press(message: Message, chance: random.Random, turn: int) -> Incoming:
    answers = [one.id for one in message.buttons if one.role == "answer"]
    if answers:
        return Incoming("web", "me", str(turn), button=chance.choice(answers))
    return Incoming("web", "me", str(turn), text="7")


def walk(
    compiled: CompiledForm, chance: random.Random, remembered: bool = True
) -> tuple[list[float], list[float]]:
    """Milliseconds of processor time of each turn, and of reading and writing the session alone."""
    turns, reading = [], []
    text = to_json(Session("0123456789abcdef", "long", "long"))
    incoming = Incoming("web", "me", "0", start="long")
    for turn in range(TURNS):
        if not remembered:
            compiled.recent.forget()
        began = time.process_time()
        step = advance(from_json(text), compiled, incoming, surroundings(NOW))
        text = to_json(step.session)
        turns.append((time.process_time() - began) * 1000)
        began = time.process_time()
        to_json(from_json(text))
        reading.append((time.process_time() - began) * 1000)
        if step.session.status == "finished":
            break
        incoming = press(step.messages[-1], chance, turn + 1)
    return turns, reading


def main() -> None:
    compiled = CompiledForm(form())
    turns, reading = walk(compiled, random.Random(7))
    forgotten, _ = walk(compiled, random.Random(7), remembered=False)
    middle, alone = median(turns), median(reading)
    print(f"{len(compiled.order)} rows, {len(turns)} turns; the session alone takes {alone:.2f} ms")
    print(f"A turn of somebody who is not remembered takes {median(forgotten):.2f} ms")
    report([Figure("a turn of a 592-row form", middle, "ms", f"{MOST_MS:g} ms", MOST_MS / middle, 1.0)])


if __name__ == "__main__":
    main()
