"""Typed words that ask for something are heard; answers that only contain such words stay answers."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import wording
from bot.commands import command_meant, meaning_asked, own_words
from bot.messages import Command

HEARD = [
    ("en", "stop", "stop"),
    ("en", "STOP!!!", "stop"),
    ("en", "Stop.", "stop"),
    ("en", "  stop\n", "stop"),
    ("en", "stop stop stop", "stop"),
    ("en", "stop " * 100, "stop"),
    ("en", "stoooop", "stop"),
    ("en", "please stop", "stop"),
    ("en", "stop pls", "stop"),
    ("en", "stop it now please", "stop"),
    ("en", "i want to stop", "stop"),
    ("en", "I just want to stop, please", "stop"),
    ("en", "I’d like to stop", "stop"),
    ("en", "can we stop now?", "stop"),
    ("en", "s\u200btop", "stop"),
    ("en", "ｓｔｏｐ", "stop"),
    ("en", "🛑", "stop"),
    ("en", "/stop", "stop"),
    ("en", "/stop@together_bot right away", "stop"),
    ("en", "Leave me alone!", "stop"),
    ("en", "help", "help"),
    ("en", "HELP ME", "help"),
    ("en", "heeelp", "help"),
    ("en", "I need help", "help"),
    ("en", "can you please help me", "help"),
    ("en", "I want to talk to someone", "help"),
    ("en", "Skip this question, please", "skip"),
    ("en", "go back", "back"),
    ("en", "my answers", "mine"),
    ("en", "Can I see my answers?", "mine"),
    ("en", "Change my answers", "change"),
    ("en", "start again", "restart"),
    ("en", "Who reads this?", "who"),
    ("en", "More", "menu"),
    ("en", "/language pl", "language"),
    ("en", "what does MENTOR mean?", "meaning"),
    ("en", "What does a word mean?", "meaning"),
    ("en", "I want to tell you something", "tell"),
    ("en", "yes pls", "yes"),
    ("en", "no thanks", "no"),
    ("en", "that's all", "done"),
    ("en", "That’s all", "done"),
    ("en-easy", "I have finished", "done"),
    ("en-easy", "pls stop", "stop"),
    ("pl", "STOP!", "stop"),
    ("pl", "proszę przestań", "stop"),
    ("pl", "prosze przestan", "stop"),
    ("pl", "chcę przestać", "stop"),
    ("pl", "dajcie mi spokój!!!", "stop"),
    ("pl", "Pomoc", "help"),
    ("pl", "potrzebuję pomocy", "help"),
    ("pl", "pomiń to pytanie", "skip"),
    ("pl", "wroc", "back"),
    ("pl", "Zmień język", "language"),
    ("pl", "kto to czyta?", "who"),
    ("pl", "/pomoc", "help"),
    ("pl", "/stop", "stop"),
    ("pl", "help me", "help"),
    ("pl-PL", "pomocy", "help"),
    ("uk", "СТОП", "stop"),
    ("uk", "будь ласка, зупинись", "stop"),
    ("uk", "я хочу зупинитися", "stop"),
    ("uk", "допоможіть мені!", "help"),
    ("uk", "мені потрібна допомога", "help"),
    ("uk", "ДОПОМОГА", "help"),
    ("uk", "помощь", "help"),
    ("uk", "назад", "back"),
    ("uk", "пропустити, будь ласка", "skip"),
    ("uk", "Хто це читає?", "who"),
    ("uk", "stop", "stop"),
    ("ro", "opreşte-te", "stop"),
    ("ro", "oprește-te", "stop"),
    ("ro", "opreste te", "stop"),
    ("ro", "vreau să mă opresc", "stop"),
    ("ro", "AJUTOR", "help"),
    ("ro", "am nevoie de ajutor, vă rog", "help"),
    ("ro", "înapoi", "back"),
    ("ro", "inapoi", "back"),
    ("ro", "sari peste", "skip"),
    ("ro", "Cine citeşte asta?", "who"),
    ("ar", "توقف", "stop"),
    ("ar", "تـــوقـــف", "stop"),
    ("ar", "تَوَقَّف", "stop"),
    ("ar", "من فضلك توقف!", "stop"),
    ("ar", "اريد ان اتوقف", "stop"),
    ("ar", "أريد أن أتوقف", "stop"),
    ("ar", "مساعدة", "help"),
    ("ar", "مساعده", "help"),
    ("ar", "احتاج الى مساعدة", "help"),
    ("ar", "ساعدوني", "help"),
    ("ar", "إجاباتي", "mine"),
    ("ar", "اجاباتي", "mine"),
    ("ar", "من يقرأ هذا؟", "who"),
    ("ar", "STOP", "stop"),
    ("cy", "stopia plîs", "stop"),
    ("cy", "dw i eisiau stopio", "stop"),
    ("cy", "Gadewch lonydd i mi!", "stop"),
    ("cy", "yn ol", "back"),
    ("cy", "nôl", "back"),
    ("cy", "helpwch fi os gwelwch yn dda", "help"),
    ("cy", "mae angen help arna i", "help"),
    ("cy", "pwy sy’n darllen hwn?", "who"),
    ("cy", "please stop", "stop"),
]
ANSWERS = [
    ("en", "stop the bullying"),
    ("en", "Please stop the bullying"),
    ("en", "I want to stop being bullied"),
    ("en", "I don't want to stop"),
    ("en", "I dont want to stop"),
    ("en", "never stop"),
    ("en", "don't stop"),
    ("en", "I want it to stop"),
    ("en", "the bus stop"),
    ("en", "more help with maths"),
    ("en", "help with my homework"),
    ("en", "I want to go back"),
    ("en", "go back to how it was"),
    ("en", "my answers are rubbish"),
    ("en", "what is the point"),
    ("en", "I want to change school"),
    ("en", "who reads this to my sister?"),
    ("en", "please"),
    ("en", "ok"),
    ("en", ""),
    ("en", "?!"),
    ("en", "stop " * 1000),
    ("pl", "przestańcie mnie bić"),
    ("pl", "nie chcę przestać"),
    ("pl", "pomoc w nauce"),
    ("pl", "chcę wrócić do domu"),
    ("uk", "зупиніть булінг"),
    ("uk", "я не хочу зупинятися"),
    ("uk", "допомога з уроками"),
    ("ro", "opriți bătăile la școală"),
    ("ro", "nu vreau să mă opresc"),
    ("ro", "ajutor la teme"),
    ("ar", "أوقفوا التنمر"),
    ("ar", "لا أريد أن أتوقف"),
    ("ar", "مساعدة في الواجبات"),
    ("cy", "stopio'r bwlio"),
    ("cy", "dw i ddim eisiau stopio"),
    ("cy", "help gyda gwaith cartref"),
]


@pytest.mark.parametrize(("language", "text", "command"), HEARD)
def test_a_command_is_heard_however_it_is_typed(language: str, text: str, command: str) -> None:
    assert command_meant(text, language) == command


@pytest.mark.parametrize(("language", "text"), ANSWERS)
def test_an_answer_that_contains_a_command_stays_an_answer(language: str, text: str) -> None:
    assert command_meant(text, language) is None


@pytest.mark.parametrize("language", wording.languages())
@pytest.mark.parametrize("command", get_args(Command))
def test_every_word_of_the_catalogues_is_heard_for_its_own_command(language: str, command: Command) -> None:
    heard = {word: command_meant(word, language) for word in own_words(command, language)}
    assert heard == dict.fromkeys(heard, command)


@pytest.mark.parametrize("language", wording.languages())
def test_english_is_heard_in_every_language(language: str) -> None:
    heard = {
        word: command_meant(word, language) for word in own_words("stop", "en") + own_words("help", "en")
    }
    assert set(heard.values()) == {"stop", "help"}


@pytest.mark.parametrize(
    ("language", "text", "term"),
    [
        ("en", "what does MENTOR mean?", "mentor"),
        ("en", "What does a mentor mean", "mentor"),
        ("en", "please, what does “care plan” mean?", "care plan"),
        ("en", "what's the meaning of co-production?", "co-production"),
        ("en", "/meaning Mentor", "mentor"),
        ("pl", "Co znaczy MENTOR?", "mentor"),
        ("pl", "what does mentor mean", "mentor"),
        ("uk", "що означає «Наставник»?", "наставник"),
        ("ro", "ce inseamna mentor", "mentor"),
        ("ar", "ما معنى المرشد؟", "المرشد"),
        ("cy", "Beth mae mentor yn ei olygu?", "mentor"),
    ],
)
def test_the_word_that_is_asked_about_is_found(language: str, text: str, term: str) -> None:
    assert meaning_asked(text, language) == term


def test_what_is_asks_only_about_a_word_that_is_known() -> None:
    assert meaning_asked("What is a mentor?", "en", known=lambda: ["Mentor"]) == "mentor"
    assert meaning_asked("What is the point?", "en", known=lambda: ["Mentor"]) is None


@pytest.mark.parametrize(
    "text", ["What does it do?", "I mean it", "mean girls", "what does mean", "/meaning"]
)
def test_no_word_is_asked_about_here(text: str) -> None:
    assert meaning_asked(text, "en") is None


@settings(deadline=None)
@given(text=st.text(max_size=250), language=st.sampled_from([*wording.languages(), "xx", ""]))
def test_nothing_that_is_typed_is_too_strange_to_be_read(text: str, language: str) -> None:
    assert command_meant(text, language) in (None, *get_args(Command))
    assert meaning_asked(text, language, known=lambda: ["mentor"]) is None or meaning_asked(
        text, language, ["mentor"]
    )
