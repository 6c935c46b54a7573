"""The ways around a questionnaire: changing answers, repeats, edits, meanings, coming back."""

from datetime import timedelta

from bot.engine import Step, advance
from bot.messages import Attachment, Incoming
from bot.session import Session, from_json, to_json
from bot.turn import Beside
from consultations.forms.compiled import CompiledForm
from consultations.forms.questionnaire import Questionnaire
from tests.builders import NOW, children, question, questionnaire, safe_places, surroundings

TERMS = {"Mentor": "A grown-up who helps you."}
BESIDE = Beside(lambda: TERMS)


class Chat:
    """Somebody who chats; every session is written out and read again between turns."""

    def __init__(self, form: Questionnaire | None = None, beside: Beside = BESIDE) -> None:
        self.beside = beside
        self.form = CompiledForm(form or safe_places())
        self.channel = "web"
        self.session = Session(id="0123456789abcdef", consultation="c", questionnaire="q")
        self.now = NOW
        self.turns = 0
        self.last: Step
        self.send(start="c")

    def send(self, **what: str) -> Step:
        self.turns += 1
        incoming = Incoming(self.channel, "me", f"m{self.turns}", **what)  # type: ignore[arg-type]
        self.last = advance(self.session, self.form, incoming, surroundings(self.now), self.beside)
        self.session = from_json(to_json(self.last.session))
        assert self.session == self.last.session
        return self.last

    def says(self, *texts: str) -> Step:
        for text in texts:
            self.send(text=text)
        return self.last

    def presses(self, label: str) -> Step:
        return self.send(button=self.button(label))

    def button(self, label: str) -> str:
        offered = [one for message in self.last.messages for one in message.buttons]
        return next(one.id for one in offered if one.label == label)

    @property
    def asked(self) -> str:
        return self.last.messages[-1].text

    @property
    def heard(self) -> list[str]:
        return [message.text for message in self.last.messages]

    @property
    def kinds(self) -> list[str]:
        return [event.kind for event in self.last.events]


# Repeats


def test_a_repeat_is_gone_round_until_there_is_no_more() -> None:
    chat = Chat(children())
    chat.says("2", "Ann", "4", "ball")
    assert "Do you want to add another?" in chat.asked
    chat.presses("No more")
    assert chat.asked == "About a child\nDo you want to add another?"
    chat.presses("Add another")
    chat.says("Ben", "9", "big school", "car")
    assert chat.session.answers["toy_name[2.1]"] == "car"
    chat.presses("No more")
    chat.presses("No more")
    assert chat.asked == "Who is older?"
    assert chat.session.calculated["ages"] == "13"
    assert {event.instance for event in chat.last.events} <= {"", "2"}


def test_an_untouched_time_round_is_taken_back() -> None:
    chat = Chat(children())
    chat.says("2", "Ann", "4", "ball")
    chat.presses("No more")
    chat.presses("Add another")
    assert chat.asked == "name?"
    chat.presses("Back")
    assert "another" in chat.asked
    chat.presses("No more")
    assert chat.session.status == "finished"
    assert chat.session.times["child"] == 1


def test_events_say_which_time_round() -> None:
    chat = Chat(children())
    chat.says("2", "Ann")
    first = chat.last.events[0]
    assert (first.question, first.instance, first.value) == ("name", "1", "Ann")


# Changing answers


def test_an_answer_is_changed_from_a_list_and_then_it_goes_on() -> None:
    chat = Chat()
    chat.says("no", "dark", "park")
    assert chat.asked == "What would make it better?"
    chat.presses("More")
    chat.presses("Change my answers")
    assert [one.label for one in chat.last.messages[-1].buttons][:3] == [
        "Do you feel safe?",
        "What makes you feel unsafe?",
        "Where do you go?",
    ]
    chat.presses("What makes you feel unsafe?")
    assert chat.heard == ["You said: dark", "What makes you feel unsafe?"]
    chat.says("no lights")
    assert chat.session.answers["why_not"] == "no lights"
    assert chat.asked == "What would make it better?"


def test_answers_can_be_changed_after_the_end() -> None:
    chat = Chat()
    chat.says("yes", "park", "swings")
    assert chat.session.status == "finished"
    chat.presses("Change my answers")
    chat.presses("What would make it better?")
    chat.says("slides")
    assert (chat.session.status, chat.session.answers["better"]) == ("finished", "slides")


def test_my_answers_lists_all_that_counts() -> None:
    chat = Chat()
    chat.says("no", "dark")
    chat.send(button=f"{chat.session.id[:12]}.0.mine")
    assert chat.heard[0] == (
        "This is what you have told us.\n\nDo you feel safe?\n→ No\n\nWhat makes you feel unsafe?\n→ dark"
    )
    assert chat.asked == "Where do you go?"


def test_starting_again_asks_first_and_then_clears_everything() -> None:
    chat = Chat()
    chat.says("no", "dark")
    chat.presses("More")
    chat.presses("Start again")
    assert chat.asked == "This clears your answers. Do you want to start again?"
    chat.presses("No")
    assert chat.session.answers == {"safe": "no", "why_not": "dark"}
    chat.presses("More")
    chat.presses("Start again")
    chat.presses("Yes")
    assert chat.session.answers == {}
    assert chat.kinds[:3] == ["cleared", "cleared", "restarted"]
    assert chat.asked == "Do you feel safe?"


def test_an_answer_typed_beside_an_open_question_of_ours_is_an_answer() -> None:
    chat = Chat()
    chat.says("no")
    chat.presses("More")
    chat.presses("Start again")
    chat.says("it is dark")
    assert chat.session.answers["why_not"] == "it is dark"


# Edits, long messages, late buttons, remarks


def test_an_edited_message_offers_to_change_its_answer() -> None:
    chat = Chat()
    chat.says("no", "drak")
    chat.send(edits="m3", text="dark")
    assert chat.asked == "You changed your message. Do you want to change that answer to “dark”?"
    chat.presses("Yes")
    assert chat.session.answers["why_not"] == "dark"
    assert chat.heard == ["OK. We changed your answer to “dark”.", "Where do you go?"]


def test_an_edit_that_changes_what_applies_goes_where_it_must() -> None:
    chat = Chat()
    chat.says("yes", "park")
    chat.send(edits="m2", text="no")
    chat.presses("Yes")
    assert chat.asked == "What makes you feel unsafe?"


def test_an_edit_of_something_else_changes_nothing_but_is_kept() -> None:
    chat = Chat()
    chat.says("no")
    chat.send(edits="m99", text="what I really meant")
    assert ("remarked", "what I really meant") in [(one.kind, one.value) for one in chat.last.events]
    assert chat.asked == "What makes you feel unsafe?"


def test_the_parts_of_a_cut_message_are_one_answer() -> None:
    chat = Chat()
    chat.channel = "telegram"
    chat.says("no", "a" * 4096)
    chat.now += timedelta(seconds=2)
    chat.says("and the end")
    assert chat.session.answers["why_not"] == "a" * 4096 + "\nand the end"
    assert chat.asked == "Where do you go?"


def test_what_comes_later_is_the_next_answer() -> None:
    chat = Chat()
    chat.says("no", "a" * 4096)
    chat.now += timedelta(minutes=2)
    chat.says("park")
    assert chat.session.answers["where"] == "park"


def test_words_that_are_no_answer_are_kept() -> None:
    chat = Chat()
    chat.says("it depends who is there and what day it is")
    assert chat.kinds == ["remarked"]
    assert chat.heard[1:] == ["We kept what you wrote.", "Do you feel safe?"]


def test_a_late_button_changes_nothing_and_says_so() -> None:
    chat = Chat()
    old = chat.button("No")
    chat.says("yes", "park")
    before = chat.session.answers
    chat.send(button=old)
    assert chat.heard[0].startswith("That button was for an earlier question.")
    assert chat.session.answers == before


def test_boxes_can_be_tapped_faster_than_they_are_redrawn() -> None:
    chat = Chat()
    chat.says("yes")
    park, school = chat.button("The park"), chat.button("School")
    chat.send(button=park)
    chat.send(button=school)
    assert chat.session.draft == "park school"


# Suggested answers


def test_a_default_is_offered_and_only_counts_when_it_is_kept() -> None:
    chat = Chat(questionnaire(question("town", default="Crewe"), question("next")))
    assert "We have “Crewe” so far." in chat.last.messages[-1].hint
    assert chat.session.answers == {}
    chat.presses("Keep my answer")
    assert chat.session.answers == {"town": "Crewe"}


def test_a_default_that_is_passed_over_is_gone() -> None:
    chat = Chat(
        questionnaire(question("town", default="Crewe"), question("why", relevant="${town} = 'Crewe'"))
    )
    chat.presses("Skip")
    assert chat.session.status == "finished"


# Meanings, readers, helpers, more help


def test_a_hard_word_is_explained_and_the_question_stays() -> None:
    chat = Chat()
    chat.presses("More")
    chat.presses("What does a word mean?")
    chat.says("mentors?")
    assert chat.heard == ["Mentor: A grown-up who helps you.", "Do you feel safe?"]


def test_a_word_can_be_tapped() -> None:
    chat = Chat()
    chat.presses("More")
    chat.presses("What does a word mean?")
    chat.presses("Mentor")
    assert chat.heard[0] == "Mentor: A grown-up who helps you."


def test_somebody_helps_and_then_no_longer() -> None:
    chat = Chat()
    chat.presses("More")
    chat.presses("Someone is helping me")
    assert (chat.session.supported, chat.last.events[0].value) == (True, "yes")
    chat.presses("More")
    chat.presses("I am on my own now")
    assert (chat.session.supported, chat.last.events[0].value) == (False, "no")


def test_more_help_says_the_longer_hint() -> None:
    chat = Chat(questionnaire(question("town", guidance={"en": "The place where you live."})))
    chat.presses("More help")
    assert chat.heard == ["The place where you live.", "town?"]


def test_who_reads_this_is_answered_also_before_anything_else() -> None:
    chat = Chat()
    chat.send(button="0123456789ab.1.who")
    assert chat.heard[0].startswith("People who work for the Trust read what you write.")


# Stopping and coming back


def test_what_is_read_only_can_be_asked_after_stopping_and_nothing_else() -> None:
    chat = Chat()
    chat.says("no", "stop")
    chat.send(button="0123456789ab.1.mine")
    assert "Do you feel safe?\n→ No" in chat.heard[0]
    assert len(chat.heard) == 1
    chat.says("it is dark")
    assert chat.kinds == []
    assert chat.session.stopped


def test_a_greeting_after_a_long_time_is_no_answer() -> None:
    chat = Chat()
    chat.says("no")
    chat.now += timedelta(days=90)
    chat.says("Hello!")
    assert chat.heard == ["Welcome back. You are at question 2 of about 4.", "What makes you feel unsafe?"]


def test_an_answer_after_a_long_time_is_an_answer() -> None:
    chat = Chat()
    chat.says("no")
    chat.now += timedelta(days=90)
    chat.says("dark")
    assert chat.session.answers["why_not"] == "dark"


# Languages


def test_the_language_can_be_changed_in_the_middle() -> None:
    form = questionnaire(question("play", label="Do you play?"), question("why"), languages=("en", "pl"))
    chat = Chat(form)
    chat.presses("English")
    chat.says("yes")
    chat.presses("More")
    chat.presses("Language")
    chat.presses("Polski")
    assert (chat.session.language, chat.session.answers) == ("pl", {"play": "yes"})
    assert chat.asked == "why?"


def test_a_day_is_taken_from_today_and_asked_about_where_it_could_be_another():
    chat = Chat(
        questionnaire(question("when", "date"), question("at", "dateTime"), question("clock", "time"))
    )
    assert chat.says("last tuesday").messages[0].text == "Did you mean “17/11/2026”?"
    chat.presses("Yes")
    chat.says("yesterday at half past 3pm", "now")
    assert dict(chat.session.answers) == {
        "when": "2026-11-17", "at": "2026-11-22T15:30:00.000", "clock": "09:00:00.000",
    }  # fmt: skip


def test_what_stood_beside_a_doubtful_answer_is_kept_whatever_they_say_then():
    for answer in ("Yes", "No"):
        chat = Chat()
        long = "yes but only in summer, it is dark in winter"
        remarked = [event.value for event in chat.says(long).events if event.kind == "remarked"]
        assert remarked == [long]
        assert chat.heard == ["We kept what you wrote.", "Did you mean “Yes”?"]
        chat.presses(answer)
        assert chat.session.answers.get("safe") == ("yes" if answer == "Yes" else None)
    assert Chat().says("not really").events == ()


def test_words_under_a_picture_are_kept_beside_it():
    chat = Chat(questionnaire(question("place", "image")))
    photo = Attachment("image", "a.jpg", "image/jpeg")
    step = chat.send(attachment=photo, text="My street\nhome.jpg", caption="My street")  # type: ignore[arg-type]
    assert [(event.kind, event.value) for event in step.events[:2]] == [
        ("remarked", "My street"),
        ("answered", "a.jpg"),
    ]


def test_whoever_does_not_know_is_offered_to_skip_where_no_answer_is_needed():
    chat = Chat()
    assert chat.says("idk").messages[0].text.startswith("We need an answer to this one."), "it is required"
    chat.says("yes", "dunno")
    assert chat.asked == "Do you want to skip this question?"
    assert chat.presses("No").messages[-1].text == "Where do you go?"
    chat.says("rather not say", "yes")
    assert (chat.session.skipped, chat.session.current) == (("where",), "better")
    chat.says("idk")
    assert chat.session.answers["better"] == "idk", "words are an answer where words are asked for"
