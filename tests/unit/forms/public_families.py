"""Forms of our own that are built as the large public ones are: long interviews, households, registrations,
samples that show each type once, matrices, and the spellings of many years."""

# ruff: noqa: E501, ISC004 - rows of tables

from pathlib import Path

from tests.unit.forms.forms import form

FOLDER = Path(__file__).parent / "families"
LONGEST_SECTION = 65


def long_interview(sections: int = 8) -> str:
    """More than 500 rows: ages worked out from dates, then sections of symptoms that open one another."""
    rows = [
        "type | name | label::English (en) | label::Français (fr) | relevant | constraint | calculation | "
        "required | appearance | indicator",
        "start | begun | | | | | | | |",
        "end | ended | | | | | | | |",
        "deviceid | device | | | | | | | |",
        "begin group | about | About the person | La personne | | | | | field-list | a",
        "select_one yn | born_known | Is the day of birth known? | Connue? | | | | yes | horizontal | 1",
        "date | born | When? | Quand? | ${born_known} = 'yes' | . <= today() | | yes | | 2",
        "date | died | And the end? | Et la fin? | | . <= today() and (${born} = '' or . >= ${born}) | | yes | | 3",
        "calculate | days | | | ${born} != '' | | int(decimal-date-time(${died}) - decimal-date-time(${born})) | | |",
        "integer | years | How many years? | Ans? | ${born_known} != 'yes' | . >= 0 and . < 121 | | yes | | 4",
        "calculate | age | | | | | if(${born_known} = 'yes', int(${days} div 365.25), coalesce(${years}, 0)) | | |",
        "calculate | adult | | | | | if(${age} >= 12, 1, 0) | | |",
        "calculate | baby | | | | | if(${age} < 1 and ${days} <= 28, 1, 0) | | |",
        "note | shown | ${age} years, **adult**: ${adult} | ${age} ans | ${age} != '' | | | | |",
        "end group | | | | | | | | |",
    ]
    for number in range(sections):
        rows += _symptoms(number)
    rows += [
        "acknowledge | over | That is all. | C'est tout. | | | | | |",
        "text | told | Tell it in your own words | Racontez | | string-length(.) < 5000 | | | multiline |",
    ]
    choices = (
        "list_name | name | label::English (en) | label::Français (fr)\n"
        "yn | yes | Yes | Oui\nyn | no | No | Non\nyn | dk | Does not know | Ne sait pas\n"
        "unit | d | Days | Jours\nunit | m | Months | Mois\n"
        "where | head | Head | Tête\nwhere | arm | Arm | Bras\nwhere | none | None of them | Aucun"
    )
    return form("\n".join(rows), choices, "form_title | form_id | version\nInterview | interview | 2026-11")


def _symptoms(number: int) -> list[str]:
    """A section for adults or for children; each symptom asks on about its time, place and kind."""
    s, group = f"s{number}", "${adult} = 1" if number % 2 else "${adult} = 0 or ${baby} = 1"
    rows = [f"begin group | g_{s} | Part {number} | Partie | {group} | | | | |"]
    for one in range((LONGEST_SECTION - 2) // 9):
        had = f"${{{s}_{one}}} = 'yes'"
        rows += [
            f"select_one yn | {s}_{one} | Sign {one}? | Signe {one}? | | | | yes | | i",
            f"begin group | {s}_{one}_more | | | {had} | | | | field-list |",
            f"select_one unit | {s}_{one}_unit | Days or months? | Jours? | {had} | | | yes | |",
            f"integer | {s}_{one}_long | How long? | Combien? | ${{{s}_{one}_unit}} != '' | "
            f"(. >= 0 and . <= 60) or . = 88 or . = 99 | | | |",
            f"calculate | {s}_{one}_days | | | | | if(${{{s}_{one}_unit}} = 'm', ${{{s}_{one}_long}} * 30, "
            f"${{{s}_{one}_long}}) | | |",
            f"select_multiple where | {s}_{one}_where | Where? | Où? | not(selected(${{{s}_{one}}}, 'no')) | "
            "not(selected(., 'none') and count-selected(.) > 1) | | yes | |",
            f"text | {s}_{one}_arm | Which arm? | Quel? | selected(${{{s}_{one}_where}}, 'arm') and "
            f"(${{{s}_{one}_days}} > 3 or count-selected(${{{s}_{one}_where}}) >= 2) | | | | |",
            "end group | | | | | | | | |",
            f"calculate | {s}_{one}_x | | | | | if(selected(${{{s}_{one}_where}}, 'head') or {had}, 1, 0) | | |",
        ]
    return [*rows, "end group | | | | | | | | |"]


FAMILIES = {
    "long interview": long_interview(),
    **{file.stem: file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.md"))},
}
