"""Taking an answer: typed, tapped, sent as a file, passed over."""

from datetime import datetime, timedelta

from bot import asking, something_else, wording
from bot.following import after_change, fix_defaults, run_triggered
from bot.intents import Pick, places_of
from bot.messages import Attachment, Location
from bot.moving import ask, go_to, move_on, say_own
from bot.session import Aside, Long
from bot.turn import Turn
from bot.understanding import understood
from consultations.forms.judging import may_stand, must_answer
from consultations.forms.places import split_key
from consultations.forms.question_types import Accepted, Draft, Problem, Reading, Unsure
from consultations.forms.question_types.choices import in_order
from consultations.forms.question_types.matching import says_nothing

CUT_BY_THE_CHANNEL = 4000
"""Characters from which a message may be the first part of a longer one (Telegram cuts at 4,096)."""
CHANNELS_THAT_CUT = ("telegram",)
TOGETHER = timedelta(seconds=10)
"""How soon the next part of a cut message follows."""
LONGEST = 100_000
"""Characters of one answer, however many messages it came in."""
SOURCES_KEPT = 30
WORTH_KEEPING = 12
"""Characters from which a single word that is no answer is kept as a remark; several words always are."""

MORE_THAN_AN_ANSWER = 4
"""Words in which there may be more than the choice that they hold."""


def read(turn: Turn, text: str) -> None:
    """Typed words where the person stands."""
    tick(turn)
    if belongs_to_the_last(turn) and not names_a_choice(turn, text):
        add_to_the_last(turn, text)
    elif not turn.at_question():
        not_understood(turn, text, Problem("yes_or_no"))
    elif isinstance(reading := understood(turn, text), Problem) and _passes(turn, text):
        pass_over(turn)
    elif isinstance(reading, Problem) and wording.is_hello(text, turn.session.language):
        ask(turn)
    elif not something_else.offer(turn, reading, text):
        settle(turn, reading, text)


def _passes(turn: Turn, text: str) -> bool:
    """Whether words that are no answer say that there will be none."""
    return says_nothing(text) or wording.is_any_of("words.never_mind", text, turn.session.language)


def tick(turn: Turn) -> None:
    """Keep what was ticked on the page beside the words that were typed."""
    places = places_of(turn.session, turn.incoming.ticked.split())
    if places and turn.at_question() and turn.state.one(turn.current).kind.takes_several:
        options = turn.state.options(turn.current)
        picked = {options[place].value for place in places if place < len(options)}
        turn.change(draft=in_order(turn.state.choices(turn.current), picked))


def pass_over(turn: Turn) -> None:
    """Somebody does not know, or would rather not say: offer to skip it, or say that they may stop."""
    if must_answer(turn.state, turn.current):
        skip(turn)
        return
    turn.change(aside=Aside("skip", turn.current), asked=turn.session.step)
    turn.say(asking.yes_or_no(turn.session, "skip.sure"))


def names_a_choice(turn: Turn, text: str) -> bool:
    """Whether `text` is just one of the choices where the person stands."""
    if not turn.at_question():
        return False
    one = turn.state.one(turn.current)
    if not one.kind.uses_choices:
        return False
    return isinstance(one.kind.read(one.question, turn.state.choices(turn.current), text), Accepted)


def pick(turn: Turn, picked: Pick) -> bool:
    """Options tapped where the person stands. False where there is no such option."""
    options = turn.state.options(turn.current) if turn.at_question() else ()
    if max(picked.places) >= len(options):
        return False
    kind, choices = turn.state.one(turn.current).kind, turn.state.choices(turn.current)
    draft = "" if picked.final else turn.session.draft
    reading: Reading = Draft(draft)
    for place in picked.places:
        reading = kind.tap(options[place], draft, choices)
        draft = reading.value if isinstance(reading, Draft) else draft
    settle(turn, kind.done(draft) if picked.final and isinstance(reading, Draft) else reading)
    return True


def done(turn: Turn) -> None:
    if turn.at_question():
        settle(turn, turn.state.one(turn.current).kind.done(turn.session.draft))
    else:
        ask(turn)


def undo(turn: Turn) -> None:
    if turn.at_question():
        settle(turn, turn.state.one(turn.current).kind.undo(turn.session.draft))
    else:
        ask(turn)


def keep(turn: Turn) -> None:
    """Leave the answer as it is; or take what was suggested, where it is an answer."""
    key = turn.current
    suggested = turn.state.value(key) if turn.at_question() and key not in turn.session.answers else ""
    if not suggested:
        move_on(turn)
        return
    one = turn.state.one(key)
    reading = one.kind.read(one.question, turn.state.choices(key), suggested)
    settle(turn, reading, suggested)


def give(turn: Turn, attachment: Attachment, text: str) -> None:
    """A file where the person stands."""
    kind = turn.state.one(turn.current).kind if turn.at_question() else None
    if kind and kind.attachment:
        if text:
            turn.happen("remarked", turn.current, text)
        settle(turn, kind.attach(attachment.kind, attachment.stored))
    else:
        remark(turn, text)
        turn.reply("cannot_keep_file")
        ask(turn)


def locate(turn: Turn, location: Location) -> None:
    """Where somebody is. It is kept, or finds a place of a list, only where the question asks for it and the
    Trust allows that."""
    here = turn.at_question() and turn.beside.locations
    reading = _located(turn, location) if here else None
    if reading is None:
        turn.reply("no_location")
        ask_or_finish(turn)
    else:
        settle(turn, reading)


def _located(turn: Turn, location: Location) -> Reading | None:
    one, choices = turn.state.one(turn.current), turn.state.choices(turn.current)
    return one.kind.locate(one.question, choices, location.latitude, location.longitude)


def settle(turn: Turn, reading: Reading, text: str = "") -> None:
    """Act on what a question type made of `text`, or of a tap."""
    match reading:
        case Accepted(value):
            accept(turn, turn.current, value, text)
        case Draft(value):
            turn.change(draft=value)
            ask(turn)
        case Unsure(value):
            ask_whether(turn, value, text)
        case Problem():
            not_understood(turn, text, reading)


def ask_whether(turn: Turn, value: str, text: str) -> None:
    """Ask whether `value` was meant. What else was said beside it is kept, whatever the person says now."""
    if len(text.split()) >= MORE_THAN_AN_ANSWER and remark(turn, text):
        turn.reply("remark_kept")
    turn.change(aside=Aside("unsure", turn.current, value), asked=turn.session.step)
    shown = turn.state.show(turn.current, value)
    turn.say(asking.yes_or_no(turn.session, "unsure", answer=shown))


def not_understood(turn: Turn, text: str, problem: Problem) -> None:
    """Say why the words are no answer. They are kept all the same where they may be more than a slip."""
    turn.say(asking.problem(turn.session, problem))
    if remark(turn, text):
        turn.reply("remark_kept")
    ask(turn)


def remark(turn: Turn, text: str) -> bool:
    """Keep words that answer nothing. False where there are too few of them to say anything."""
    if is_remark(text):
        turn.happen("remarked", turn.current or None, text)
    return is_remark(text)


def is_remark(text: str) -> bool:
    return len(text) >= WORTH_KEEPING or len(text.split()) > 1


def accept(turn: Turn, key: str, value: str, text: str = "") -> None:
    """Take `value` as the answer at `key` if its constraint allows it, and go on."""
    if takes(turn, key, value, text):
        move_on(turn)


def confirm(turn: Turn, aside: Aside) -> None:
    """Take what we were unsure of, now that it was meant; and what they say of “something else” with it."""
    if takes(turn, aside.key, aside.value):
        what = something_else.place_of_words(turn, aside.key) if aside.words else ""
        if what and turn.state.askable(what) and turn.state.allows(what, aside.words):
            put(turn, what, aside.words)
        move_on(turn)


def takes(turn: Turn, key: str, value: str, text: str = "") -> bool:
    """Take `value` as the answer at `key`. False, and it is asked again, where its constraint forbids it."""
    if len(value) > LONGEST or not may_stand(turn.state, key, value):
        refuse(turn, key, text)
        return False
    put(turn, key, value)
    note_source(turn, key)
    note_length(turn, key, text)
    return True


def keep_dropped(turn: Turn, aside: Aside | None) -> None:
    """Keep words as a remark that were offered as “something else” and became no answer."""
    words = aside.words if aside and turn.session.aside != aside else ""
    if aside and words and all(event.value != words for event in turn.events) and is_remark(words):
        turn.happen("remarked", aside.key, words)
        turn.messages.insert(0, asking.reply(turn.session, "remark_kept"))


def refuse(turn: Turn, key: str, text: str = "") -> None:
    say_own(turn, turn.state.one(key).question.constraint_message, "problem.not_allowed", key)
    if turn.state.one(key).kind.input == "text" and remark(turn, text):
        turn.reply("remark_kept")
    go_to(turn, key)


def put(turn: Turn, key: str, value: str) -> None:
    """Make `value` the answer at `key`, with all that follows from it."""
    had = turn.state.value(key)
    turn.happen("answered", key, value)
    skipped = tuple(one for one in turn.session.skipped if one != key)
    after_change(turn, {**turn.session.answers, key: value}, skipped)
    run_triggered(turn, key, had)


def note_source(turn: Turn, key: str) -> None:
    """Remember which message gave the answer, so that an edit of it finds the answer."""
    others = {source: one for source, one in turn.session.sources.items() if one != key}
    latest = [*others.items(), (turn.incoming.number, key)][-SOURCES_KEPT:]
    turn.change(sources=dict(latest))


def note_length(turn: Turn, key: str, text: str) -> None:
    """Remember an answer whose message may have been cut: its next part is on the way."""
    cut = _may_be_cut(turn, text) and turn.form.questions[split_key(key)[0]].kind.input == "text"
    until = (turn.around.now + TOGETHER).isoformat()
    turn.change(long=Long(key, until) if cut else None)


def _may_be_cut(turn: Turn, text: str) -> bool:
    return turn.incoming.channel in CHANNELS_THAT_CUT and len(text) >= CUT_BY_THE_CHANNEL


def belongs_to_the_last(turn: Turn) -> bool:
    """Whether what is typed now is the next part of a message that the channel cut."""
    long = turn.session.long
    return long is not None and turn.around.now <= datetime.fromisoformat(long.until)


def add_to_the_last(turn: Turn, text: str) -> None:
    long = turn.session.long
    key = long.key if long else turn.current
    whole = f"{turn.session.answers.get(key, '')}\n{text}"
    if len(whole) > LONGEST or not may_stand(turn.state, key, whole):
        turn.happen("remarked", key, text)
        turn.reply("remark_kept")
    else:
        put(turn, key, whole)
        turn.reply("answered_many")
    note_length(turn, key, text)
    ask_or_finish(turn)


def ask_or_finish(turn: Turn) -> None:
    if turn.session.status == "asking":
        ask(turn)


def skip(turn: Turn) -> None:
    key = turn.current
    if not turn.at_question():
        enough(turn)
        return
    if must_answer(turn.state, key):
        say_own(turn, turn.state.one(key).question.required_message, "must_answer", key)
        ask(turn)
        return
    had = turn.state.value(key)
    turn.happen("skipped", key)
    answers = {one: value for one, value in turn.session.answers.items() if one != key}
    after_change(turn, answers, (*turn.session.skipped, key))
    run_triggered(turn, key, had)
    move_on(turn)


# Repeats


def another(turn: Turn) -> None:
    """Go round the repeat once more, unless the last time round is still untouched."""
    if turn.at_question():
        ask(turn)
        return
    place = turn.repeat_place(turn.current)
    times = turn.state.times(place.item.name, place.where)
    if times == 0 or _touched(turn, (*place.where, (place.item.name, times))):
        times += 1
        turn.happen("repeated", turn.current, str(times))
        turn.change(times={**turn.session.times, turn.current: times})
        fix_defaults(turn)
    move_on(turn)


def enough(turn: Turn) -> None:
    """No more of the repeat; times round that hold nothing are taken back."""
    if turn.at_question():
        ask(turn)
        return
    place = turn.repeat_place(turn.current)
    name, times = place.item.name, turn.state.times(place.item.name, place.where)
    while times > 1 and not _touched(turn, (*place.where, (name, times))):
        times -= 1
    turn.change(
        times={**turn.session.times, turn.current: times}, closed=(*turn.session.closed, turn.current)
    )
    move_on(turn)


def _touched(turn: Turn, inside: tuple[tuple[str, int], ...]) -> bool:
    """Whether anything was answered or passed over in this time round."""
    layout = turn.form.layout
    keys = (*turn.session.answers, *turn.session.skipped)
    return any(layout.where(key)[: len(inside)] == inside for key in keys)
