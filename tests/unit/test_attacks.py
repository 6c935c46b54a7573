"""The texts that attack are many, and no two alike."""

from tests.attacks import MOST, OUT, RUNS, attacks


def test_each_that_runs_meets_each_way_out_once() -> None:
    texts = [one.text for one in attacks(MOST)]
    assert len(set(texts)) == MOST == len(OUT) * len(RUNS)


def test_each_text_says_its_own_number() -> None:
    assert [one.text for one in attacks(MOST) if str(one.number) not in one.text] == []
