"""Questions answered by sending something: a picture, a sound, a file. Stored as its name in the file store.

They are asked only where the Trust has switched them on; the reader of the form leaves them out elsewhere.
"""

from collections.abc import Sequence
from typing import ClassVar

from consultations.forms.question_types.base import Accepted, Attached, Input, Problem, QuestionType, Reading
from consultations.forms.questionnaire import Choice, Question


class AttachmentQuestion(QuestionType):
    """What image, audio and file share: words are no answer."""

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        return Problem(f"send_{self.name}")

    def attach(self, kind: Attached, stored: str) -> Reading:
        return Accepted(stored) if kind == self.attachment else Problem(f"send_{self.name}")


class Image(AttachmentQuestion):
    """A picture."""

    name = "image"
    input: ClassVar[Input] = "image"
    attachment: ClassVar[Attached] = "image"


class Audio(AttachmentQuestion):
    """A sound: a voice message, mostly."""

    name = "audio"
    input: ClassVar[Input] = "audio"
    attachment: ClassVar[Attached] = "audio"


class File(AttachmentQuestion):
    """Anything that can be sent; a picture and a sound are files too."""

    name = "file"
    input: ClassVar[Input] = "file"
    attachment: ClassVar[Attached] = "file"

    def attach(self, kind: Attached, stored: str) -> Reading:
        return Accepted(stored)
