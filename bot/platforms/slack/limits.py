"""Limits of Slack's API."""

from __future__ import annotations

MOST_BLOCKS = 50  # of one message
MOST_HOME_BLOCKS = 100  # of one view
MOST_TEXT = 3000
"""Characters in one text block. Slack documents it for sections; we keep rich text to it too."""

MOST_MESSAGE_TEXT = 12_000  # in all blocks of one message; Slack's own limit is a little higher
MOST_ELEMENTS = 25  # in one row of buttons
MOST_FILES = 10  # of one upload
LONGEST_BUTTON = 75
LONGEST_HEADER = 150
LONGEST_ALT = 2000  # of an image block
LONGEST_OPTION = 75  # of a menu; its description as well
LONGEST_PLACEHOLDER = 150
LONGEST_VALUE = 2000  # of a button
LONGEST_ACTION_ID = 255
LONGEST_TITLE = 24  # of a modal and of its two buttons

LONGEST_INPUT = 3000
LONGEST_FALLBACK = 600
"""Characters of the text for notifications and screen readers; Slack would accept more."""

# https://docs.slack.dev/reference/block-kit/blocks, as of slack_sdk 3.37
