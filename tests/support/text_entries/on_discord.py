"""What Discord sends, and what is rendered for it."""

from __future__ import annotations

from collections.abc import Mapping
from unittest.mock import Mock, create_autospec

import discord

from bot.i18n import Translations
from bot.platforms.discord import message_filter as discord_message_filter
from bot.platforms.discord import modals as discord_modals
from bot.platforms.discord import rendering as discord_rendering
from bot.platforms.discord import users as discord_users
from bot.platforms.discord.interaction_handler import (
    InteractionHandler as DiscordInteractionHandler,
)
from bot.platforms.discord.threads import ThreadOpener
from bot.platforms.narrow_code import narrow_code, narrow_output
from bot.tutor.replies.model import Code, Reply, Table, Text, inline
from tests.support.slow_texts import Process
from tests.support.study import Study
from tests.support.text_entries.base import BOT_ID, to_async


def of_discord(study: Study, words: Translations) -> Mapping[str, Process]:
    """What Discord sends, and what is rendered for it."""

    def message(text: str) -> Mock:
        author = Mock(spec=discord.User, bot=False, id=7)
        author.name, author.global_name = text, text
        return Mock(
            spec=discord.Message,
            content=text,
            author=author,
            webhook_id=None,
            guild=None,
            mentions=[],
            attachments=[],
            is_system=lambda: False,
            channel=Mock(spec=discord.DMChannel),
            edited_at=None,
        )

    client = Mock(spec=discord.Client, user=Mock(spec=discord.ClientUser, id=BOT_ID))
    handler = create_autospec(DiscordInteractionHandler, instance=True)
    message_filter = discord_message_filter.MessageFilter(
        client, handler, study.tutor, ThreadOpener()
    )

    async def addressed(text: str) -> object:
        return await message_filter.find_message(message(text))

    def submitted(text: str) -> object:
        field = {"custom_id": "text", "value": text}
        return discord_modals.parse_submission(
            {"custom_id": text, "components": [{"component": field}]}
        )

    def rendered(text: str) -> object:
        table = Table(head=("a", "b"), rows=((text, text),))
        blocks = (Code(text=text, language="python"), table, Text(markdown=inline(text)))
        hidden = Code(text=text, hidden=True)
        pages = discord_rendering.render(Reply(blocks=(*blocks, hidden)), {})
        return [page.view() for page in pages]

    return {
        "code made narrow for a phone": to_async(
            lambda text: (narrow_code(text), narrow_output(text))
        ),
        "a message on Discord": addressed,
        "a person on Discord": to_async(lambda text: discord_users.to_chat_user(message(text))),
        "mentions on Discord": to_async(discord_users.mentions_to_accounts),
        "a form on Discord": to_async(submitted),
        "a reply on Discord": to_async(rendered),
    }
