"""What passes between a channel and the conversation: what arrived, and what to say.

A channel knows how to carry these; it knows nothing of questionnaires. The engine makes them; it knows
nothing of channels.
"""

from dataclasses import dataclass, replace
from typing import Literal, overload

from consultations.forms.question_types import Input

Channel = Literal["web", "telegram"]
Kind = Literal["note", "question", "reply", "notice"]
Command = Literal[
    "start",
    "stop",
    "help",
    "skip",
    "back",
    "done",
    "keep",
    "undo",
    "yes",
    "no",
    "another",
    "enough",
    "more",
    "menu",
    "mine",
    "change",
    "restart",
    "language",
    "meaning",
    "who",
    "about",
    "services",
    "supporter",
    "tell",
    "came",
    "newsletter",
    "data",
    "download",
    "withdraw",
    "delete",
    "sure",
    "not_sure",
]
"""What can be asked of the conversation at any time, as a button, with a slash, or in plain words."""
Role = Literal["answer"] | Command
Unsupported = Literal["photo", "video", "voice", "sticker", "contact", "file", "edit", "other"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, a sound or a file that a person sent and we keep: `stored` is its name in the file store.

    A channel makes one only after the file was checked, stripped of what it tells about its maker, and kept.
    """

    kind: Literal["image", "audio", "file"]
    stored: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Location:
    """Where a person says they are, in degrees (WGS 84), as exact as their telephone gives it."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a sound that belongs to a questionnaire: the version it belongs to, and its file name."""

    kind: Literal["image", "audio"]
    questionnaire: str
    name: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person sent: typed words or a pressed button, never both. `ticked` are the ids of the boxes
    that stood ticked beside the words. `location` is what a question may ask for where the Trust allows it;
    it goes no further where not.

    `address` is the channel's own name for the person (a chat id, a browser's token). `message_id` is unique
    within the channel and is what makes a repeated delivery harmless. `start` is the consultation that a link
    or a `/start` names; it opens or resumes that conversation. `unsupported` says that this is no answer: a
    kind of message we do not read, or an edit of an earlier one. Words that came with it (a caption, the
    words as edited) are in `text`: they are to be screened, but not taken as an answer. `edits` is the id of
    the earlier message that an edit changes. `album` is the id of the set of pictures that this is one of: a
    set is answered once. `problem` is the key of the sentence that says why a file was not taken. `caption`
    are the words that the person wrote under a file: kept beside it, while its name and what stands in it, in
    `text` too, are only screened.
    """

    channel: Channel
    address: str
    message_id: str
    text: str | None = None
    button: str | None = None
    start: str | None = None
    unsupported: Unsupported | None = None
    edits: str | None = None
    attachment: Attachment | None = None
    album: str | None = None
    problem: str = ""
    caption: str = ""
    ticked: str = ""
    location: Location | None = None

    @property
    def number(self) -> str:
        """The id of the message among those of this person: what may be kept, because no address is in it."""
        return self.message_id.removeprefix(f"{self.address}:")

    @property
    def original(self) -> str | None:
        """The `number` of the message that this edits."""
        return None if self.edits is None else self.edits.removeprefix(f"{self.address}:")

    def starting(self, code: str) -> "Incoming":
        """What starts `code`, in the place of this."""
        return Incoming(self.channel, self.address, self.message_id, start=code)


@dataclass(frozen=True, slots=True)
class Button:
    """A button: an opaque id of at most 64 bytes (Telegram's limit for callback data) and its words.

    `picture` shows what the words say, where the questionnaire has one; `symbol` is one of our own, a file in
    `static/pictures/`, in a language that speaks with pictures.
    """

    id: str
    label: str
    selected: bool = False
    role: Role = "answer"
    picture: Media | None = None
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a person, in plain text; each channel escapes or splits it as it must.

    `kind`: a *note* says something on the way, a *question* waits for an answer, a *reply* answers what was
    just sent ("that is not a number"), a *notice* comes unasked (what became of what you told us).
    `input` tells a channel with form fields which one fits a typed answer. `language` is the language of the
    words, for reading aloud and for the direction of the script. `media` are shown before the buttons.
    `private`: it repeats what may not lie open in the database. `decimals`: it is answered by where somebody
    is, of which so many decimals of a degree are kept; None for every other.
    """

    kind: Kind
    text: str
    buttons: tuple[Button, ...] = ()
    hint: str = ""
    progress: str = ""
    question: str | None = None
    input: Input = "none"
    language: str = ""
    media: tuple[Media, ...] = ()
    private: bool = False
    decimals: int | None = None


def storable(incoming: Incoming) -> Incoming:
    """`incoming` without what no database can keep: NUL characters, and halves of characters."""
    return replace(
        incoming,
        message_id=_clean(incoming.message_id),
        text=_clean(incoming.text),
        button=_clean(incoming.button),
        start=_clean(incoming.start),
    )


@overload
def _clean(text: str) -> str: ...
@overload
def _clean(text: None) -> None: ...
def _clean(text: str | None) -> str | None:
    if text is None:
        return None
    return text.replace("\0", "").encode("utf-8", "replace").decode()
