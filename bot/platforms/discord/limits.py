"""Discord's limits for messages, components and commands."""

from __future__ import annotations

MOST_TEXT = 4000
"""Characters in all text displays of one message."""

MOST_COMPONENTS = 40  # of one message, nested ones included
MOST_BUTTONS = 5  # in a row
MOST_FILES = 10
LARGEST_FILE = 10 * 1024 * 1024
"""Bytes of one file in direct messages, and in a server without boosts."""

LONGEST_CUSTOM_ID = 100
LONGEST_BUTTON = 80
LONGEST_DESCRIPTION = 1024  # of a picture
LONGEST_PLACEHOLDER = 150  # of a menu
LONGEST_COMMAND_TEXT = 100  # a description
LONGEST_CHOICE = 100
LONGEST_LABEL = 45  # of a field in a modal, and of a modal's title
LONGEST_INPUT = 4000

# https://docs.discord.com/developers/components/reference, as of discord.py 2.7
