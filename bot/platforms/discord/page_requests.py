"""Requests that send a page or edit a message, repeated where Discord refuses them for now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from bot.platforms.discord.pages import Page
from bot.platforms.discord.retry import with_retries

ORIGINAL: Any = "@original"
"""In place of the id of the message that an interaction's token belongs to. By its id Discord may
not find an ephemeral message."""


async def send_page(
    messageable: discord.PartialMessageable, options: Mapping[str, Any], page: Page
) -> discord.Message:
    """Send a page with the options of a message, and return the message."""
    return await with_retries(
        lambda: messageable.send(view=page.view(), files=page.files(), **options)
    )


async def edit_page(message: discord.PartialMessage, page: Page) -> None:
    """Replace a message of the bot by a page."""
    await with_retries(lambda: message.edit(view=page.view(), attachments=page.files()))


async def edit_page_by_token(webhook: discord.Webhook, page: Page) -> None:
    """Replace the message of an interaction by a page."""
    await with_retries(
        lambda: webhook.edit_message(ORIGINAL, view=page.view(), attachments=page.files())
    )


async def send_by_token(webhook: discord.Webhook, page: Page, *, ephemeral: bool) -> None:
    """Send a page behind the message of an interaction."""
    await webhook.send(view=page.view(), files=page.files(), ephemeral=ephemeral)


def webhook_of(client: discord.Client, token: str) -> discord.Webhook:
    """Return what sends and edits by the token of an interaction."""
    application = client.application_id
    assert application is not None, "an interaction before the login"
    webhook = discord.Webhook.partial(application, token, client=client)
    webhook.type = discord.WebhookType.application  # ephemeral messages need this type
    return webhook
