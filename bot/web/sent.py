"""What the page's forms send."""

from pydantic import BaseModel, ConfigDict, Field

from bot.messages import Attachment, Incoming
from bot.web.look import Colours, Look, Size

LONGEST_TEXT = 20_000
"""Characters of one message. Longer ones are refused with a kind word, never cut."""


class Sent(BaseModel):
    """One form of the page as the browser sends it. Words too many or fields unknown are refused whole."""

    model_config = ConfigDict(extra="forbid")

    form_id: str = Field(min_length=1, max_length=40)
    text: str | None = Field(default=None, max_length=LONGEST_TEXT)
    button: str | None = Field(default=None, max_length=200)
    picked: list[str] = Field(default_factory=list, max_length=500)
    start: bool = False

    def incoming(self, code: str, address: str) -> Incoming:
        """What this form says, as any channel would say it. Words beside boxes count, whatever sends them."""
        message_id = f"{address}:{self.form_id}"
        if self.start:
            return Incoming("web", address, message_id, start=code)
        sends_all = self.button is None or self.button.endswith(".done")
        ticked = self.picked if sends_all else []
        if self.button is None or (sends_all and (self.text or "").strip()):
            return Incoming("web", address, message_id, text=self.text or "", ticked=" ".join(ticked))
        return Incoming("web", address, message_id, button=" ".join([*ticked, self.button]))


def uploaded(address: str, form_id: str, kept: Attachment, said: str = "") -> Incoming:
    """A file that was sent and kept, as any channel would say it. `said`: its own name, and words in it."""
    return Incoming("web", address, f"{address}:{form_id}", text=said or None, attachment=kept)


class LookForm(BaseModel):
    """The form in which a person says how they want to read."""

    model_config = ConfigDict(extra="forbid")

    size: Size = "usual"
    colours: Colours = "usual"
    easy: bool = False
    aloud: bool = False

    def look(self) -> Look:
        return Look(self.size, self.colours, self.easy, self.aloud)
