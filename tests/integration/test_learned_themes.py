"""What people coded is learned in the background, and the rest gets its themes; on both databases."""

from collections.abc import Sequence

import pytest

from analysis.learned_themes import QUIET, ThemeLearner
from consultations.consultation import Consultation
from consultations.storage.answers import Answers
from consultations.storage.coding import Coding, ToCode
from consultations.storage.learned_themes import LearnedThemes
from consultations.storage.walks import Address, behind, chain
from consultations.theme_standing import Learned
from tests.integration.test_pipeline import Trust

SAID = {
    "buses": ("my tram never comes on {}", "we wait at the stop every {}"),
    "bullying": ("older kids push me on {}", "they call me names on {}"),
    "other": ("we did painting on {}",),
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "a school day", "a cold day", "a wet day",
        "the way home", "my birthday", "a trip", "sports day")  # fmt: skip
CODED = [(said.format(day), code) for day in DAYS for code, all_ in SAID.items() for said in all_]


def codes(trust: Trust, to: Consultation, given: dict[str, str], coder: str = "ann") -> None:
    """Somebody codes the answers with these words."""
    with trust.database.write() as connection:
        for one in Coding(connection).sample(to.id, ["better", "else"]):
            if one.words in given:
                Coding(connection).keep(one, coder, [given[one.words]], trust.clock())


def themes(trust: Trust, to: Consultation) -> dict[str, str | None]:
    with trust.database.read() as connection:
        return {row.value: row.themes for row in Answers(connection).counting([to.id])}


def learned(trust: Trust, to: Consultation) -> Learned | None:
    with trust.database.read() as connection:
        return LearnedThemes(connection).all().get(to.id)


def told(trust: Trust, words: Sequence[str], **fields: object) -> Consultation:
    to = trust.open(**fields)
    for one in words:
        trust.say(to, 1, better=one)
    trust.read()
    return to


def test_the_rest_gets_what_the_codes_teach_and_what_a_person_gave_stays(trust: Trust) -> None:
    odd = "the bus was so late"
    to = told(
        trust,
        [
            *(words for words, _ in CODED),
            odd,
            "the tram never comes to the stop",
            "the bus was late again",
            "idk",
        ],
    )
    codes(trust, to, dict(CODED) | {odd: "bullying"})
    learner = ThemeLearner(trust.database, trust.clock, batch=2)
    assert learner.work() == 0  # somebody may still be coding
    assert learned(trust, to) is None
    trust.clock.tick(seconds=QUIET.total_seconds())
    assert learner.work() == 2
    now = themes(trust, to)
    assert now["the tram never comes to the stop"] == "buses"
    assert now["idk"] == "no_reason_given"
    assert now[odd] == "bullying"
    found = learned(trust, to)
    assert found is not None
    assert (found.coded, 0.6 < found.f1 <= 1) == (len(CODED) + 1, True)
    assert learner.work() == 0

    trust.say(to, 1, better="the trams never come to the stop")
    trust.read()
    assert themes(trust, to)["the trams never come to the stop"] == "other"
    assert ThemeLearner(trust.database, trust.clock).work() == 1  # a process that has just started
    assert themes(trust, to)["the trams never come to the stop"] == "buses"
    assert learned(trust, to) == found

    codes(trust, to, {odd: "buses"}, coder="ben")
    trust.clock.tick(seconds=QUIET.total_seconds())
    assert learner.work() == 3
    assert themes(trust, to)[odd] == "buses"
    with trust.database.read() as connection:
        assert odd in {
            one.words for one in _walked(trust, to, behind(connection, Address("c", "better", "buses")))
        }


def _walked(trust: Trust, to: Consultation, ids: Sequence[int]) -> list[ToCode]:
    with trust.database.read() as connection:
        assert {chain(connection, one).themes for one in ids} == {("buses",)}
        return [one for one in Coding(connection).sample(to.id, ["better"]) if one.answer_id in ids]


def test_with_too_few_codes_left_the_words_say_again_what_an_answer_is_about(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = told(trust, [*(words for words, _ in CODED[:50]), "the bus is late"])
    codes(trust, to, {words: "bullying" for words, _ in CODED[:50]})
    trust.clock.tick(seconds=QUIET.total_seconds())
    learner = ThemeLearner(trust.database, trust.clock)
    monkeypatch.setattr(learner, "_learn", lambda one: EverythingIsBullying(len(one.teaching)))
    assert learner.work() == 1
    assert themes(trust, to)["the bus is late"] == "bullying"
    trust.forget(1)
    assert learner.work() == 1
    assert themes(trust, to)["the bus is late"] == "buses"
    assert learned(trust, to) is None


class EverythingIsBullying:
    """In place of a model."""

    def __init__(self, answers: int) -> None:
        from analysis.agreement import Measured

        self.measured = Measured(answers, 0.5, 0.4, 0.6, 1.0, 1)

    def suggest(self, texts: Sequence[str]) -> list[tuple[object, ...]]:
        from analysis.theme_learning import Suggested
        from analysis.themes import ThemeMatch

        return [(Suggested(ThemeMatch("bullying"), 0.9),) for _ in texts]
