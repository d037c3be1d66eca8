"""Build modals and parse their submissions.

A modal's custom id contains its action, so that one opened before a restart can be sent after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.i18n import Translator
from bot.platforms.attachments import Attachment
from bot.platforms.discord.limits import LONGEST_CUSTOM_ID, LONGEST_INPUT, LONGEST_LABEL
from bot.platforms.discord.rendering import TEXT_FORM
from bot.platforms.form_fields import takes_file
from bot.platforms.text_width import truncate
from bot.tutor.replies.actions import encode_code_form

SUBMISSION_PREFIX = "filled="
"""Prefix of a modal's custom id; the action of its submission follows."""

_TEXT, _FILE = "text", "file"


@dataclass(frozen=True, slots=True)
class ModalSubmission:
    """The content of a submitted modal."""

    action: str
    text: str
    files: tuple[Attachment, ...]


def code_modal(t: Translator, title: str, action: str, value: str = "") -> ui.Modal:
    """Return a modal with a field for code and one for a file, both optional.

    The field is empty where the value is longer than Discord allows: half of it would not run.
    """
    field: ui.TextInput[ui.Modal] = ui.TextInput(
        style=discord.TextStyle.paragraph,
        custom_id=_TEXT,
        placeholder=t("code-placeholder"),
        required=False,
        max_length=LONGEST_INPUT,
        default=value if len(value) <= LONGEST_INPUT else None,
    )
    upload: ui.FileUpload[ui.Modal] = ui.FileUpload(custom_id=_FILE, required=False, min_values=0)
    modal = _empty_modal(title, action)
    modal.add_item(ui.Label(text=t("code-label"), component=field))
    modal.add_item(ui.Label(text=t("file-label"), component=upload))
    return modal


def code_form_action(command: str, argument: str) -> str:
    """Return the action of a code modal, cut so that it fits into the modal's custom id."""
    return encode_code_form(command, argument, LONGEST_CUSTOM_ID - len(SUBMISSION_PREFIX))


@dataclass(frozen=True, slots=True)
class FormTexts:
    """What a message says about a form beside the form's button; empty where that is not found."""

    button: str = ""
    label: str = ""


def form_texts(message: discord.Message | None, custom_id: str) -> FormTexts:
    """Return the texts of the form whose button has the custom id."""
    for each in _walk(message.components if message is not None else ()):
        if isinstance(each, discord.SectionComponent) and isinstance(
            each.accessory, discord.Button
        ):
            found, text = each.accessory, each.children[0].content
        elif isinstance(each, discord.Button):
            found, text = each, ""
        else:
            continue
        if found.custom_id == custom_id:
            button = str(found.label or "").removeprefix("✏️").strip()
            return FormTexts(button, text.replace("**", ""))
    return FormTexts()


def _walk(components: Iterable[object]) -> Iterator[object]:
    """Yield components and those in them, which are in rows, containers and sections."""
    for each in components:
        yield each
        yield from _walk(getattr(each, "children", ()))
        if (accessory := getattr(each, "accessory", None)) is not None:
            yield accessory


def answer_modal(
    t: Translator, title: str, action: str, *, label: str = "", is_multiline: bool = False
) -> ui.Modal:
    """Return a modal with one required field, whose label says what to type if it is short."""
    style = discord.TextStyle.paragraph if is_multiline else discord.TextStyle.short
    field: ui.TextInput[ui.Modal] = ui.TextInput(
        style=style, custom_id=_TEXT, max_length=LONGEST_INPUT
    )
    fits = 0 < len(label) <= LONGEST_LABEL
    modal = _empty_modal(title, action)
    modal.add_item(ui.Label(text=label if fits else t("answer-label"), component=field))
    return modal


def modal_for_button(t: Translator, custom_id: str, texts: FormTexts) -> ui.Modal:
    """Return the modal that a form's button opens."""
    action = custom_id.partition("=")[2]
    is_multiline = custom_id.startswith(TEXT_FORM)
    title = texts.button or t("answer-label")
    if is_multiline and takes_file(action):
        return code_modal(t, title, action)
    return answer_modal(t, title, action, label=texts.label, is_multiline=is_multiline)


def parse_submission(data: dict[str, Any]) -> ModalSubmission:
    """Return the content of a submitted modal from the interaction's data."""
    fields = [row.get("component", {}) for row in data.get("components", [])]
    uploads = data.get("resolved", {}).get("attachments", {})
    by_id = {each.get("custom_id"): each for each in fields}
    ids = by_id.get(_FILE, {}).get("values") or []
    files = [uploads[str(each)] for each in ids if str(each) in uploads]
    return ModalSubmission(
        action=str(data.get("custom_id", "")).removeprefix(SUBMISSION_PREFIX),
        text=by_id.get(_TEXT, {}).get("value") or "",
        files=tuple(Attachment(each["filename"], each["size"], each["url"]) for each in files),
    )


def _empty_modal(title: str, action: str) -> ui.Modal:
    custom_id = truncate(SUBMISSION_PREFIX + action, LONGEST_CUSTOM_ID)
    modal = ui.Modal(title=truncate(title, LONGEST_LABEL), custom_id=custom_id)
    modal.stop()  # not kept in memory: any process can handle its custom id
    return modal
