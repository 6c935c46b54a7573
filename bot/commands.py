"""What somebody means who types words instead of pressing a button: a command, a word to explain, a language.

The words are in the catalogues, in every language, and English works in all of them. A command is the whole
of what was typed, give or take politeness: "please stop" is one, "stop the bullying" is an answer.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import get_args

from bot import false_friends, wording
from bot.messages import Command
from bot.plain_words import LONGEST, Word, leading, plain, typed_words, without
from consultations.forms.languages import CODES_BY_NAME, fallbacks

NAMES: tuple[Command, ...] = get_args(Command)
WHERE_OFFERED: frozenset[Command] = frozenset(
    {"done", "keep", "undo", "yes", "no", "another", "enough", "more", "sure", "not_sure"}
)
"""Commands that count only where their button is shown: anywhere else these words are an answer."""
IN_ANY_LANGUAGE: tuple[Command, ...] = ("help", "stop")
"""Commands that count in every language, whichever is spoken: somebody in need says it in their own."""
NOT_WISHED: frozenset[Command] = WHERE_OFFERED.union(("back",))
"""Commands that nobody has to wish for: "I want to go back" may be about a home or a school."""
AFTER_A_WORD: frozenset[Command] = frozenset({"skip", "back", "stop", "restart", "change", "help"})
"""Commands that may follow a yes, a no or a hesitation: “nah skip it”. After a no, only the plainest word for
stop is one, and none for help: “no exit” and “no help” are answers."""
MOST_ASKED_ABOUT = 3
"""Words for whoever may read it: “can my mum see this”."""

INFLECTED: Mapping[str, str] = {
    "en": "angielsku angielskim angielski англійською англійська engleză engleza الإنجليزية بالإنجليزية "
    "saesneg",
    "pl": "polsku polska polskim",
    "uk": "українською по-українськи українськи",
    "ro": "românește română româna",
    "ar": "بالعربية عربي",
    "cy": "gymraeg",
}
"""Other forms of a language's name, as people ask for it."""
AS_ASKED = frozenset(
    plain(name)
    for name in ("англійською", "українською", "по-українськи", "بالإنجليزية", "بالعربية", "românește")
)
"""Forms that say by themselves that a language is to be spoken."""
SHORTEST_NAME = 3
NEARLY = 0.75
"""How alike, as difflib counts it, a slip of the key and a language's name are."""
AT_ONCE = 64
"""Texts whose command is remembered: one turn asks for it several times, and some turns run side by side."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The words of one language, with English, in their plain forms; phrases are longest first."""

    commands: Mapping[str, Command]
    polite: tuple[tuple[str, ...], ...]
    wishes: tuple[tuple[str, ...], ...]
    asks: tuple[tuple[str, ...], ...]
    asks_if_known: tuple[tuple[str, ...], ...]
    asks_who: tuple[tuple[str, ...], ...]
    before: tuple[tuple[str, ...], ...]
    no: frozenset[str]
    plainest: frozenset[str]


@lru_cache(maxsize=AT_ONCE)
def command_meant(text: str, language: str) -> Command | None:
    """The command that `text` is, in `language` or in English; None for an answer.

    A slash makes a command of its first word, whatever follows. `WHERE_OFFERED` says which commands the
    caller should take only where they are offered.
    """
    if len(text) > LONGEST:
        return None
    spoken = _spoken(language)
    if text.lstrip().startswith("/"):
        return _slash(text, spoken)
    words = typed_words(text)
    polite = without(words, spoken.polite)
    command = _whole(words, spoken) or _wished(polite, spoken) or _after_a_word(polite, spoken)
    if command is None and _meaning(text, words, spoken) is not None:
        return "meaning"
    return command or _who_asked(text, polite, spoken)


def _who_asked(text: str, words: Sequence[Word], spoken: _Spoken) -> Command | None:
    """Whether it is asked who reads this: “will you tell my mum”."""
    who = _hole(text, words, spoken.asks_who)
    return "who" if who and len(who.split()) <= MOST_ASKED_ABOUT else None


def meaning_asked(text: str, language: str, known: Callable[[], Collection[str]] = tuple) -> str | None:
    """The word that `text` asks the meaning of, in small letters: "What does MENTOR mean?" gives `mentor`.

    "What is …?" may be an answer or a question of its own, so it counts only for a word that is `known`.
    """
    if len(text) > LONGEST:
        return None
    spoken = _spoken(language)
    if text.lstrip().startswith("/"):
        return _after_slash(text, spoken)
    return _meaning(text, typed_words(text), spoken, known)


def _meaning(
    text: str, words: Sequence[Word], spoken: _Spoken, known: Callable[[], Collection[str]] = tuple
) -> str | None:
    if _whole(words, spoken):
        return None
    asked = without(words, spoken.polite)
    term = _hole(text, asked, spoken.asks)
    if term is not None:
        return term
    term = _hole(text, asked, spoken.asks_if_known)
    return term if term is not None and plain(term) in map(plain, known()) else None


def meant_instead(text: str, language: str) -> str:
    """What follows “sorry i meant …” and the like; "" where `text` does not begin so."""
    words = typed_words(text) if len(text) <= LONGEST else ()
    length = leading(words, _phrases("words.i_meant", language))
    return text[words[length].start :].strip() if 0 < length < len(words) else ""


def language_meant(text: str, codes: Sequence[str], whole: bool = False) -> str | None:
    """Which of the languages `codes` is named: by itself, in English, or by its code.

    Unless it must be the `whole` of what was typed also by its place in the list, among other words ("po
    polsku", "i speak polish"), or by nearly its name.
    """
    said = plain(text)
    names = {name: code for code in reversed(codes) for name in _names_of(code)}
    by_english_name = {plain(name): code for name, code in CODES_BY_NAME.items()}
    meant = by_english_name.get(said, said)
    exact = names.get(said) or next((code for code in codes if fallbacks(code)[-1] == meant), None)
    return exact if exact or whole else _among_words(said, names) or _at_place(said, codes)


def language_asked(text: str, codes: Sequence[str], language: str) -> str | None:
    """Which of the languages `codes` is asked for in words that answer nothing: "in polish", "polish please",
    "can we speak polish", "англійською"; None where its name stands alone.
    """
    words, spoken = typed_words(text), _spoken(language)
    rest = without(words, spoken.polite)
    while wish := leading(rest, spoken.wishes):
        rest = rest[wish:]
    named = without(rest, _speak_in())
    said = " ".join(word.plain for word in named)
    names = {name: code for code in reversed(codes) for name in _names_of(code)}
    code = names.get(said) if len(said) > SHORTEST_NAME else None
    return code if len(named) < len(words) or said in AS_ASKED else None


@cache
def _speak_in() -> tuple[tuple[str, ...], ...]:
    """What may stand around the name of a language, in every language: whoever asks for theirs may use it."""
    return tuple(phrase for one in wording.languages() for phrase in _phrases("words.speak_in", one))


@cache
def _names_of(code: str) -> tuple[str, ...]:
    base = fallbacks(code)[-1]
    named = (name for name, meant in CODES_BY_NAME.items() if meant == base)
    names = (code, wording.language_name(code), *named, *INFLECTED.get(base, "").split())
    return tuple(plain(name) for name in names)


def _among_words(said: str, names: Mapping[str, str]) -> str | None:
    """The one language that is named among other words, or whose name is nearly this."""
    named = {code for name, code in names.items() if len(name) > 3 and name in said.split()}
    near = {names[name] for name in get_close_matches(said, names, n=1, cutoff=NEARLY)}
    return next(iter(named or near)) if len(named or near) == 1 else None


def _at_place(said: str, codes: Sequence[str]) -> str | None:
    return codes[int(said) - 1] if said.isdecimal() and 1 <= int(said[:4]) <= len(codes) else None


@cache
def _spoken(language: str) -> _Spoken:
    return _Spoken(
        commands=_commands(language),
        polite=_phrases("words.polite", language),
        wishes=_phrases("words.wishes", language),
        asks=_phrases("words.meaning_of", language),
        asks_if_known=_phrases("words.meaning_if_known", language),
        asks_who=_phrases("words.who_asks", language),
        before=_phrases("words.before", language),
        no=frozenset(plain(word) for one in (language, wording.DEFAULT) for word in own_words("no", one)),
        plainest=frozenset(
            plain(said)
            for one in (language, wording.DEFAULT)
            for said in (wording.say("button.stop", one), wording.say("words.stop", one).split("|")[0])
        ),
    )


def _commands(language: str) -> dict[str, Command]:
    """Plain words → command; the person's own language comes before English, English before all others.

    Words that have a meaning of their own in `language` (see `false_friends`) are commands in none.
    """
    english, own = _in(wording.DEFAULT), _in(language)
    every = _in_any_language() | english | own
    return {word: command for word, command in every.items() if word not in false_friends.own_words(language)}


@cache
def _in(language: str) -> dict[str, Command]:
    return {plain(word): command for command in NAMES for word in own_words(command, language)}


@cache
def _in_any_language() -> dict[str, Command]:
    return {
        plain(word): command
        for spoken in wording.languages()
        for command in IN_ANY_LANGUAGE
        for word in own_words(command, spoken)
        if plain(word) not in false_friends.ALSO_ENGLISH
    }


def own_words(command: Command, language: str) -> list[str]:
    """What may be typed for `command` in `language`: its words, and what its button says."""
    return [*wording.say(f"words.{command}", language).split("|"), wording.say(f"button.{command}", language)]


@cache
def _phrases(key: str, language: str) -> tuple[tuple[str, ...], ...]:
    spoken = dict.fromkeys((language, wording.DEFAULT))
    phrases = {
        tuple("…" if word == "{term}" else plain(word) for word in phrase.split())
        for one in spoken
        for phrase in wording.say(key, one).split("|")
    }
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _whole(words: Sequence[Word], spoken: _Spoken) -> Command | None:
    """The command that the words are, with or without their politeness: "no thanks", or "ok" were it one."""
    return _exactly(words, spoken) or _exactly(without(words, spoken.polite), spoken)


def _exactly(words: Sequence[Word], spoken: _Spoken) -> Command | None:
    return spoken.commands.get(" ".join(word.plain for word in words))


def _wished(words: Sequence[Word], spoken: _Spoken) -> Command | None:
    """The command after "I want to …" and the like."""
    rest = words
    while wish := leading(rest, spoken.wishes):
        rest = rest[wish:]
    command = _exactly(rest, spoken)
    return None if command in NOT_WISHED else command


def _after_a_word(words: Sequence[Word], spoken: _Spoken) -> Command | None:
    """The command behind a yes, a no or a hesitation: “nah skip it”, “idk can we go back”."""
    rest = words
    while length := leading(rest, spoken.before):
        rest = rest[length:]
    if len(rest) == len(words):
        return None
    command = _exactly(rest, spoken) or _wished(rest, spoken)
    said_no = any(word.plain in spoken.no for word in words[: len(words) - len(rest)])
    if said_no and command in IN_ANY_LANGUAGE:
        plainest = " ".join(word.plain for word in rest) in spoken.plainest
        return command if command == "stop" and plainest else None
    return command if command in AFTER_A_WORD else None


def _slash(text: str, spoken: _Spoken) -> Command | None:
    """`/stop now` and `/stop@some_bot`; the names of the commands work in every language."""
    name = text.split()[0].lstrip("/").partition("@")[0]
    by_name = {command: command for command in NAMES}
    return by_name.get(name.casefold()) or spoken.commands.get(plain(name.replace("_", " ")))  # type: ignore[call-overload] # any text may be asked for


def _after_slash(text: str, spoken: _Spoken) -> str | None:
    name, _, rest = text.strip().partition(" ")
    return rest.strip(" ?.!").casefold() or None if _slash(name, spoken) == "meaning" else None


def _hole(text: str, words: Sequence[Word], patterns: Sequence[tuple[str, ...]]) -> str | None:
    """What stands in `text` where the first fitting pattern has its gap."""
    said = [word.plain for word in words]
    for pattern in patterns:
        gap = pattern.index("…")
        after = len(words) - (len(pattern) - gap - 1)
        if gap < after and (*said[:gap], "…", *said[after:]) == pattern:
            return text[words[gap].start : words[after - 1].end].casefold()
    return None
