"""What people say for yes, no and the like; words that add nothing, or turn a meaning round."""

from dataclasses import dataclass


def _set(text: str) -> frozenset[str]:
    """The ways in `text`, each also as it is typed by whoever leaves apostrophes or spaces out."""
    ways = text.split(", ")
    bare = [way.replace("'", "") for way in ways]
    return frozenset((*ways, *bare, *(way.replace(" ", "") for way in bare if len(way) > 5)))


@dataclass(frozen=True, slots=True)
class Meaning:
    """Ways to say one thing: those that say it, and those that probably do."""

    sure: frozenset[str]
    likely: frozenset[str]


DO_NOT_KNOW = Meaning(
    _set(
        "don't know, do not know, dont know, i don't know, i do not know, i dont know, dunno, idk, dk, "
        "no idea, not sure, i'm not sure, im not sure, unsure, unknown, dont no, i dont no, dono, "
        "nie wiem, не знаю, nu știu, nu stiu, لا أعرف, لا اعرف, ddim yn gwybod, dwi ddim yn gwybod, 🤷"
    ),
    _set("hm, hmm, maybe"),
)
RATHER_NOT = Meaning(
    _set(
        "prefer not to say, rather not say, i'd rather not say, i would rather not say, "
        "i prefer not to say, i don't want to say, i do not want to say, don't want to say, pnts, "
        "no comment, wolę nie mówić, nie chcę mówić, nie chcę odpowiadać, "
        "не хочу казати, не хочу відповідати, "
        "prefer să nu spun, nu vreau să spun, nu vreau să răspund, أفضل عدم القول, لا أريد أن أقول, "
        "لا أريد أن أجيب, gwell gen i beidio dweud, dwi ddim eisiau dweud, dwi ddim eisiau ateb"
    ),
    _set("private, secret, not telling"),
)
NOTHING_TO_SAY = _set("idc, i don't care, whatever, n/a, na, nothing to say, nothing, pass, -, ?")
"""Ways to leave a question without saying so."""
YES = Meaning(
    _set(
        "yes, y, ye, yse, yea, yeah, yeh, yep, yup, yh, yess, yas, ya, true, definitely, of course, "
        "i do, yes i do, yes it is, yes i am, yes i have, mhm, uh huh, "
        "tak, jasne, pewnie, oczywiście, так, звісно, ага, авжеж, da, sigur, desigur, "
        "deffo, defo, defs, yus, yesh, ofc, obvs, obviously, for sure, fs, yessir, звичайно, ну да, ну так, "
        "да, конечно, угу, na3am, aywa, aiwa, nom, no tak, tak jest, "
        "نعم, أيوه, ايوه, ايوا, أيوا, أجل, ie, ydw, oes, ydy, 👍, ✅, ✔"
    ),
    _set(
        "ok, okay, k, sure, fine, absolutely, totally, always, i think so, agree, i agree, mostly, do, bydd, "
        "bet, facts, 💯, facts 💯, ish"
    ),
)
NO = Meaning(
    _set(
        "no, n, nope, nah, naw, na, noo, false, no way, not at all, definitely not, of course not, "
        "i don't, i do not, no i don't, no i dont, no i do not, no it isn't, no i'm not, nuh uh, "
        "нет, неа, нєа, "
        "nie, ні, нє, nu, لا, كلا, nage, nac ydw, nac oes, naddo, na fydd, 👎, ❌"
    ),
    _set(
        "never, not really, not rly, nope not rly, not always, не дуже, не очень, nu prea, nie bardzo, "
        "i don't think so, disagree, i disagree, nothing, none"
    ),
)
MEANINGS = (
    YES,
    NO,
    DO_NOT_KNOW,
    Meaning(  # maybe
        _set("maybe, perhaps, possibly, mayb, might be, kind of, sort of, kinda"),
        _set("sometimes, idk, not sure"),
    ),
    RATHER_NOT,
)

FILLERS = _set(
    "a, an, the, i, i'd, id, im, i'm, is, it, its, it's, would, like, think, guess, my, answer, um, umm, er, "
    "well, please, pls, plz, thanks, thank, you, ty, choose, pick, option, number, one, go, for, with, just, "
    "so, really, feel, say, said, to, be, and, lol, ok, okay"
)
"""Words that add nothing to which choice is meant."""
TURNING = _set(
    "not, no, never, nor, neither, without, except, apart, excluding, none, isn't, aren't, don't, doesn't, "
    "didn't, won't, can't, isnt, arent, dont, doesnt, didnt, wont, cant, nie, nu, не, ні, لا, ddim"
)
TURNING_PREFIXES = ("un", "dis", "in", "im", "non", "il", "ir")
