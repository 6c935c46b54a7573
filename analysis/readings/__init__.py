"""Answers read: feeling, kind and themes, with every signal beside them. See docs/analysis.md."""

from analysis.readings.choosing import best_reader
from analysis.readings.reader import AnswerReader, Learned, Opinion, Weighed, read_answer
from analysis.readings.reading import Asked, Assessed, Feeling, Kind, Reading, Signals
from consultations.forms.frames import Frame, framed

__all__ = [
    "AnswerReader",
    "Asked",
    "Assessed",
    "Feeling",
    "Frame",
    "Kind",
    "Learned",
    "Opinion",
    "Reading",
    "Signals",
    "Weighed",
    "best_reader",
    "framed",
    "read_answer",
]
