"""XLSForm: questionnaires as officers write them, in a spreadsheet, read into a `Questionnaire`."""

from consultations.forms.xlsform.allowed import NOTHING_MORE, Allowed
from consultations.forms.xlsform.reader import FormFile, read_form

__all__ = ["NOTHING_MORE", "Allowed", "FormFile", "read_form"]
