"""What the page and the bot say to each other over the websocket, as JSON objects with a `kind`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from lessons.curriculum import Language

LARGEST_MESSAGE = 3 * 1024 * 1024
"""Bytes of one message from the page. Larger than any code that is graded, so that the tutor
can say "too large" in its own words; a notebook of 2 MiB fits as well, in base64."""

MessageId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,48}$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]


class _FromPage(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hello(_FromPage):
    """A page has opened, or has another learner in front of it; unnamed at the first visit."""

    kind: Literal["hello"] = "hello"
    learner: Name | None
    locale: str = Field(max_length=20)


class MessageSent(_FromPage):
    """What a learner typed or pasted. The page makes `id`, and may send the same one again."""

    kind: Literal["say"] = "say"
    id: MessageId
    text: str


class ButtonPressed(_FromPage):
    """A button pressed, or a form sent with `text` in it."""

    kind: Literal["press"] = "press"
    id: MessageId
    action: str = Field(max_length=100)
    label: str = Field(max_length=75)
    text: str = ""


class LanguageChosen(_FromPage):
    """Another language chosen in the page's header."""

    kind: Literal["speak"] = "speak"
    id: MessageId
    language: Language


class CodeFile(_FromPage):
    """The code that was found in a file or in a pasted notebook, as it is kept."""

    kind: Literal["file"] = "file"
    id: MessageId
    name: str = Field(max_length=255)
    text: str


class Upload(_FromPage):
    """A file that was dropped on the page or chosen there; what is kept of it is its code."""

    kind: Literal["upload"] = "upload"
    id: MessageId
    name: str = Field(max_length=255)
    content: Base64Bytes


class Complete(_FromPage):
    """How could a command's argument go on? `turn` comes back with the answer."""

    kind: Literal["complete"] = "complete"
    request_id: int
    command: str = Field(max_length=40)
    prefix: str = Field(max_length=200)


LearnerMessage = MessageSent | ButtonPressed | LanguageChosen | CodeFile
"""What is kept in the history as a learner's line, and answered by the tutor."""

LEARNER_MESSAGE: TypeAdapter[LearnerMessage] = TypeAdapter(
    Annotated[LearnerMessage, Field(discriminator="kind")]
)
FROM_PAGE: TypeAdapter[Hello | Complete | Upload | MessageSent | ButtonPressed | LanguageChosen] = (
    TypeAdapter(
        Annotated[
            Hello | Complete | Upload | MessageSent | ButtonPressed | LanguageChosen,
            Field(discriminator="kind"),
        ]
    )
)


class _ToPage(BaseModel):
    model_config = ConfigDict(frozen=True)


class Message(_ToPage):
    """One message of the log; the same `id` again means: draw it anew in its place."""

    kind: Literal["message"] = "message"
    id: str
    author: Literal["learner", "tutor"]
    language: Language  # in which it is written, whatever the page speaks now
    html: str
    pending: bool = False


class Command(_ToPage):
    """A command that the page offers; `argument` is a hint, or empty where it takes none."""

    name: str
    argument: str
    description: str


class Example(_ToPage):
    """Something to begin with: a click on `label` sends `text`."""

    label: str
    text: str


class Welcome(_ToPage):
    """Everything a page needs to draw itself, at the start and after every reconnection."""

    kind: Literal["welcome"] = "welcome"
    name: str
    language: Language
    words: dict[str, str]
    commands: tuple[Command, ...]
    examples: tuple[Example, ...]
    messages: tuple[Message, ...]


class NameRefused(_ToPage):
    """The name in `Hello` cannot be a learner's; the page has to ask for another one."""

    kind: Literal["name-refused"] = "name-refused"
    text: str


class Received(_ToPage):
    """The message of that id is kept; the page need not send it again."""

    kind: Literal["received"] = "received"
    id: str


class Completions(_ToPage):
    """Answers `Complete`; a page drops it when it has asked for a later `turn` since."""

    kind: Literal["completions"] = "completions"
    request_id: int
    choices: tuple[str, ...]


class Problem(_ToPage):
    """What the page sent could not be read, or not be kept; `id` says which message, if known."""

    kind: Literal["problem"] = "problem"
    text: str
    id: str | None = None


ToPage = Message | Welcome | NameRefused | Received | Completions | Problem
