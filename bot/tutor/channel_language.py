"""The language of what everyone in a channel reads, which those who manage it may choose."""

from __future__ import annotations

from dataclasses import replace

from bot.i18n import parse_language
from bot.storage.accounts import workspace_settings
from bot.tutor.context import TutorContext
from bot.tutor.request import Request
from lessons.curriculum import Language


async def find_channel_language(
    context: TutorContext, platform: str, place: str, channel: str
) -> Language | None:
    """Return the language of a channel, named as in `ChatUser.channel`.

    Return None where each reply has the language of whoever asked.
    """
    if not channel:
        return None
    async with context.database.autocommit_session() as session:
        stored = await workspace_settings.find_channel(session, platform, place, channel)
    return parse_language(stored.language)


async def for_everyone(context: TutorContext, request: Request) -> Request:
    """Return a request with the translator of what everyone in its channel reads.

    Nobody else reads the replies in a quiet channel, so they keep the language of whoever asked.
    """
    user = request.user
    if not user.channel:
        return request
    async with context.database.autocommit_session() as session:
        stored = await workspace_settings.find_channel(
            session, user.platform, user.place, user.channel
        )
    language = parse_language(stored.language)
    if language is None or stored.policy == "quiet":
        return request
    return replace(request, t=context.translations.translator(language))
