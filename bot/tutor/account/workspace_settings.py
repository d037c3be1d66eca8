"""What the administrators of a workspace (a server, say) set for everyone in it."""

from __future__ import annotations

from typing import get_args

from bot.i18n import Translator
from bot.storage.accounts import workspace_settings
from bot.tutor.context import TutorContext
from bot.tutor.identity import ChatUser
from bot.tutor.platform import ReplyMode
from bot.tutor.replies.actions import SetReplyMode
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Text


class WorkspaceSettings:
    """Where pastes are answered in each workspace: as set there, or the platform's default."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def may_change(self, user: ChatUser) -> bool:
        """Return whether the user may change the settings of their workspace."""
        return user.is_admin and self._default_mode(user.platform) is not None

    async def reply_mode(self, platform: str, workspace: str) -> ReplyMode:
        """Return where pastes are answered in a workspace.

        Raise KeyError for a platform that leaves no choice.
        """
        async with self._context.database.read_session() as session:
            stored = await workspace_settings.find_reply_mode(session, platform, workspace)
        mode = parse_reply_mode(stored or "") or self._default_mode(platform)
        if mode is None:
            raise KeyError(platform)
        return mode

    async def set_reply_mode(self, user: ChatUser, mode: ReplyMode) -> None:
        """Set the reply mode of the user's workspace. Check `may_change` before."""
        async with self._context.database.write_session() as session:
            await workspace_settings.set_reply_mode(session, user.platform, user.place, mode)

    async def blocks(self, t: Translator, user: ChatUser) -> tuple[AnyBlock, ...]:
        """Return the reply mode of the user's workspace, and a button that changes it."""
        if await self.reply_mode(user.platform, user.place) == "thread":
            current = t("place-answers-thread")
            change = button(t("button-answers-direct"), SetReplyMode("direct"))
        else:
            current = t("place-answers-direct")
            change = button(t("button-answers-thread"), SetReplyMode("thread"))
        return (
            Text(markdown=t("place-title", platform=user.platform)),
            Text(markdown=current),
            Buttons(buttons=(change,)),
        )

    def _default_mode(self, platform: str) -> ReplyMode | None:
        connected = self._context.platforms.get(platform)
        return connected.default_reply_mode if connected else None


def parse_reply_mode(word: str) -> ReplyMode | None:
    """Return the reply mode of that name; None for any other word."""
    return next((each for each in get_args(ReplyMode) if each == word), None)
