"""All numbers of one summary, entered in one `Publication` and closed: by key, what may be seen of each.

The keys: `PEOPLE`; (“consultation”, name); (“band”, question) with each answer; (“outcome”, code),
(“answers”, code); (“question”, id) and with it (“chosen” | “heard” | “theme”, id) for each cell, and (“heard
of” | “theme of”, code) for those of an outcome that has several questions in free words. Those of groups are
in `group_cells`.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.counting import UNLISTED, Answers, Listed, Question
from analysis.disclosure_control import Count, Key, Publication, Rule
from analysis.group_cells import FEELINGS, MOST_GROUPS, MOST_THEMES, GroupCells, Wholes
from analysis.taxonomy import OTHER

PEOPLE = "people"
NOT_SAID = "not_said"
ANOTHER_ANSWER = "another_answer"
UNREAD = ("empty", "not_english", "waiting")
HEARD = (*FEELINGS, *UNREAD)


@dataclass(frozen=True, slots=True)
class Protected:
    """What may be seen. `cells` names the cells of each table, in their order; `groups` and `themes` what
    each outcome is broken down by, which is nothing where it is not.
    """

    counts: Mapping[Key, Count]
    cells: Mapping[Key, Sequence[str]]
    groups: Sequence[str] = ()
    themes: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def table(self, key: Key) -> tuple[Count, ...]:
        return tuple(self.counts[key, name] for name in self.cells[key])


def protect(
    answers: Answers,
    listed: Listed,
    themes: Sequence[str],
    grouping: Sequence[str],
    rule: Rule,
    voices: str = "",
) -> Protected:
    """Count the people behind `answers`, and keep what may be seen of it.

    Consultations that fewer than the threshold took part in are in no other number than their own. `voices`
    names the question of `grouping` by whose answers outcomes are broken down.
    """
    entered = enter(answers, listed, themes, grouping, rule, voices)
    return Protected(entered.publication.close(), entered.cells, entered.groups, entered.spoken_of)


def enter(
    answers: Answers,
    listed: Listed,
    themes: Sequence[str],
    grouping: Sequence[str],
    rule: Rule,
    voices: str,
) -> "Entered":
    """As for `protect`, with the publication still open: raw numbers."""
    entering = Entered(answers, listed, themes, grouping, rule)
    entering.enter()
    if voices in grouping:
        entering.enter_voices(voices)
    return entering


def words_of(code: str, texts: Sequence[int]) -> Wholes:
    """Where the numbers of an outcome stand whose words are those of the questions `texts`."""
    if len(texts) == 1:
        return Wholes(("read", texts[0]), ("heard", texts[0]), ("theme", texts[0]))
    return Wholes(("read of", code), ("heard of", code), ("theme of", code))


class Entered:
    """Holds the raw counts while they are entered: for this module, and for `needs`, which enters more.

    `answers` are those that are in other numbers than that of their consultation.
    """

    def __init__(
        self, answers: Answers, listed: Listed, themes: Sequence[str], grouping: Sequence[str], rule: Rule
    ) -> None:
        self._took_part = {str(name): people for name, people in answers.people_by("consultation").items()}
        self._large = [name for name, people in self._took_part.items() if people >= rule.threshold]
        self.answers = answers.among(self._large)
        self._said = said = self.answers.without(grouping)
        self._listed, self._grouping, self._themes, self._rule = listed, grouping, themes, rule
        self._people = self.answers.rows_by_question()
        self._chosen = said.choices(listed)
        self._heard = {by: _joined(said.feelings(by), said.statuses(by)) for by in ("id", "outcome")}
        self._themed = {by: said.themes(by, themes, OTHER) for by in ("id", "outcome")}
        self.publication = Publication(rule)
        self.cells: dict[Key, Sequence[str]] = {}
        self._bands: dict[str, Mapping[str, int]] = {}
        self.groups: Sequence[str] = ()
        self.spoken_of: dict[str, Sequence[str]] = {}

    def enter(self) -> None:
        add = self.publication.add
        add(PEOPLE, self.answers.people())
        for name, people in self._took_part.items():
            add(("consultation", name), people)
        for one in self.answers.questions:
            add(("question", one.id), self._people[one.id], shown=one.name not in self._grouping)
        self._enter_consultations()
        for name in self._grouping:
            self._enter_group(name)
        self._enter_outcomes()

    def _enter_consultations(self) -> None:
        for name in self._large:
            asked = [("question", one.id) for one in self.answers.questions if one.consultation == name]
            self.publication.union(("consultation", name), asked)
        self.publication.union(PEOPLE, [("consultation", name) for name in self._large])

    def _enter_group(self, question: str) -> None:
        asked = [key for key in sorted(self._listed) if key[1] == question]
        given = self.answers.first_choice(question)
        listed = dict.fromkeys(name for key in asked for name in self._listed[key])
        cells = {name: given.pop(name, 0) for name in listed}
        cells |= {ANOTHER_ANSWER: sum(given.values())} if given else {}
        # “I do not want to say” may be a choice of its own: it is one row with those who passed over it.
        silent = self.answers.people() - sum(cells.values())
        cells[NOT_SAID] = cells.pop(NOT_SAID, 0) + silent
        self._bands[question] = cells
        self.publication.partition(PEOPLE, self._enter(("band", question), cells, self.answers.people()))
        for name in listed:
            self.publication.union((("band", question), name), self._wholly(name, asked))

    def _wholly(self, name: str, asked: Collection[tuple[str, str]]) -> list[Key]:
        """The consultations whose people are all of this group, for it is the only choice there."""
        wholly = [key[0] for key in asked if list(self._listed[key]) == [name]]
        return [("consultation", one) for one in wholly if one in self._large]

    def _enter_outcomes(self) -> None:
        people = self._said.people_by("outcome")
        for code in people:
            self._enter_outcome(
                str(code), people[code], [one for one in self._said.questions if one.outcome == code]
            )
        beside = [("question", one.id) for one in self.answers.questions if one.name in self._grouping]
        self.publication.union(PEOPLE, [*(("outcome", code) for code in people), *beside])

    def _enter_outcome(self, code: str, people: int, questions: Sequence[Question]) -> None:
        asked = [("question", one.id) for one in questions]
        self.publication.add(("outcome", code), people)
        self.publication.union(("outcome", code), asked)
        self.publication.add(("answers", code), sum(self._people[one.id] for one in questions))
        self.publication.partition(("answers", code), asked)
        for one in questions:
            self._enter_question(one)
        texts = [one.id for one in questions if one.type == "text"]
        if len(texts) > 1:
            self._enter_wholes(code, texts)

    def _enter_question(self, one: Question) -> None:
        base, key = self._people[one.id], ("question", one.id)
        if one.type == "text":
            self._enter_words(one.id, base)
        elif one.type in ("select_one", "select_multiple"):
            found = self._chosen.get(one.id, {})
            cells = {name: found.get(name, 0) for name in self._listed.get(one[1:3], ())}
            cells |= {ANOTHER_ANSWER: found[UNLISTED]} if UNLISTED in found else {}
            entered = self._enter(("chosen", one.id), cells, base)
            relate = self.publication.partition if one.type == "select_one" else self.publication.union
            relate(key, entered)

    def _enter_words(self, question: int, base: int) -> None:
        """Everybody who answered has one feeling or was not read; who was read is in a theme or more.

        Where all were read, a reader may well suppose so, also where that is not printed.
        """
        heard, themed = self._heard["id"].get(question, {}), self._themed["id"].get(question, {})
        self.publication.partition(
            ("question", question), self._enter(("heard", question), _of(heard, HEARD), base)
        )
        read = sum(heard.get(name, 0) for name in FEELINGS)
        self.publication.add(("read", question), read, shown=False)
        self.publication.partition(("read", question), [(("heard", question), name) for name in FEELINGS])
        self.publication.partition(("question", question), [("read", question)])
        entered = self._enter(("theme", question), _of(themed, self._themes), read)
        self.publication.union(("read", question), entered)

    def _enter_wholes(self, code: str, texts: Sequence[int]) -> None:
        """The people of an outcome in each feeling or theme, over several questions."""
        people, read = self._said.people_in(texts), self._said.read_in(texts)
        self.publication.add(("texts", code), people, shown=False)
        self.publication.add(("read of", code), read, shown=False)
        self.publication.union(("texts", code), [("question", text) for text in texts])
        self.publication.union(("read of", code), [("read", text) for text in texts])
        self.publication.partition(("texts", code), [("read of", code)])
        heard = _of(self._heard["outcome"].get(code, {}), HEARD)
        themed = _of(self._themed["outcome"].get(code, {}), self._themes)
        self.publication.union(("texts", code), self._enter(("heard of", code), heard, people))
        self.publication.union(("read of", code), self._enter(("theme of", code), themed, read))
        for kind, names in (("heard", HEARD), ("theme", self._themes)):
            for name in names:
                self.publication.union(((f"{kind} of", code), name), [((kind, text), name) for text in texts])

    def enter_voices(self, question: str) -> None:
        """What each group said, for every outcome that somebody wrote about."""
        names = self.cells["band", question]
        if not 3 <= len(names) <= MOST_GROUPS:  # two groups, and those who did not say
            return
        said = self.answers.by_group(question, names, ANOTHER_ANSWER, NOT_SAID)
        written = {name: one.without(self._grouping) for name, one in said.items()}
        cells = GroupCells(self.publication, written, ("band", question), self._bands[question], self._themes)
        self.groups = names
        for code in self._said.people_by("outcome"):
            texts = [one.id for one in self._said.questions if one.outcome == code and one.type == "text"]
            if texts:
                self.spoken_of[str(code)] = themes = self._most_spoken_of(code, texts)
                wholes = words_of(str(code), texts)
                cells.enter(str(code), names, themes, wholes, several=len(texts) > 1)

    def _most_spoken_of(self, code: Hashable, texts: Sequence[int]) -> list[str]:
        """Themes that enough people spoke of, by numbers as they are printed, in the order of the file."""
        by: tuple[str, Hashable] = ("outcome", code) if len(texts) > 1 else ("id", texts[0])
        found = self._themed[by[0]].get(by[1], {})
        known = [name for name in self._themes if name != OTHER]
        enough = [name for name in known if found.get(name, 0) >= self._rule.minimum_base]
        most = sorted(enough, key=lambda name: -self._rule.rounded(found[name]))[:MOST_THEMES]
        return [name for name in enough if name in most]

    def _enter(self, key: Key, cells: Mapping[str, int], base: int) -> list[Key]:
        """A table under `key`, of so many people: hidden where they are too few."""
        self.cells[key] = tuple(cells)
        return self.publication.add_all(key, cells.items(), shown=not 0 < base < self._rule.minimum_base)


def _of(found: Mapping[str, int], names: Collection[str]) -> dict[str, int]:
    return {name: found.get(name, 0) for name in names}


def _joined(
    felt: Mapping[Hashable, Mapping[str, int]], status: Mapping[Hashable, Mapping[str, int]]
) -> dict[Hashable, dict[str, int]]:
    """Feelings, and what was not read, as the cells of one table."""
    return {key: {**felt.get(key, {}), **status.get(key, {})} for key in {*felt, *status}}
