"""The messages between page and bot over the websocket: JSON objects with a `kind`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from lessons.curriculum import Language

LARGEST_MESSAGE = 3 * 1024 * 1024
"""Bytes of one message from the page. It is larger than any code that is graded, so that the tutor
can reply that code is too large; a notebook of 2 MiB in base64 fits as well."""

MessageId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,48}$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]


class _FromPage(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hello(_FromPage):
    """A page has connected, or its learner has changed; `learner` is None without a name."""

    kind: Literal["hello"] = "hello"
    learner: Name | None
    locale: str = Field(max_length=20)
    zone: str = Field(default="", max_length=64)  # of the browser, by its IANA name


class MessageSent(_FromPage):
    """What a learner typed or pasted. The page creates `id`, and may send a message again."""

    kind: Literal["say"] = "say"
    id: MessageId
    text: str


class ButtonPressed(_FromPage):
    """A button was pressed, or a form with `text` was submitted.

    `message` is the message with the button, where the reply may take its place.
    """

    kind: Literal["press"] = "press"
    id: MessageId
    action: str = Field(max_length=100)
    label: str = Field(max_length=75)
    text: str = ""
    message: str = Field(default="", max_length=100)


class LanguageChosen(_FromPage):
    """A language was chosen in the page's header."""

    kind: Literal["speak"] = "speak"
    id: MessageId
    language: Language


class CodeFile(_FromPage):
    """The code from an uploaded file or a pasted notebook; only stored, never sent by a page."""

    kind: Literal["file"] = "file"
    id: MessageId
    name: str = Field(max_length=255)
    text: str
    repairs: tuple[str, ...] = ()  # what was assumed or repaired when the file was read


class Upload(_FromPage):
    """A file was dropped on the page or chosen; its code is stored as a CodeFile."""

    kind: Literal["upload"] = "upload"
    id: MessageId
    name: str = Field(max_length=255)
    content: Base64Bytes


class Complete(_FromPage):
    """A request for completions of a command's argument."""

    kind: Literal["complete"] = "complete"
    request_id: int
    command: str = Field(max_length=40)
    prefix: str = Field(max_length=200)


LearnerMessage = MessageSent | ButtonPressed | LanguageChosen | CodeFile
"""A message of a learner's that is stored in the log and answered by the tutor."""

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
    """One message of the log; it replaces the one with the same `id`."""

    kind: Literal["message"] = "message"
    id: str
    author: Literal["learner", "tutor"]
    language: Language  # of the message, which may differ from the page's
    html: str
    pending: bool = False


class Command(_ToPage):
    """A command that the page offers; `argument` is a hint, or empty if it has none."""

    name: str
    argument: str
    description: str


class Example(_ToPage):
    """An example for new learners: a click on `label` sends `text`."""

    label: str
    text: str


class Welcome(_ToPage):
    """Everything that a page shows, sent after each Hello."""

    kind: Literal["welcome"] = "welcome"
    name: str
    language: Language
    words: dict[str, str]
    commands: tuple[Command, ...]
    examples: tuple[Example, ...]
    messages: tuple[Message, ...]


class NameRefused(_ToPage):
    """The name in `Hello` is not allowed; the page has to ask for another one."""

    kind: Literal["name-refused"] = "name-refused"
    text: str


class Received(_ToPage):
    """The message with that id is stored; the page need not send it again."""

    kind: Literal["received"] = "received"
    id: str


class Completions(_ToPage):
    """The response to `Complete`; a page ignores it if it has sent a later request since."""

    kind: Literal["completions"] = "completions"
    request_id: int
    choices: tuple[str, ...]


class Problem(_ToPage):
    """A message from the page was invalid or could not be stored; `id` is its id, if known."""

    kind: Literal["problem"] = "problem"
    text: str
    id: str | None = None


ToPage = Message | Welcome | NameRefused | Received | Completions | Problem
