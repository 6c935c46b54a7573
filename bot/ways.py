"""The ways around a questionnaire: start, stop, help, my answers, start again, language, meanings."""

from dataclasses import replace

from bot import about, asking, door, equality, wording
from bot.answering import put
from bot.following import fix_defaults, note_calculations
from bot.help_card import help_card, services_card
from bot.intents import OF_A_QUESTION, Do, Intent, Pick, Say
from bot.messages import Command
from bot.moving import ask, go_to, move_on, progress, return_to, spoken_of, ways_after
from bot.safety import stop_or_carry_on
from bot.session import Aside
from bot.speaking import ask_language, language_meant, languages, own_language, spoken_to
from bot.turn import Turn
from consultations.forms.places import split_key
from consultations.forms.question_types.matching import nearest
from consultations.forms.questionnaire import Choice

MOST_TO_CHANGE = 90
"""Answers that are offered to be changed at once."""


def carry_on(turn: Turn) -> None:
    """Say again what waits for an answer; at the end, what can still be done."""
    if turn.session.status == "language":
        turn.change(aside=None)
        ask_language(turn)
    elif turn.session.status in door.AT_THE_DOOR:
        turn.change(aside=None)
        first_question(turn, turn.session.language)
    elif turn.session.about:
        turn.change(aside=None)
        equality.ask(turn)
    elif turn.session.status == "finished":
        turn.reply("already_finished", *ways_after(turn))
    elif turn.session.status == "asking":
        turn.change(aside=None)
        ask(turn)


# Start and stop


def start(turn: Turn) -> None:
    if turn.session.stopped:
        turn.happen("resumed")
        turn.change(stopped=False)
        turn.reply("resumed")
    if turn.session.status == "new":
        turn.happen("started")
        begin(turn)
    else:
        carry_on(turn)


def begin(turn: Turn) -> None:
    if len(languages(turn)) > 1 and turn.session.language not in languages(turn):
        turn.change(status="language", language=own_language(turn), asked=turn.session.step)
        ask_language(turn)
    else:
        first_question(turn, spoken_to(turn))


def first_question(turn: Turn, language: str) -> None:
    turn.change(language=language)
    if not door.is_open(turn):
        return
    if turn.session.status in ("new", "language"):  # at the door it has been said
        about.opening(turn)
    turn.change(status="asking")
    fix_defaults(turn)
    note_calculations(turn)  # chance that is taken once is taken before anything is shown
    move_on(turn)


def stop(turn: Turn) -> None:
    if not turn.session.stopped:
        turn.happen("stopped")
    turn.change(stopped=True, aside=None)
    turn.reply("stopped", "start", "help")


def help_now(turn: Turn) -> None:
    stopped = turn.session.stopped
    ways: tuple[tuple[Command, bool], ...] = (("start", stopped), ("services", bool(turn.services)))
    turn.say(help_card(turn.session, turn.beside.help_lines, *(one for one, here in ways if here)))
    if not stopped:
        carry_on(turn)


def services(turn: Turn) -> None:
    """Who can help with what is spoken of; the help lines where the plan names no services."""
    if not turn.services:
        help_now(turn)
        return
    turn.say(services_card(turn.session, turn.services, spoken_of(turn), "help"))
    if not turn.session.stopped:
        carry_on(turn)


# Language


def at_the_door(turn: Turn, intent: Intent) -> None:
    """Take what was sent at the door; then what stands there next, or the first question."""
    if intent == Do("language"):
        change_language(turn)
        return
    door.take(turn, intent)
    first_question(turn, turn.session.language)


def first_language(turn: Turn, intent: object) -> None:
    """Take the language that the conversation begins in."""
    code = language_meant(turn, intent)
    if code is None:
        turn.reply("problem.not_a_choice")
        ask_language(turn)
    else:
        turn.happen("language", value=code)
        first_question(turn, code)


def change_language(turn: Turn) -> None:
    if len(languages(turn)) < 2:
        turn.reply("one_language", language=wording.language_name(turn.session.language))
        carry_on(turn)
        return
    put_aside(turn, Aside("language"))
    ask_language(turn)


def speak(turn: Turn, code: str) -> None:
    """Go on in another language."""
    turn.happen("language", value=code)
    turn.change(language=code, aside=None)
    turn.reply("language.changed", language=wording.language_name(code))
    carry_on(turn)


# What was answered


def mine(turn: Turn) -> None:
    said = asking.my_answers(turn.session, turn.state)
    said = equality.with_answers(said, turn.session, turn.beside.equality.given())
    change_them = (asking.command_button(turn.session, "change"),) if turn.session.answers else ()
    turn.say(replace(said, buttons=change_them))
    if not turn.session.stopped:
        carry_on(turn)


def change(turn: Turn) -> None:
    keys = tuple(asking.answered(turn.session, turn.state))[:MOST_TO_CHANGE]
    keys += tuple(f"{equality.MARK}{one.question}" for one in equality.were_put(turn))
    if not keys:
        turn.reply("mine.nothing")
        carry_on(turn)
        return
    put_aside(turn, Aside("change", keys=keys))
    labels = [asking.shortened(_in_short(turn, key)) for key in keys]
    turn.say(asking.to_choose(turn.session, "change.intro", labels, "start", "stop", "help"))


def _in_short(turn: Turn, key: str) -> str:
    if key.startswith(equality.MARK):
        return equality.in_words(turn, key.removeprefix(equality.MARK))
    return asking.question_in_short(turn.state, key)


def to_change(turn: Turn, aside: Aside, intent: object) -> bool:
    """The answer that was picked from the list, by its button or in words. False for what works anywhere."""
    if isinstance(intent, Say):
        labels = [Choice(key, {"": _in_short(turn, key)}) for key in aside.keys]
        match = nearest(labels, intent.text)
        place = aside.keys.index(match.choice.name) if match else len(aside.keys)
    elif isinstance(intent, Pick):
        place = intent.places[0]
    elif intent == Do("no") or intent == Do("keep"):
        carry_on(turn)
        return True
    else:
        return False
    if place < len(aside.keys):
        change_one(turn, aside.keys[place])
    elif isinstance(intent, Say) and never_mind(turn, intent.text):
        carry_on(turn)
    else:
        turn.reply("problem.not_a_choice")
        change(turn)
    return True


def never_mind(turn: Turn, text: str) -> bool:
    return wording.is_any_of("words.never_mind", text, turn.session.language)


def change_one(turn: Turn, key: str) -> None:
    """Ask again what was answered at `key`; then the conversation goes on where it was."""
    if key.startswith(equality.MARK):
        equality.ask_again(turn, key.removeprefix(equality.MARK))
        return
    turn.happen("back", key)
    turn.change(trail=tuple(one for one in turn.session.trail if one != key))
    return_to(turn, key)


def restart(turn: Turn) -> None:
    put_aside(turn, Aside("restart"))
    turn.say(asking.yes_or_no(turn.session, "restart.sure"))


def clear(turn: Turn) -> None:
    """Forget every answer and begin with the first question."""
    for key in turn.session.answers:
        turn.happen("cleared", key)
    turn.happen("restarted")
    equality.forget(turn)
    turn.change(
        answers={}, withheld=(), skipped=(), trail=(), told=(), times={}, closed=(), sources={}, draft="",
        current=None, aside=None, long=None, status="asking",
    )  # fmt: skip
    turn.reply("restart.done")
    first_question(turn, turn.session.language)


# Words, readers, helpers


def more_help(turn: Turn) -> None:
    """The longer hint of the question; where it has none, who else may explain it."""
    key = turn.current
    text = turn.state.fill(turn.state.one(key).question.guidance, key) if turn.at_question() else ""
    if text:
        turn.say(asking.own_words(turn.session, text))
    else:
        turn.reply("no_more_help")
    carry_on(turn)


def meaning(turn: Turn, about: str) -> None:
    """What a hard word means, or the question which one."""
    if about:
        explain(turn, about)
        return
    put_aside(turn, Aside("meaning"))
    labels = [asking.shortened(term) for term in list(turn.terms)[:MOST_TO_CHANGE]]
    turn.say(asking.to_choose(turn.session, "meaning.ask", labels, "start", "stop", "help"))


def explain(turn: Turn, about: str) -> None:
    wanted = about.strip(" ?.!\"'“”‘’").casefold()
    known = {term.casefold(): (term, said) for term, said in turn.terms.items()}
    found = known.get(wanted) or known.get(wanted.removesuffix("s"))
    if found:
        turn.reply("meaning.found", term=found[0], meaning=found[1])
    else:
        turn.reply("meaning.unknown")
    carry_on(turn)


def who(turn: Turn) -> None:
    turn.reply("who")
    if not turn.session.stopped:
        carry_on(turn)


def about_this(turn: Turn) -> None:
    about.more(turn)
    if not turn.session.stopped:
        carry_on(turn)


def supporter(turn: Turn) -> None:
    """Somebody begins, or stops, to help this person to answer."""
    now = not turn.session.supported
    turn.happen("supported", value="yes" if now else "no")
    turn.change(supported=now)
    turn.reply("supporter.on" if now else "supporter.off")
    carry_on(turn)


# What waits beside the questionnaire


def put_aside(turn: Turn, aside: Aside) -> None:
    turn.change(aside=aside, asked=turn.session.step)


def answer_aside(turn: Turn, aside: Aside, intent: object) -> bool:
    """Take `intent` as the answer to what was asked beside the questionnaire. False where it is none."""
    if aside.kind == "language" and (code := language_meant(turn, intent)):
        speak(turn, code)
    elif aside.kind == "change":
        return to_change(turn, aside, intent)
    elif aside.kind == "meaning" and isinstance(intent, Say):
        explain(turn, intent.text)
    elif aside.kind == "meaning" and isinstance(intent, Pick) and intent.places[0] < len(turn.terms):
        explain(turn, list(turn.terms)[intent.places[0]])
    elif aside.kind == "pause":
        return in_pause(turn, intent)
    else:
        return False
    return True


def in_pause(turn: Turn, intent: object) -> bool:
    """After they told us that a person may not be safe, nothing answers a question that they have not seen.

    What they write is kept. False for what works anywhere.
    """
    if intent == Do("yes"):
        carry_on(turn)
        return True
    if isinstance(intent, Do) and intent.command not in OF_A_QUESTION:
        return False
    if isinstance(intent, Say):
        turn.happen("remarked", turn.current or None, intent.text)
        turn.reply("safety.again")
    put_aside(turn, Aside("pause"))
    turn.say(stop_or_carry_on(turn.session))
    return True


def say_yes(turn: Turn, aside: Aside) -> None:
    turn.change(aside=None)
    if aside.kind == "restart":
        clear(turn)
    elif aside.kind == "edit":
        put(turn, aside.key, aside.value)
        turn.reply("edited.changed", answer=turn.state.show(aside.key, aside.value))
        reconsider(turn)
    else:
        carry_on(turn)


def say_no(turn: Turn, aside: Aside) -> None:
    turn.change(aside=None)
    if aside.kind == "restart":
        turn.reply("restart.kept")
    elif aside.kind == "edit":
        turn.reply("edited.kept")
    elif aside.kind == "unsure" and turn.at_question() and turn.state.one(turn.current).kind.uses_choices:
        turn.reply("problem.not_a_choice")
    carry_on(turn)


def reconsider(turn: Turn) -> None:
    """After an answer changed elsewhere: stay at an answer that is being changed, else go where it leads."""
    here = turn.current
    if here in turn.session.answers and turn.state.askable(here):
        go_to(turn, here)
    else:
        turn.change(current=None)
        move_on(turn)


def welcome_back(turn: Turn) -> None:
    """One line on where we were."""
    if turn.session.status == "asking" and turn.at_question() and split_key(turn.current)[0]:
        number, total = progress(turn)
        turn.reply("welcome_back", number=number, total=total)
