"""Whole conversations as they are seen: what is sent, what happens, what is said.

Each file in tests/golden holds a form (Markdown, beside it), a script, and what came of it. The session is
written out and read again between every turn. `--update-golden` writes what comes of it now; then a person
reads the diff.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot.engine import Step
from bot.messages import Button
from bot.rehearsal import Rehearsal
from consultations.forms.compiled import CompiledForm
from consultations.forms.xlsform import read_form
from tests.builders import surroundings

GOLDEN = Path(__file__).parent.parent.parent / "golden"
CONVERSATIONS = sorted(GOLDEN.glob("*.json"))


def said(step: Step) -> dict[str, Any]:
    """A step as the golden files keep it: everything a person would see, and every event."""
    return {
        "events": [event.facts() for event in step.events],
        "messages": [
            {
                key: [_button(one) for one in value] if key == "buttons" else value
                for key, value in asdict(message).items()
                if key != "language" and value not in ("", None, "none", (), False)
            }
            for message in step.messages
        ],
    }


def _button(button: dict[str, Any]) -> str:
    return f"✓ {button['label']}" if button["selected"] else button["label"]


def find(rehearsal: Rehearsal, label: str) -> Button:
    assert rehearsal.asked is not None
    return next(button for button in rehearsal.asked.buttons if button.label == label)


def play(rehearsal: Rehearsal, turn: dict[str, str]) -> Step:
    if "press" in turn:
        return rehearsal.press(find(rehearsal, turn["press"]))
    if "press_old" in turn:
        return rehearsal.press(Button(turn["press_old"], ""))
    return rehearsal.say(turn["say"]) if "say" in turn else rehearsal.start()


@pytest.mark.parametrize("file", CONVERSATIONS, ids=lambda file: file.stem)
def test_conversation(file: Path, pytestconfig: pytest.Config) -> None:
    golden = json.loads(file.read_text(encoding="utf-8"))
    form = read_form((GOLDEN / golden["form"]).read_bytes(), golden["form"]).questionnaire
    rehearsal = Rehearsal(CompiledForm(form), surroundings())
    scripts = [
        {key: turn[key] for key in turn if key not in ("events", "messages")} for turn in golden["turns"]
    ]
    played = [{**script, **said(play(rehearsal, script))} for script in scripts]
    if pytestconfig.getoption("--update-golden"):
        text = json.dumps({**golden, "turns": played}, ensure_ascii=False, indent=2)
        file.write_text(f"{text}\n", encoding="utf-8")
    assert played == golden["turns"]


def test_there_are_golden_conversations() -> None:
    assert len(CONVERSATIONS) >= 5
