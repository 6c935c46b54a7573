"""A script played against a form: what the lines mean inside a repeat."""

from bot.rehearsal import Answer, NotAsked, Rehearsal
from consultations.forms.compiled import CompiledForm
from tests.builders import children, surroundings


def played(*lines: tuple[str, object]) -> Rehearsal:
    rehearsal = Rehearsal(CompiledForm(children()), surroundings())
    rehearsal.start()
    for question, answer in lines:
        results = list(rehearsal.play(Answer(question=question, answer=answer)))
        assert not any(isinstance(one, NotAsked) for one in results), (question, results)
    return rehearsal


def test_a_name_alone_means_its_next_time_round():
    rehearsal = played(
        ("household", 3), ("name", "Ann"), ("age", 3), ("toy_name", "A ball"), ("toy_name", "A bear"),
        ("name", "Bo"), ("age[2]", 7), ("school", "The big one"), ("child", False), ("older", "Bo"),
    )  # fmt: skip

    assert rehearsal.session.status == "finished"
    assert dict(rehearsal.session.answers) == {
        "household": "3", "name[1]": "Ann", "age[1]": "3",
        "toy_name[1.1]": "A ball", "toy_name[1.2]": "A bear",
        "name[2]": "Bo", "age[2]": "7", "school[2]": "The big one", "older": "Bo",
    }  # fmt: skip


def test_what_is_not_asked_is_said():
    rehearsal = played(("household", 1), ("name", "Ann"), ("age", 3))
    assert list(rehearsal.play(Answer(question="school", answer="x")))[-1] == NotAsked(
        "school", "toy_name[1.1]"
    )
    assert list(rehearsal.play(Answer(question="nothing", answer="x")))[-1].question == "nothing"
