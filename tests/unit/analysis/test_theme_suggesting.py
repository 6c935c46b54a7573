"""What “something else” has in common is suggested to a person, from a pile that is large enough."""

from analysis.theme_suggesting import ideas

PETS = [f"let us keep a school rabbit in class {n}" for n in range(20)]
SKATE = [f"build a skate ramp near estate {n}" for n in range(15)]


def test_what_many_say_in_common_words_is_an_idea_with_examples():
    first, second = ideas([*PETS, *SKATE], 2)
    assert {"school", "rabbit"} <= set(first.words)
    assert {"skate", "ramp"} <= set(second.words)
    assert (first.answers, second.answers) == (20, 15)
    assert first.examples[0] in PETS


def test_a_small_pile_and_one_without_common_words_give_none():
    assert ideas(PETS) == ()
    assert ideas([f"word{n}" for n in range(40)]) == ()
