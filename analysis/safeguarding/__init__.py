"""Does what somebody wrote suggest that a person is not safe? Three outcomes, and the reason for each.

No feeling score has any part in this. Nothing leaves the machine. The real net is a person who reads all free
text within one working day: the screen only decides what is read at once.
"""

from analysis.safeguarding.outcome import CATEGORIES, Category, Outcome, Screen, Screened
from analysis.safeguarding.screening import capability, make_screen

__all__ = ["CATEGORIES", "Category", "Outcome", "Screen", "Screened", "capability", "make_screen"]
