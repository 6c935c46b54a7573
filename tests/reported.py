"""A record that fills every report: people, asks, an outcome rich in figures, and what an officer wrote."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from admin_api.reports import record_of, report
from admin_api.reports.document import Document
from admin_api.reports.record import Record
from consultations.ledger import Entry, Kind
from consultations.plan import Indicator, Plan, read_plan
from consultations.storage.database import Database
from consultations.storage.ledger import CurveNotes
from tests.heard_site import BUSES, PLAN, HeardSite

RICH, CROWDED = 4, 14
"""Figures that an outcome gets beside its own indicators."""
GRADES = "HAL1.I7"
LONG_AGO = date(2020, 4, 1), date(2021, 4, 1)
SENTENCE = "Every word of this was written by somebody who had much to say. "


def recorded(database: Database, folder: Path) -> Record:
    """Fifty people, a refusal with its reason, a promise with its day, and CE2 with the figures of others."""
    site = HeardSite(database, folder)
    site.consult()
    site.answer(30)
    site.answer(20, age_band="10-14", safe="no", better=BUSES)
    refused, promised = site.promote(), site.promote("buses", "A later bus")
    site.decide(refused, "cant", "the road is not ours.")
    site.publish(refused)
    site.decide(promised, "will_do", "run a bus at ten.")
    site.publish(promised)
    with database.write() as connection:
        plan, now = "CE-2022", site.clock()
        note = CurveNotes(connection).write
        note(plan, GRADES, "story", "Mentors came to every school.", "", "officer", "A. Nobody", now)
        note(plan, GRADES, "difference", "A breakfast club", "Schools", "officer", "A. Nobody", now)
    with database.read() as connection:
        record = record_of(connection, None, site.parts.rule, now, by_group=True)
    return replace(record, plan=figured(record.plan, ["CE2"], RICH))


def made(name: str, record: Record) -> Document:
    return report(name, record, "CE2" if name == "spotlight" else "")


def figures(most: int) -> list[Indicator]:
    """Indicators of other plans that have figures, those with several curves first."""
    plans = [plan for plan in read_plan(PLAN.parent).plans if plan.code in ("HAL-2009", "THR-2016")]
    every = [one for plan in plans for outcome in plan.outcomes for one in outcome.indicators]
    known = [one for one in every if one.series or one.has_number]
    return sorted(known, key=lambda one: (one.code != GRADES, -len(one.series)))[:most]


def figured(plan: Plan, codes: list[str], most: int) -> Plan:
    """The plan with many figures in the outcomes called `codes`, beside their own indicators."""
    more = tuple(figures(most))
    return replace(
        plan,
        outcomes=tuple(
            replace(one, indicators=(*more, *one.indicators)) if one.code in codes else one
            for one in plan.outcomes
        ),
    )


def crowded(record: Record) -> Record:
    """As much as can be in every outcome: figures, asks with long titles and answers, late promises."""
    codes = [one.code for one in record.plan.outcomes]
    asks = [
        replace(one, what_happens=SENTENCE * 15, ask=replace(one.ask, outcome_code=code, title=SENTENCE * 2))
        for code in codes
        for one in record.asks * 4
    ]
    late = [
        Entry(Kind.ACTION, f"{code}.{number}", SENTENCE * 5, "A partnership", *LONG_AGO, outcome=code)
        for code in codes
        for number in range(9)
    ]
    heard = record.heard("CE2")
    summary = replace(record.board.summary, outcomes=tuple(replace(heard, code=code) for code in codes))
    return replace(
        record,
        plan=figured(record.plan, codes, CROWDED),
        board=replace(record.board, summary=summary),
        asks=tuple(asks),
        entries=tuple(late),
    )
