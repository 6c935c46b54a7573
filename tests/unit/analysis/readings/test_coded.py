"""The coded answers that the learned reading was taught with."""

from analysis.readings.coded import digest, read_coded, second_codes, voices


def test_every_voice_is_read_and_no_answer_stands_twice_in_one() -> None:
    answers = read_coded(voices())
    assert len({one.voice for one in answers}) == len(voices()) >= 11
    told = [(one.voice, one.question, one.answer) for one in answers]
    assert len(set(told)) == len(told) > 1500


def test_what_was_coded_twice_was_coded_alike_more_often_than_not() -> None:
    twice = second_codes()
    assert len(twice) > 600
    assert sum(one.label == label for one, label, _ in twice) / len(twice) > 0.8
    assert sum(one.kind == kind for one, _, kind in twice) / len(twice) > 0.8


def test_a_voice_that_is_gone_changes_the_digest() -> None:
    assert digest(("small",)) != digest(("small", "nobody"))
