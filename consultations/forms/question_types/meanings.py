"""What people say for yes, no and the like; words that add nothing, or turn a meaning round."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from consultations.forms.question_types.accents import without_accents

MOST_WORDS = 6
"""Words of the longest way to say something that is listed here."""


def listed(text: str) -> frozenset[str]:
    """The ways to say something that are in `text`, each also as it is typed by whoever leaves apostrophes,
    accents or spaces out."""
    ways = text.split(", ")
    bare = [way.replace("'", "") for way in ways]
    plain = [" ".join(map(without_accents, way.split())) for way in ways]
    return frozenset((*ways, *bare, *plain, *(way.replace(" ", "") for way in bare if len(way) > 5)))


def made_of(words: Sequence[str], ways: Collection[str]) -> tuple[list[str], list[str]]:
    """Which of `ways` stand in `words`, the longest first at each place; and the words that are in none."""
    found: list[str] = []
    left: list[str] = []
    place = 0
    while place < len(words):
        lengths = range(min(MOST_WORDS, len(words) - place), 0, -1)
        here = (" ".join(words[place : place + length]) for length in lengths)
        way = next((one for one in here if one in ways), "")
        (found if way else left).append(way or words[place])
        place += len(way.split()) or 1
    return found, left


@dataclass(frozen=True, slots=True)
class Meaning:
    """Ways to say one thing: those that say it, and those that probably do."""

    sure: frozenset[str]
    likely: frozenset[str]


DO_NOT_KNOW = Meaning(
    listed(
        "don't know, do not know, dont know, i don't know, i do not know, i dont know, dunno, idk, dk, "
        "no idea, not sure, i'm not sure, im not sure, unsure, unknown, dont no, i dont no, dono, "
        "i'm unsure, i am unsure, i am not sure, not too sure, not to sure, who knows, no clue, "
        "nie wiem, nie mam pojęcia, nie jestem pewien, nie jestem pewna, не знаю, без поняття, "
        "не впевнений, habar n-am, nu sunt sigur, nu sunt sigură, مش عارف, مو متأكد, dim syniad, dim clem, "
        "dwi ddim yn siŵr, nu știu, nu stiu, لا أعرف, لا اعرف, ddim yn gwybod, dwi ddim yn gwybod, 🤷"
    ),
    listed(
        "hm, hmm, maybe, perhaps, possibly, kind of, sort of, kinda, meh, depends, it depends, hard to say, "
        "może, zależy, можливо, залежить, poate, depinde, ربما, efallai, mae'n dibynnu"
    ),
)
RATHER_NOT = Meaning(
    listed(
        "prefer not to say, rather not say, i'd rather not say, i would rather not say, "
        "i prefer not to say, i don't want to say, i do not want to say, don't want to say, pnts, "
        "no comment, wolę nie mówić, nie chcę mówić, nie chcę odpowiadać, "
        "не хочу казати, не хочу відповідати, "
        "prefer să nu spun, nu vreau să spun, nu vreau să răspund, أفضل عدم القول, لا أريد أن أقول, "
        "لا أريد أن أجيب, gwell gen i beidio dweud, dwi ddim eisiau dweud, dwi ddim eisiau ateb"
    ),
    listed("private, secret, not telling"),
)
NOTHING_TO_SAY = listed("idc, i don't care, whatever, n/a, na, nothing to say, nothing, pass, -, ?")
"""Ways to leave a question without saying so."""
YES = Meaning(
    listed(
        "yes, y, ye, yse, yea, yeah, yeh, yep, yup, yh, yess, yas, ya, true, definitely, of course, "
        "i do, yes i do, yes it is, yes i am, yes i have, mhm, uh huh, course, course i do, correct, "
        "affirmative, hell yeah, hell yes, too right, duh, absolutely, certainly, for definite, "
        "tak oczywiście, bineînțeles, sigur că da, طبعا, أكيد, ايه, إي, wrth gwrs, "
        "tak, jasne, pewnie, oczywiście, так, звісно, ага, авжеж, da, sigur, desigur, "
        "deffo, defo, defs, yus, yesh, ofc, obvs, obviously, for sure, fs, yessir, звичайно, ну да, ну так, "
        "да, конечно, угу, na3am, aywa, aiwa, nom, no tak, tak jest, "
        "نعم, أيوه, ايوه, ايوا, أيوا, أجل, ie, ydw, oes, ydy, 👍, ✅, ✔"
    ),
    listed(
        "ok, okay, k, sure, fine, totally, always, i think so, agree, i agree, mostly, do, bydd, "
        "bet, facts, 💯, facts 💯, ish, usually, normally, often, most of the time, most days, pretty much, "
        "i guess, i guess so, guess so, i reckon so, i suppose, i suppose so, prob, probs, "
        "probably, a bit, a little, "
        "a little bit, a lot, very, 100%, 100, chyba tak, raczej tak, przeważnie, мабуть так, мабуть, "
        "скоріше так, cred că da, mai mult da, غالبا, dwi'n meddwl"
    ),
)
NO = Meaning(
    listed(
        "no, n, nope, nah, naw, na, noo, false, no way, not at all, definitely not, of course not, "
        "i don't, i do not, no i don't, no i dont, no i do not, no it isn't, no i'm not, nuh uh, "
        "negative, hell no, absolutely not, certainly not, not one bit, not a bit, no chance, "
        "oczywiście że nie, wcale nie, звичайно ні, зовсім ні, sigur că nu, مستحيل, wrth gwrs ddim, "
        "нет, неа, нєа, "
        "nie, ні, нє, nu, لا, كلا, nage, nac ydw, nac oes, naddo, na fydd, 👎, ❌"
    ),
    listed(
        "never, never ever, hardly, hardly ever, rarely, not very, not much, not rlly, not anymore, "
        "not any more, not at the moment, not now, not yet, probably not, probs not, prob not, wrong, "
        "i doubt it, doubt it, chyba nie, raczej nie, nie za bardzo, мабуть ні, скоріше ні, cred că nu, "
        "mai deloc, "
        "not really, not rly, nope not rly, not always, не дуже, не очень, nu prea, nie bardzo, "
        "i don't think so, don't think so, not so much, disagree, i disagree, nothing, none"
    ),
)
UNDERSTOOD = listed(
    "ok, okay, okk, oki, okie, okie dokie, okey dokey, okidoki, kk, got it, i got it, gotcha, understood, "
    "i understand, i see, that's fine, that's ok, it's fine, it's ok, cool, alright, all right, "
    "aight, right, "
    "noted, sounds good, sounds ok, all good, great, perfect, good, nice, lovely, no problem, "
    "no worries, np, deal, "
    "ready, i'm ready, let's go, go, go on, go ahead, happy with that, i agree, thanks, thank you, "
    "thank u, thx, ty, "
    "ta, cheers, 👌, 🆗, 🙂, 😊, 😀, 🙏, 💪, "
    "dobrze, dobra, w porządku, rozumiem, zrozumiałem, zrozumiałam, spoko, dzięki, "
    "добре, ок, гаразд, зрозуміло, розумію, ясно, дякую, хорошо, понятно, "
    "bine, ok bine, am înțeles, înțeleg, în regulă, mersi, حسنا, حسناً, تمام, فهمت, ماشي, شكرا, "
    "iawn, ocê, dwi'n deall, deall, popeth yn iawn, diolch"
)
"""Ways to say that something was read."""
MEANINGS = (
    YES,
    NO,
    DO_NOT_KNOW,
    Meaning(  # maybe
        listed("maybe, perhaps, possibly, mayb, might be, kind of, sort of, kinda"),
        listed("sometimes, idk, not sure"),
    ),
    RATHER_NOT,
)

FILLERS = listed(
    "a, an, the, i, i'd, id, im, i'm, is, it, its, it's, would, like, think, guess, my, answer, um, umm, er, "
    "well, please, pls, plz, thanks, thank, you, ty, choose, pick, option, number, one, go, for, with, just, "
    "so, really, feel, say, said, to, be, and, lol, ok, okay, in, at, on, of, me, being, getting, get, got, "
    "worry, worries, about, mostly, mainly, literally, honestly, probably, maybe, defo, definitely"
)
"""Words that add nothing to which choice is meant."""
TURNING = listed(
    "not, no, never, nor, neither, without, except, apart, excluding, none, isn't, aren't, don't, doesn't, "
    "didn't, won't, can't, isnt, arent, dont, doesnt, didnt, wont, cant, nie, nu, не, ні, لا, ddim"
)
TURNING_PREFIXES = ("un", "dis", "in", "im", "non", "il", "ir")
