"""The command line, as an officer and an administrator use it."""

import json
import socket
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consultations.forms.standing import SUCCESS
from consultations.launching import Intent
from consultations.storage.consultations import Consultations
from consultations.storage.equality import EqualityAsked
from tests.fake_bot_api import FakeBotApi
from tests.launched import launched
from together.__main__ import cli
from together.opening import open_database

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
PLANS = EXAMPLES / "plans"
FORM = EXAMPLES / "questionnaires" / "feeling-safe.xlsx"
THEMES = EXAMPLES / "themes" / "cheshire-east-2022.yaml"

POSTER = ("poster-en.html", "web.svg", "web.png", "telegram.svg", "telegram.png")


@pytest.fixture(autouse=True)
def own_database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOGETHER_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("TOGETHER_DATA_FOLDER", str(tmp_path))


def together(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_a_plan_is_imported_once() -> None:
    first, again = together("plan", "import", PLANS), together("plan", "import", PLANS)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "7" in first.output
    assert "unchanged" in again.stdout
    assert together("plan", "list").stdout.startswith("CE-2022\tdraft\t")


def test_a_bad_plan_lists_its_faults_and_changes_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("code: X\ntitle: A plan\noutcomes:\n  - code: X1\n  - code: X1\n")
    result = together("plan", "import", bad)
    assert result.exit_code == 1
    assert "bad.yaml, line 5" in result.stderr
    assert together("plan", "list").stdout == ""


def test_a_consultation_is_opened_listed_and_closed() -> None:
    together("plan", "import", PLANS)
    opened = together("consultation", "open", FORM, "--code", "safe", "--plan", "CE-2022", "--themes", THEMES)
    assert (opened.exit_code, opened.stdout) == (0, "safe is open. Its chat: /chat/safe\n")
    twice = together("consultation", "open", FORM, "--code", "safe", "--plan", "CE-2022")
    assert (twice.exit_code, "already" in twice.stderr) == (1, True)
    assert together("consultation", "list").stdout == "safe\topen\tnobody yet\tFeeling safe\n"
    assert together("consultation", "close", "safe").stdout == "safe is closed.\n"
    assert together("consultation", "list").stdout.startswith("safe\tclosed")


def revised(tmp_path: Path, type_: str = "text") -> Path:
    """Another version of the questionnaire, in one question."""
    file = tmp_path / "second.md"
    file.write_text(f"| survey |\n| | type | name | label |\n| | {type_} | more | Anything more? |\n")
    return file


def test_a_consultation_lives_through_versions_and_an_end(tmp_path: Path) -> None:
    together("plan", "import", PLANS)
    words = ("consultation", "open", FORM, "--code", "safe", "--plan", "CE-2022", "--remind-after", "3d")
    assert together(*words).exit_code == 0
    assert together("consultation", "set", "safe").stdout == "safe reminds after 3 days.\n"
    changed = together("consultation", "set", "safe", "--no-reminder", "--next", "We read it all.")
    assert changed.stdout == "safe reminds nobody.\nWhat happens next: We read it all.\n"
    updated = together("consultation", "update", "safe", revised(tmp_path))
    assert updated.stdout == "safe asks version 2 of its questionnaire from now on.\n"
    refused = together("consultation", "update", "safe", revised(tmp_path, "integer"))
    assert refused.exit_code == 1
    assert "second.md, sheet “survey”, row" in refused.stderr, refused.stderr
    closed = together("consultation", "close", "safe", "--next-on", "2027-03-01")
    assert (closed.stdout, closed.stderr) == ("safe is closed.\n", "")
    assert together("consultation", "reopen", "safe").stdout.startswith("safe is open again.")
    assert together("consultation", "set", "safe", "--remind-after", "12h").stdout == (
        "safe reminds after 12 hours.\nWhat happens next: We read it all.\n"
        "People will hear more by 2027-03-01.\n"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [("soon", "Write it like 12h, 3d or 2w"), ("0h", "one hour at the soonest"), ("14w", "90 days")],
)
def test_a_reminder_at_no_sensible_time_is_refused(given: str, said: str) -> None:
    together("plan", "import", PLANS)
    words = ("consultation", "open", FORM, "--code", "safe", "--plan", "CE-2022", "--remind-after", given)
    result = together(*words)
    assert result.exit_code != 0
    assert said in result.stderr
    assert together("consultation", "list").stdout == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["consultation", "open", FORM, "--code", "c" * 59, "--plan", "CE-2022"], "at most 58"),
        (["consultation", "update", "nowhere", FORM], "no consultation"),
        (["consultation", "reopen", "nowhere"], "no consultation"),
        (["consultation", "set", "nowhere", "--no-reminder"], "no consultation"),
        (["consultation", "open", FORM, "--code", "safe", "--plan", "none"], "no plan"),
        (
            ["consultation", "open", FORM, "--code", "not safe!", "--plan", "CE-2022"],
            "cannot stand in a link",
        ),
        (["consultation", "open", THEMES, "--code", "safe", "--plan", "CE-2022"], "plain text"),
        (["consultation", "close", "nowhere"], "no consultation"),
        (["ask", "answers", "7"], "no ask 7"),
        (["form", "check", FORM, "--plan", "none"], "no plan"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(words: list[object], said: str) -> None:
    together("plan", "import", PLANS)
    result = together(*words)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_form_is_checked() -> None:
    together("plan", "import", PLANS)
    good = together("form", "check", FORM, "--plan", "CE-2022")
    assert (good.exit_code, good.stdout) == (0, "feeling-safe.xlsx: 0 to mend, 0 to look at.\n")


def test_the_faults_of_a_form_are_data_too(tmp_path: Path) -> None:
    form = tmp_path / "form.md"
    form.write_text("| survey |\n| | type | name | label |\n| | txt | a | A? |\n| | text | b b | B? |\n")
    result = together("form", "check", form, "--json")
    findings = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(one["line"], one["column"]) for one in findings if one["level"] == "error"] == [
        (3, "type"),
        (4, "name"),
    ]


def test_a_choice_that_is_a_command_when_typed_is_a_finding_of_its_row(tmp_path: Path) -> None:
    form = tmp_path / "form.md"
    form.write_text(
        "| survey |\n| | type | name | label | relevant |\n| | select_one x | q | What now? |\n"
        "| | integer | n | How many? | q = 'a' |\n| choices |\n| | list_name | name | label |\n"
        "| | x | a | Stop |\n| | x | b | Go on |\n"
    )
    refused = together("form", "check", form)
    assert refused.exit_code == 1
    assert "line 4, sheet “survey”, column “relevant”, character 1" in refused.stdout

    form.write_text(form.read_text().replace("q = 'a'", "${q} = 'a'"))
    warned = together("form", "check", form)
    assert (warned.exit_code, "0 to mend, 1 to look at" in warned.stdout) == (0, True)
    assert (
        "line 7, sheet “choices”, column “label”: Somebody who types “Stop” stops the chat" in warned.stdout
    )


def test_a_script_is_played_line_by_line(tmp_path: Path) -> None:
    form, script = tmp_path / "form.md", tmp_path / "script.jsonl"
    form.write_text(
        "| survey |\n| | type | name | label | relevant |\n| | integer | age | Age? | |\n"
        "| | select_multiple p | where | Where? | |\n| | text | why | Why? | ${age} > 10 |\n"
        "| choices |\n| | list_name | name | label |\n| | p | park | Park |\n| | p | bus | Bus |\n"
    )
    lines = [
        {"question": "age", "answer": 9},
        {"question": "where", "answer": "bus park"},
        {"question": "why", "answer": "x"},
        {"say": "back"},
        "nonsense",
    ]
    script.write_text("\n".join(json.dumps(line) for line in lines))
    result = together("form", "chat", form, "--answers", script)
    printed = [json.loads(line) for line in result.stdout.splitlines()]
    events = [(one["event"], one.get("value")) for one in printed if "event" in one]
    assert events == [
        ("started", None),
        ("answered", "9"),
        ("answered", "park bus"),
        ("finished", None),
        ("back", None),
    ]
    assert "line 3: “why” is not asked here" in result.stderr
    assert "line 5: not understood" in result.stderr
    assert result.exit_code == 1


def test_a_chat_in_the_terminal(tmp_path: Path) -> None:
    form = tmp_path / "form.md"
    form.write_text("| survey |\n| | type | name | label |\n| | integer | age | How old are you? |\n")
    result = CliRunner().invoke(cli, ["form", "chat", str(form)], input="old\n9\n")
    assert "How old are you?  (1 of about 1)" in result.stdout
    assert "Please type a number" in result.stdout
    assert "That is everything" in result.stdout


def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOGETHER_PORT", "eighty")
    monkeypatch.setenv("TOGETHER_TIME_ZONE", "Crewe")
    monkeypatch.setenv("TOGETHER_REMINDER_HOURS", "02:00-04:00")
    monkeypatch.setenv("TOGETHER_SCHOOL_HOLIDAYS", "Easter")
    result = together("serve")
    assert result.exit_code == 1
    assert "TOGETHER_PORT" in result.stderr
    assert "TOGETHER_TIME_ZONE" in result.stderr
    assert "nobody is reminded at night" in result.stderr
    assert "“Easter” names no days" in result.stderr


def test_a_taken_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = together("serve", "--port", taken.getsockname()[1])
    assert (result.exit_code, "--port" in result.stderr) == (1, True)


def test_the_version_is_said() -> None:
    assert together("--version").exit_code == 0


def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOGETHER_PUBLIC_URL", "https://say.example.org")
    together("plan", "import", PLANS)
    together("consultation", "open", FORM, "--code", "safe", "--plan", "CE-2022")


def test_a_poster_is_written_with_its_codes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened(monkeypatch)
    result = together(
        "consultation", "poster", "safe", "--bot", "@example_bot", "--folder", tmp_path / "wall"
    )
    files = [tmp_path / "wall" / name for name in POSTER]
    assert result.stdout.split() == [str(file) for file in files]
    page = files[0].read_text()
    assert "say.example.org/chat/safe" in page
    assert "t.me/example_bot?start=safe" in page
    assert files[1].read_bytes().startswith(b"<svg xmlns=")
    assert files[2].read_bytes().startswith(b"\x89PNG")


def test_telegram_is_asked_for_the_name_of_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    opened(monkeypatch)
    with FakeBotApi() as fake:
        monkeypatch.setenv("TOGETHER_TELEGRAM_TOKEN", fake.token)
        monkeypatch.setenv("TOGETHER_TELEGRAM_BASE_URL", fake.url)
        asked = together("consultation", "poster", "safe")
        assert "t.me/together_test_bot?start=safe" in Path(asked.stdout.split()[0]).read_text()
        fake.fails(502, method="getMe", calls=9)
        refused = together("consultation", "poster", "safe")
        assert (refused.exit_code, "--no-telegram" in refused.stderr) == (1, True)
        assert fake.token not in refused.output
        alone = together("consultation", "poster", "safe", "--no-telegram", "--language", "pl")
        assert [Path(file).name for file in alone.stdout.split()] == ["poster-pl.html", "web.svg", "web.png"]


def test_a_poster_offers_only_what_was_chosen_at_the_launch(monkeypatch: pytest.MonkeyPatch) -> None:
    opened(monkeypatch)
    launched(open_database(), Intent(channels=("web",), languages=("pl",)))
    refused = together("consultation", "poster", "lamps")
    assert (refused.exit_code, "Choose one of: pl." in refused.stderr) == (1, True)
    written = together("consultation", "poster", "lamps", "--language", "pl", "--bot", "@example_bot")
    assert [Path(file).name for file in written.stdout.split()] == ["poster-pl.html", "web.svg", "web.png"]


def test_a_poster_that_would_lead_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    opened(monkeypatch)
    assert "Choose one of" in together("consultation", "poster", "safe", "--language", "tlh").stderr
    together("consultation", "close", "safe")
    assert "is closed" in together("consultation", "poster", "safe").stderr
    together("consultation", "reopen", "safe")
    monkeypatch.delenv("TOGETHER_PUBLIC_URL")
    assert "TOGETHER_PUBLIC_URL" in together("consultation", "poster", "safe").stderr


def test_two_questions_about_a_service_are_opened_with_their_qr_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("feedback", "open", "club", "--title", "Holiday club", "--outcome", "CE2", "--before-after")
    assert "no plan yet" in together(*words).stderr
    together("plan", "import", PLANS)
    nowhere = together(*words[:2], "other", *words[3:], "--qr", tmp_path / "qr")
    assert "Set TOGETHER_PUBLIC_URL" in nowhere.stderr
    monkeypatch.setenv("TOGETHER_PUBLIC_URL", "https://together.example")
    opened = together(*words, "--plan", "CE-2022", "--qr", tmp_path / "qr")
    assert opened.stdout.splitlines()[::2] == [
        "club-before is open. Its chat: https://together.example/chat/club-before",
        "club-after is open. Its chat: https://together.example/chat/club-after",
    ]
    assert "<svg" in (tmp_path / "qr" / "club-after.svg").read_text(encoding="utf-8")
    assert together("feedback", "list").stdout.startswith("club-after\topen\t0 finished\tHoliday club\n")
    assert together("consultation", "list").stdout == ""
    assert together("feedback", "waiting").stdout == "0 waiting, 0 overdue\n"
    refused = together("feedback", "open", "third", "--title", "T", "--outcome", "XX")
    assert (refused.exit_code, "no outcome called XX" in refused.stderr) == (1, True)


def test_letters_are_made_and_parents_opt_out_or_the_wrong_file_is_named_line_by_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened(monkeypatch)
    codes = together("letters", "make", "safe", "--count", 2).stdout.split()
    assert len(set(codes)) == 2
    answers = tmp_path / "no.txt"
    answers.write_text(f"{codes[0]}\n")
    assert "1 codes let nobody in any more." in together("letters", "opt-out", answers).stdout
    answers.write_bytes(b"\xff\xfe\n" + codes[1].encode())
    refused = together("letters", "opt-out", answers)
    assert refused.exit_code == 1
    assert "row 1" in refused.output


def test_equality_questions_are_chosen_at_launch_and_changed_later() -> None:
    together("plan", "import", PLANS)
    words = ("consultation", "open", FORM, "--plan", "CE-2022", "--code")
    unknown = together(*words, "safe", "--equality", "sex,shoe_size")
    assert unknown.exit_code == 1
    assert "no equality question called shoe_size" in unknown.stderr
    assert together("consultation", "list").stdout == "", "nothing was opened"
    assert together(*words, "none").exit_code == 0
    assert (
        together(*words, "safe", "--equality", "sex, religion", "--equality-under-13", "sex").exit_code == 0
    )
    assert chosen() == {("safe", "sex", True), ("safe", "religion", False)}
    assert together("consultation", "set", "safe", "--remind-after", "3d").exit_code == 0
    assert len(chosen()) == 2, "what is not named stays"
    assert together("consultation", "set", "safe", "--equality", "").exit_code == 0
    assert chosen() == set()


def chosen() -> set[tuple[str, str, bool]]:
    with closing(open_database()) as database, database.read() as connection:
        consultations = Consultations(connection).all()
        asked = EqualityAsked(connection)
        return {
            (one.code, each.question, each.under_13) for one in consultations for each in asked.of(one.id)
        }


@pytest.mark.parametrize("name", ["halton.yaml", "halton.xlsx", "halton"])
def test_a_plan_is_exported_and_imported_again_unchanged(name: str, tmp_path: Path) -> None:
    together("plan", "import", PLANS)
    written = together("plan", "export", "HAL-2009", "-o", tmp_path / name)
    again = together("plan", "import", tmp_path / name)
    assert (written.exit_code, again.exit_code) == (0, 0)
    assert "unchanged" in again.stdout


def test_a_plan_is_not_written_as_a_kind_of_file_that_cannot_be_read_again(tmp_path: Path) -> None:
    together("plan", "import", PLANS)
    refused = together("plan", "export", "HAL-2009", "-o", tmp_path / "halton.pdf")
    assert (refused.exit_code, ".xlsx" in refused.stderr) == (1, True)


def test_one_plan_is_laid_beside_the_next() -> None:
    together("plan", "import", PLANS)
    compared = together("plan", "compare", "WC-2011", "WCT-2020")
    lines = [line.split("\t") for line in compared.stdout.splitlines()]
    assert lines[1][:4] == ["changed", "outcome", "WC2", "WCT5"]
    assert "dropped" in compared.stderr
    assert together("plan", "compare", "WC-2011", "none").exit_code == 1


def asked(code: str) -> list[str]:
    with open_database().read() as connection:
        kept = Consultations(connection)
        return [one.name for one in kept.questionnaire(kept.get(code).questionnaire_id).questions()]


def test_a_consultation_ends_with_the_questions_of_success_unless_an_officer_says_otherwise() -> None:
    together("plan", "import", PLANS)
    words = ("consultation", "open", FORM, "--plan", "CE-2022", "--code")
    assert together(*words, "safe").exit_code == 0
    assert together(*words, "plain", "--no-success").exit_code == 0
    assert asked("safe")[-4:] == list(SUCCESS)
    assert set(SUCCESS).isdisjoint(asked("plain"))
    again = together("consultation", "update", "safe", FORM)
    assert "asks this very questionnaire already" in again.stderr, "a new file keeps the four"


def test_the_ledger_of_promises_is_listed_what_is_late_first() -> None:
    together("plan", "import", PLANS)
    listed = together("promise", "list", "--plan", "HAL-2009", "--late")
    first = listed.stdout.splitlines()[0].split("\t")
    assert (first[0], first[3], first[4]) == ("late", "2009-07-31", "HAL.PR1")
    assert "Joint Intelligence and Commissioning Unit" in listed.stderr
    assert together("promise", "list").stdout.startswith("late\t")
