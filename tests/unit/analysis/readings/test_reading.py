"""What one answer is read as, with everything that was weighed beside it."""

import pytest

from analysis.readings import AnswerReader, Asked, Feeling, Frame, Kind, framed
from analysis.readings.repaired import hear
from analysis.taxonomy import Taxonomy

READER = AnswerReader(Taxonomy("p", "1", ()))


def read(text: str, frame: Frame = Frame.OPEN):
    return READER.read([Asked(text, "", frame)])[0]


@pytest.mark.parametrize(
    ("text", "frame", "label", "kind"),
    [
        ("Nothing", Frame.IMPROVE, Feeling.POSITIVE, Kind.PRAISE),
        ("nothing really", Frame.GOOD, Feeling.NEEDS_CHANGE, Kind.NONE),
        ("Everything!", Frame.GOOD, Feeling.POSITIVE, Kind.PRAISE),
        ("everything", Frame.IMPROVE, Feeling.NEEDS_CHANGE, Kind.NEED),
        ("my dog", Frame.GOOD, Feeling.POSITIVE, Kind.PRAISE),
        ("a trampoline", Frame.IMPROVE, Feeling.NO_CLEAR_SIGNAL, Kind.IDEA),
    ],
)
def test_the_same_words_mean_what_the_question_makes_of_them(text, frame, label, kind):
    found = read(text, frame)
    assert (found.label, found.kind, found.frame) == (label, kind, frame)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I don't feel safe walking home from school.", Feeling.NEEDS_CHANGE),
        ("nobody listens to us anyway", Feeling.NEEDS_CHANGE),
        ("My social worker isn't very good and never turns up", Feeling.NEEDS_CHANGE),
        ("being bullied", Feeling.NEEDS_CHANGE),
        ("the youth club is sick 🔥🔥", Feeling.POSITIVE),
        ("that trip was wicked, well good", Feeling.POSITIVE),
        ("can't fault them, absolutely brilliant", Feeling.POSITIVE),
        ("CAMHS waiting list is a joke, 18 months", Feeling.NEEDS_CHANGE),
        ("More things to do for teenagers", Feeling.NO_CLEAR_SIGNAL),
        ("😢😡", Feeling.NEEDS_CHANGE),
        ("Staff are helpful and they listen", Feeling.POSITIVE),
        ("the staff are lovely but the food is disgusting", Feeling.MIXED),
    ],
)
def test_what_word_lists_get_wrong_is_read_right(text, label):
    assert read(text).label is label


def test_the_words_that_drove_the_score_are_shown():
    drove = read("the park is not very good but I love the slide").signals.drove
    assert [each.words for each in drove] == ["not very good", "i love"]
    assert drove[0].polarity < 0 < drove[1].polarity


def test_a_negation_turns_what_stands_within_four_words():
    near, far = hear("no one is ever kind"), hear("no bus came and then someone was kind")
    assert [(hit.words, hit.polarity < 0) for hit in near.hits] == [("not … kind", True)]
    assert [(hit.words, hit.polarity < 0) for hit in far.hits][-1] == ("kind", False)


def test_where_the_methods_differ_a_person_should_look():
    assert not read("the youth club is sick").signals.agree
    assert read("the youth club is amazing").signals.agree


def test_emoji_and_slang_are_words():
    assert [hit.words for hit in hear("proper peng 👍👍 soooo good").hits] == ["peng", "👍", "👍", "good"]


def test_every_signal_is_kept_beside_the_label():
    found = read("I love it, the staff are helpful")
    assert (found.status, found.language, found.signals.by) == ("read", "en", "rules")
    assert found.polarity == 0.5
    assert found.signals.vader > 0
    assert found.signals.repaired > 0
    assert found.signals.because == ("i love", "helpful")


def test_a_language_that_the_rules_do_not_speak_is_named():
    found = read("Nie czuję się bezpiecznie w szkole")
    assert (found.status, found.language, found.label) == ("not_english", "pl", None)


@pytest.mark.parametrize(
    ("question", "frame"),
    [
        ("What could be better?", Frame.IMPROVE),
        ("What is good about your club?", Frame.GOOD),
        ("Why do you say that?", Frame.WHY),
        ("Is there anything else?", Frame.OPEN),
        ("What should we keep doing?", Frame.GOOD),
        ("What is good and bad about the park?", Frame.OPEN),
    ],
)
def test_a_frame_that_is_not_given_is_guessed(question, frame):
    assert framed(None, question) == (frame, True)
    assert framed("why", question) == (Frame.WHY, False)
