"""Announcements in forum channels: each is a post of its own, with the forum's tags that fit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

import discord

from bot.platforms.discord.pages import Page
from bot.platforms.discord.uploads import send_with_fallback

NO_TEXT_CHANNEL = 50008  # error code of a message to a channel that has none, such as a forum
MOST_TAGS = 5  # of a post
LONGEST_NAME = 100  # of a post
ARCHIVED_AFTER_MIN: Literal[4320] = 4320  # three days: over a weekend without a prompt

NEEDED_IN_FORUMS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True
)


async def find_forum(
    client: discord.Client, channel: int, *, fetch: bool = False
) -> discord.ForumChannel | None:
    """Return a channel that is a forum, else None; with `fetch` one that the client lacks, too."""
    found = client.get_channel(channel)
    if found is None and fetch:
        found = await client.fetch_channel(channel)
    return found if isinstance(found, discord.ForumChannel) else None


async def open_post(
    forum: discord.ForumChannel, name: str, topics: Sequence[str], page: Page, mark: int
) -> int:
    """Open a post that begins with a page; return its id, which its first message has as well."""

    async def create(page: Page) -> int:
        created = await forum.create_thread(
            name=name[:LONGEST_NAME],
            auto_archive_duration=ARCHIVED_AFTER_MIN,
            applied_tags=tags_for(forum, topics),
            view=page.view(mark),
            files=page.files(),
        )
        return created.thread.id

    return await send_with_fallback(page, create)


def tags_for(forum: discord.ForumChannel, topics: Sequence[str]) -> list[discord.ForumTag]:
    """Return the tags whose names are among the topics; the first tag where one is required."""
    wanted = {each.casefold() for each in topics}
    fitting = [each for each in forum.available_tags if each.name.casefold() in wanted]
    if not fitting and forum.flags.require_tag:
        fitting = [each for each in forum.available_tags if not each.moderated][:1]
    return fitting[:MOST_TAGS]


async def find_post(
    forum: discord.ForumChannel, bot: int, mark: int, newer_than: timedelta
) -> int | None:
    """Return the bot's post whose first message has a mark; None where there is none."""
    since = datetime.now(UTC) - newer_than
    for thread in await forum.guild.active_threads():
        is_own = thread.parent_id == forum.id and thread.owner_id == bot
        if not is_own or discord.utils.snowflake_time(thread.id) < since:
            continue
        try:
            first = await thread.fetch_message(thread.id)
        except discord.NotFound:  # only the message was deleted
            continue
        if mark in ids_of(first):
            return thread.id
    return None


def ids_of(message: discord.Message) -> Collection[int | None]:
    """Return the ids of a message's components, among which its mark is."""
    return {getattr(component, "id", None) for component in message.components}
