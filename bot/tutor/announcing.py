"""Sends through a platform's announcer what a reply does not depend on, and asks it first."""

from __future__ import annotations

import asyncio
import logging

from bot.i18n import Translator
from bot.tutor.context import TutorContext
from bot.tutor.daily.announcements import ChannelRefusedError
from bot.tutor.replies.model import Reply

log = logging.getLogger(__name__)

SEND_TIMEOUT_S = 10.0
"""Time that a reply waits for an announcement which it reports."""


async def try_send_dm(
    context: TutorContext,
    platform: str,
    account: str,
    reply: Reply,
    nonce: str,
    *,
    again: bool = False,
) -> bool:
    """Send a direct message; return whether the platform took it. Log why it did not."""
    announcer = context.announcer(platform)
    if announcer is None:
        return False
    try:
        async with asyncio.timeout(SEND_TIMEOUT_S):
            await announcer.send_dm(account, reply, nonce, again=again)
    except Exception as problem:
        log.warning("a direct message did not reach %s: %r", platform, problem)
        return False
    return True


async def find_refusal(context: TutorContext, t: Translator, platform: str, channel: str) -> str:
    """Return what to change where nothing can be posted into a channel, as Markdown; else "".

    A platform that does not answer refuses nothing: posting will show it.
    """
    announcer = context.announcer(platform)
    if announcer is None:
        return ""
    try:
        await announcer.check(channel)
    except ChannelRefusedError as refusal:
        return t(str(refusal), channel=announcer.link(channel, t))
    except Exception as error:
        log.warning("the channel %s could not be checked: %s", channel, error)
    return ""
