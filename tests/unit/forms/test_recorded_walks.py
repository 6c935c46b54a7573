"""Walks recorded from ODK Web Forms: what applies, is required, is valid and is worked out, step by step."""

import json

import pytest

from consultations.forms.compiled import CompiledForm
from consultations.forms.xlsform import read_form
from tests.oracle.compare import HERE, KNOWN, RECORDED, Walk, compared


@pytest.mark.parametrize("name", ["children", "logic"])
def test_we_say_what_web_forms_said(name: str) -> None:
    content = (HERE / "forms" / f"{name}.md").read_bytes()
    walk = Walk(CompiledForm(read_form(content, f"{name}.md").questionnaire))
    questions = 0
    for line in map(json.loads, (RECORDED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()):
        walk.take(line["action"])
        walk.agree_on_answers(line["nodes"])
        for _, same, words in compared(walk, line["nodes"]):
            assert same or words.partition(":")[0] in KNOWN, words
            questions += 1
    assert questions > 1000
