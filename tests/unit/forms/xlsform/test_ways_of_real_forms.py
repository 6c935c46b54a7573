"""Forms built as large public ones are: read without a refusal, and answered to their end."""

import random

import pytest

from bot.messages import Message
from bot.rehearsal import Rehearsal
from consultations.forms.compiled import CompiledForm
from consultations.forms.xlsform import read_form
from tests.builders import surroundings
from tests.unit.forms.forms import form
from tests.unit.forms.public_families import FAMILIES

AGES = form(
    """
    type | name | label | relevant | constraint | constraint_message | calculation | required | appearance
    start | start | | | | | | |
    today | today | | | | | | |
    deviceid | deviceid | | | | | | |
    begin group | when | Dates | | | | | | field-list
    select_one yn | born_known | Is the day of birth known? | | | | | yes | horizontal
    date | born | When was it? | ${born_known} = 'yes' | . <= today() | No. | | yes |
    integer | years | How many years? | ${born_known} != 'yes' | . >= 0 and . < 120 | No. | | |
    calculate | days | | | | | int(decimal-date-time(${today}) - decimal-date-time(${born})) | |
    calculate | age | | | | | if(${born} != '', int(${days} div 365.25), coalesce(${years}, 0)) | |
    end group | | | | | | | |
    note | child | A child of ${age}. | ${age} < 12 and ../when/age >= 0 | | | | |
    begin group | more | | /data/when/age >= 12 or not(${born_known} = 'yes') | | | | |
    text | where | Where? | current()/../more = '' or true() | string-length(.) < 30 | Long. | | no | w1
    image | photo | Photo | | | | | yes |
    geopoint | gps | Where? | | | | | yes |
    end group | | | | | | | |
    calculate | all | | | | | concat(${where}, ${photo}, ${gps}, ${deviceid}, once(uuid())) | |
    """,
    "list_name | name | label\nyn | yes | Yes\nyn | no | No",
    "form_title | form_id | version | default_language\nAges | ages | 2 | English (en)",
)
HOUSEHOLD = form(
    """
    type | name | label | relevant | choice_filter | repeat_count | calculation | parameters | default
    integer | people | How many? | | | | | | 2
    begin_repeat | person | A person | | | ${people} | | |
    calculate | nr | | | | | position(..) | |
    text | nick | Nickname of ${nr}? | | | | | |
    select_one kind or_other | role | Who is it? | | | | | randomize=true |
    select_multiple kind | likes | Whom do they like? | | name != ${role} | | | |
    end_repeat | | | | | | | |
    calculate | first | | | | | indexed-repeat(${nick}, ${person}, 1) | |
    calculate | named | | | | | join(', ', ${nick}) | |
    select_one ${nick} | eldest | Who is eldest? | count(${person}) > 0 | | | | |
    begin repeat | pet | A pet | ${people} < 5 | | | | |
    range | age | How old? | | | | | start=0 end=20 step=2 |
    end repeat | | | | | | | |
    calculate | ages | | | | | sum(${age}) + max(${age}) | |
    note | done | ${named}, ${first}: ${ages} | | | | | |
    """,
    "list_name | name | label\nkind | child | Child\nkind | adult | Adult",
)
PLACES = form(
    """
    type | name | label | choice_filter | calculation | read_only | trigger | default
    select_one region | region | Region | | | | |
    select_one town | town | Town | region = ${region} | | | |
    select_one town | again | Again | region = ${region} and name = ${town} | | | |
    text | said | You said | | jr:choice-name(${town}, '${town}') | yes | |
    rank region | order | In order | | | | |
    time | at | At what time? | | | | | 12:00
    dateTime | moment | And when? | | | | | now()
    calculate | changed | | | now() | | ${town} |
    acknowledge | ok | Fine? | | | | |
    calculate | label | | | instance('town')/root/item[name = ${town}]/label | | |
    """,
    """
    list_name | name | label | region
    region | n | North |
    region | s | South |
    region | m | Middle |
    town | a | Aton | n
    town | b | Bton | n
    town | a | Aton in the South | s
    town | c | Cton | m
    """,
    "allow_choice_duplicates\nyes",
)
TYPED = {"number": "4", "decimal": "4.5", "date": "3/5/2015", "time": "15:30", "datetime": "3/5/2015 15:30"}


def answer(rehearsal: Rehearsal, asked: Message, chance: random.Random, *, again: bool) -> None:
    """Something that fits the question: a tap where there are buttons, else words of its kind. What is asked
    `again` would not have them, and is passed over where that can be."""
    buttons = {button.role: button for button in asked.buttons}
    answers = [button for button in asked.buttons if button.role == "answer" and not button.selected]
    if "done" in buttons and any(button.selected for button in asked.buttons):
        rehearsal.press(buttons["done"])
    elif answers:
        rehearsal.press(chance.choice(answers))
    elif "enough" in buttons:
        rehearsal.press(chance.choice([buttons["enough"], buttons["another"]]))
    elif again and "skip" in buttons:
        rehearsal.press(buttons["skip"])
    elif "yes" in buttons:
        rehearsal.press(buttons["yes"])
    elif "keep" in buttons:
        rehearsal.press(buttons["keep"])
    else:
        rehearsal.say(TYPED.get(asked.input, f"words {chance.randrange(99)}"))


FORMS = {"ages": AGES, "persons": HOUSEHOLD, "places": PLACES, **FAMILIES}
MOST_TURNS = 1000


@pytest.mark.parametrize("name", FORMS)
def test_it_is_read_without_an_error_and_answered_to_its_end(name):
    read = read_form(FORMS[name].encode(), "form.md")
    assert {fault.level for fault in read.findings} <= {"info", "warning"}

    form = CompiledForm(read.questionnaire)
    for seed in range(1 if name == "long interview" else 3):
        rehearsal = Rehearsal(form, surroundings())
        rehearsal.start()
        chance, turns, before = random.Random(seed), 0, None
        while rehearsal.session.status != "finished":
            same, before = rehearsal.session.current == before, rehearsal.session.current
            answer(rehearsal, rehearsal.asked, chance, again=same)
            turns += 1
            assert turns < MOST_TURNS, rehearsal.asked


def test_the_long_interview_is_long():
    read = read_form(FAMILIES["long interview"].encode(), "form.md").questionnaire
    assert max(one.row for one in read.questions()) > 500
