"""Builds what learners choose from: a select for one choice, checkboxes for several."""

from __future__ import annotations

from slack_sdk.models.blocks import (
    CheckboxesElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    StaticSelectElement,
)

from bot.platforms.slack.limits import LONGEST_OPTION, LONGEST_PLACEHOLDER
from bot.platforms.slack.markdown import JSON
from bot.platforms.slack.text_blocks import mrkdwn
from bot.platforms.text_width import truncate
from bot.tutor.replies.model import Choice, Menu

SEPARATOR = "="
"""Prefix of the ids of selects and of blocks of checkboxes. The action follows."""


def select(menu: Menu, action_id: str) -> StaticSelectElement:
    """Return a select, whose choice is sent as soon as it is made."""
    return StaticSelectElement(
        placeholder=PlainTextObject(text=truncate(menu.label, LONGEST_PLACEHOLDER)),
        action_id=f"{action_id}{SEPARATOR}{menu.action}",
        options=[_option(each, _label(each)) for each in menu.choices],
    )


def checkboxes(menu: Menu, action_id: str) -> InputBlock:
    """Return checkboxes, which send nothing by themselves: a button below them has to.

    The action is in the id of the block, so that the boxes of another question in the same message
    are not those that were ticked before.
    """
    texts = [_shown_whole(each) or _label(each) for each in menu.choices]
    options = [_option(each, text) for each, text in zip(menu.choices, texts, strict=True)]
    return InputBlock(
        block_id=f"{action_id}{SEPARATOR}{menu.action}",
        label=PlainTextObject(text=truncate(menu.label, LONGEST_PLACEHOLDER)),
        element=CheckboxesElement(action_id=action_id, options=options),
    )


def shows_all(menu: Menu) -> bool:
    """Return whether checkboxes show each choice whole, so that no list of them is needed."""
    return all(_shown_whole(each) for each in menu.choices)


def chosen_in(state: JSON, action: str) -> str:
    """Return the values of the boxes that are ticked, with spaces between them.

    `state` is that of the message, in which each block has the state of its elements.
    """
    blocks: JSON = state.get("values") or {}
    return " ".join(
        option["value"]
        for block_id, elements in blocks.items()
        if block_id.partition(SEPARATOR)[2] == action
        for element in elements.values()
        for option in element.get("selected_options") or ()
    )


def _shown_whole(choice: Choice) -> MarkdownTextObject | None:
    """Return the whole text of a choice with its `code`; None where Slack cannot show that."""
    text = mrkdwn(choice.markdown) if choice.markdown else None
    if text is None or len(text) > LONGEST_OPTION:
        return None
    return MarkdownTextObject(text=text, verbatim=True)


def _label(choice: Choice) -> PlainTextObject:
    return PlainTextObject(text=truncate(choice.label, LONGEST_OPTION))


def _option(choice: Choice, text: PlainTextObject | MarkdownTextObject) -> Option:
    detail = truncate(choice.detail, LONGEST_OPTION)
    return Option(
        text=text,
        value=choice.value,
        description=PlainTextObject(text=detail) if detail else None,
    )
