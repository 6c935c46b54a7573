"""Numbers as words in the languages beside English that the chat speaks."""

from collections.abc import Mapping

from consultations.forms.question_types.accents import without_accents

FOREIGN: Mapping[str, int] = {
    without_accents(word): value
    for words in (
        (
            "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście "
            "trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście"
        ),
        (
            "нуль один два три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять "
            "тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять"
        ),
        (
            "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
            "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
        ),
        (
            "zero unu doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece treisprezece "
            "paisprezece cincisprezece șaisprezece șaptesprezece optsprezece nouăsprezece"
        ),
        "zero una două trei patru cinci sase sapte opt noua zece",
        "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
        "dim un dau tri pedwar pump chwech saith wyth naw deg",
    )
    for value, word in enumerate(words.split())
}
"""From 0 to 10 or 19 in the other languages that the chat speaks, and in Russian, which many write here.
Without Latin accents."""
FOREIGN_TENS: Mapping[str, int] = {
    without_accents(word): 10 * value
    for words in (
        "dwadzieścia trzydzieści czterdzieści pięćdziesiąt",
        "двадцять тридцять сорок п'ятдесят",
        "двадцать тридцать сорок пятьдесят",
        "douăzeci treizeci patruzeci cincizeci",
        "عشرون ثلاثون أربعون خمسون",
    )
    for value, word in enumerate(words.split(), start=2)
}
_WELSH_UNITS = ("un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw")
FOREIGN_SAID: Mapping[str, int] = {
    "أحد عشر": 11, "احد عشر": 11, "اثنا عشر": 12, "اثني عشر": 12, "ثلاثة عشر": 13, "أربعة عشر": 14,
    "خمسة عشر": 15, "ستة عشر": 16, "سبعة عشر": 17, "ثمانية عشر": 18, "تسعة عشر": 19,
    "un ar ddeg": 11, "deuddeg": 12, "tair ar ddeg": 13, "tri ar ddeg": 13, "pedair ar ddeg": 14,
    "pymtheg": 15, "un ar bymtheg": 16, "deunaw": 18, "ugain": 20,
    **{f"un deg {word}": value for value, word in enumerate(_WELSH_UNITS, start=11)},
}  # fmt: skip
"""Numbers of several words, or of a count of their own."""


def foreign_number(text: str) -> int | None:
    """The number from 0 to 59 that `text`, which is plain, spells in another language; or None."""
    if text in FOREIGN_SAID:
        return FOREIGN_SAID[text]
    words = [without_accents(word) for word in text.split() if word not in ("și", "si", "i")]
    first = words[0] if words else ""
    if len(words) == 2 and first in FOREIGN_TENS and 0 < FOREIGN.get(words[1], 0) < 10:
        return FOREIGN_TENS[first] + FOREIGN[words[1]]
    return FOREIGN.get(first, FOREIGN_TENS.get(first)) if len(words) == 1 else None
