"""Makes functions that process text alike, so that the time of each can be measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.i18n import Translations
from common.message_reader import syntax
from tests.support.slow_texts import Process
from tests.support.study import Study

Entries = Callable[[Study, Translations], Mapping[str, Process]]
"""Makes the functions that process a text, by a description of the text."""

BOT_ID = 4242  # on Discord and on Slack


def to_async(function: Callable[[str], object]) -> Process:
    """Wrap a function that does not wait."""

    async def process(text: str) -> object:
        return function(text)

    return process


def without_parsing(function: Callable[[str], object]) -> Process:
    """Wrap a function so that Python's parser is not called.

    The bot calls the parser only for short texts, and else in a helper process, since it takes long
    for some of them. The patterns run in the bot's process at any length, so they are measured.
    """

    async def process(text: str) -> object:
        parse, syntax.parse = syntax.parse, lambda code: None
        try:
            return function(text)
        finally:
            syntax.parse = parse

    return process
