"""Reading again with another version: beside what counts, until somebody switches; and back."""

from collections import Counter

import pytest
from sqlalchemy import select

from analysis.readings import AnswerReader, Feeling
from analysis.rereading import compared, go_back, reread, switch
from consultations.errors import NotFound
from consultations.storage.database import Database
from consultations.storage.tables import reading, reading_theme
from tests.integration.test_pipeline import Trust


class Newer(AnswerReader):
    """A version that thinks well of everything."""

    def __init__(self, taxonomy):
        super().__init__(taxonomy)
        self.version += " newer"
        self.model = f"{self.version} themes-{taxonomy.digest}"

    def read(self, answers):
        from dataclasses import replace

        return [replace(one, label=Feeling.POSITIVE) for one in super().read(answers)]


def labels(trust: Trust) -> Counter[str]:
    with trust.database.read() as connection:
        return Counter(connection.execute(select(reading.c.label)).scalars())


@pytest.fixture
def read_once(database: Database) -> Trust:
    trust = Trust(database)
    about = trust.open()
    trust.say(about, 4, better="The buses are horrible")
    trust.say(about, 3, better="I love the bus")
    trust.read()
    return trust


def test_a_new_version_changes_nothing_that_was_read_until_it_is_switched_on(read_once):
    trust = read_once
    trust.read(make_reader=Newer)
    assert labels(trust) == {"needs change": 4, "positive": 3}
    assert reread(trust.database, trust.clock, Newer, batch=2) == 7
    assert reread(trust.database, trust.clock, Newer) == 0, "nothing is read twice"
    found = compared(trust.database)
    assert found.labels == {("needs change", "positive"): 4, ("positive", "positive"): 3}
    assert (found.changed, found.examples[0]) == (4, ("The buses are horrible", "needs change", "positive"))
    assert labels(trust) == {"needs change": 4, "positive": 3}
    assert switch(trust.database, trust.clock) == 7
    trust.read(make_reader=Newer)
    assert labels(trust) == {"positive": 7}
    assert trust.count(reading_theme) == 7


def test_after_a_switch_one_can_go_back_and_forth_again(read_once):
    trust = read_once
    with pytest.raises(NotFound):
        go_back(trust.database, trust.clock)
    reread(trust.database, trust.clock, Newer)
    switch(trust.database, trust.clock)
    assert go_back(trust.database, trust.clock) == 7
    trust.read(make_reader=Newer)
    assert labels(trust) == {"needs change": 4, "positive": 3}
    assert go_back(trust.database, trust.clock) == 7
    assert labels(trust) == {"positive": 7}


def test_what_changes_between_reading_beside_and_switching_is_read_in_its_new_words(read_once):
    trust = read_once
    reread(trust.database, trust.clock, Newer)
    trust.change(1, "better", value="Fewer horrible stops")
    late = trust.say(trust.open("d"), 1, **{"else": "It is bad"})
    trust.read(make_reader=Newer)
    switch(trust.database, trust.clock)
    assert trust.read(make_reader=Newer).kept == 0
    assert (len(late), labels(trust)) == (1, {"positive": 8})


def test_without_a_reading_beside_there_is_nothing_to_switch_to(read_once):
    assert compared(read_once.database) is None
    with pytest.raises(NotFound):
        switch(read_once.database, read_once.clock)


def test_the_command_shows_what_would_change_and_switches(read_once, monkeypatch):
    from click.testing import CliRunner

    from together.commands import analysis as command

    monkeypatch.setattr(command.rereading.reread, "__defaults__", (Newer, 500))
    monkeypatch.setattr(command, "load", lambda: None)
    monkeypatch.setattr(command, "open_database", lambda _: Open(read_once.database))
    shown = CliRunner().invoke(command.analysis, ["rerun"]).output
    assert "4 of 7 answers would get another label." in shown
    assert "needs change → positive: The buses are horrible" in shown
    assert labels(read_once) == {"needs change": 4, "positive": 3}
    assert "Switched: 7" in CliRunner().invoke(command.analysis, ["rerun", "--switch"]).output
    assert labels(read_once) == {"positive": 7}
    assert "Went back: 7" in CliRunner().invoke(command.analysis, ["rerun", "--back"]).output
    assert labels(read_once) == {"needs change": 4, "positive": 3}


class Open:
    """The test's database, which the command may not close."""

    def __init__(self, database):
        self.database = database

    def __getattr__(self, name):
        return getattr(self.database, name)

    def close(self):
        pass
