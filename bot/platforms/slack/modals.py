"""Builds modals and parses their submissions.

The metadata of a modal has its purpose and the address of its reply, so that a modal that was
opened before a restart can be submitted after it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from slack_sdk.models.blocks import (
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.platforms.attachments import MOST_FILES_READ, Attachment
from bot.platforms.slack.limits import LONGEST_INPUT, LONGEST_TITLE
from bot.platforms.slack.message_parser import parse_attachments
from bot.platforms.text_width import truncate
from lessons.curriculum import Language

JSON = dict[str, Any]

CALLBACK_ID = "filled"
"""The callback id of every modal."""

CODE_COMMANDS = ("submit", "run")
TEXT_FIELD, FILE_FIELD = "text", "file"
_FILE_TYPES = ("py", "ipynb", "txt")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a modal is for, and where it was opened. The field names are stored in open modals."""

    action: str
    language: Language
    channel: str = ""
    thread: str = ""
    url: str = field(
        default="", repr=False
    )  # response URL of the command or the button that opened it
    began: float = 0.0  # seconds since 1970
    message: str = ""  # time stamp of the message that the reply replaces
    ephemeral: bool = False  # whether that message is ephemeral

    def __str__(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class ModalSubmission:
    """What a learner submitted with a modal; `text` may be empty."""

    purpose: Purpose
    is_code: bool
    text: str
    files: tuple[Attachment, ...]


def code_modal(t: Translator, title: str, purpose: Purpose, value: str = "") -> View:
    """Return a modal with a field for code and one for files, of which one is enough.

    The field is empty where the value is longer than Slack allows: half of it would not run.
    """
    field = PlainTextInputElement(
        action_id=TEXT_FIELD,
        multiline=True,
        max_length=LONGEST_INPUT,
        initial_value=value if 0 < len(value) <= LONGEST_INPUT else None,
        placeholder=PlainTextObject(text=t("code-placeholder")),
    )
    upload = FileInputElement(
        action_id=FILE_FIELD, filetypes=list(_FILE_TYPES), max_files=MOST_FILES_READ
    )
    fields = [
        _input(TEXT_FIELD, t("code-label"), field, optional=True),
        _input(FILE_FIELD, t("file-label"), upload, optional=True),
    ]
    return _modal(t, title, purpose, fields)


def answer_modal(
    t: Translator,
    title: str,
    purpose: Purpose,
    value: str = "",
    *,
    label: str = "",
    is_multiline: bool = False,
) -> View:
    """Return a modal with one required field, whose label says what to type."""
    field = PlainTextInputElement(
        action_id=TEXT_FIELD,
        multiline=is_multiline,
        max_length=LONGEST_INPUT,
        initial_value=value[:LONGEST_INPUT] or None,
    )
    fields = [_input(TEXT_FIELD, label or t("answer-label"), field, optional=False)]
    return _modal(t, title, purpose, fields)


def parse_submission(view: JSON) -> ModalSubmission:
    """Parse a submitted view. Raise ValueError or TypeError if it is not one of our modals."""
    fields = view.get("state", {}).get("values", {})
    text = fields.get(TEXT_FIELD, {}).get(TEXT_FIELD, {}).get("value") or ""
    return ModalSubmission(
        purpose=Purpose(**json.loads(view.get("private_metadata") or "")),
        is_code=FILE_FIELD in fields,
        text=text,
        files=parse_attachments(fields.get(FILE_FIELD, {}).get(FILE_FIELD, {})),
    )


def _input(
    block_id: str,
    label: str,
    element: PlainTextInputElement | FileInputElement,
    *,
    optional: bool,
) -> InputBlock:
    text = PlainTextObject(text=label)
    return InputBlock(block_id=block_id, label=text, element=element, optional=optional)


def _modal(t: Translator, title: str, purpose: Purpose, fields: list[InputBlock]) -> View:
    return View(
        type="modal",
        callback_id=CALLBACK_ID,
        title=PlainTextObject(text=truncate(title, LONGEST_TITLE)),
        submit=PlainTextObject(text=truncate(t("slack-send"), LONGEST_TITLE)),
        close=PlainTextObject(text=truncate(t("slack-cancel"), LONGEST_TITLE)),
        private_metadata=str(purpose),
        blocks=fields,
    )
