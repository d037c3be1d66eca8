"""What the administrators of a workspace (a server, say) set for everyone in it."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from bot.i18n import Translator
from bot.storage.accounts import workspace_settings
from bot.storage.groups import daily
from bot.tutor.announcing import find_refusal
from bot.tutor.channel_language import find_channel_language
from bot.tutor.context import TutorContext
from bot.tutor.identity import ChatUser
from bot.tutor.platform import ChannelPolicy, ReplyMode
from bot.tutor.replies.actions import SetChannelLanguage, SetChannelPolicy, SetReplyMode
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Text
from lessons.curriculum import LANGUAGES, Language


class WorkspaceSettings:
    """Where pastes are answered in each workspace, and in each channel whether they are read.

    That is as set there, or the platform's default.
    """

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def may_change(self, user: ChatUser) -> bool:
        """Return whether the user may change the settings of their workspace."""
        return user.is_admin and self._default_mode(user.platform) is not None

    async def reply_mode(self, platform: str, workspace: str, channel: str = "") -> ReplyMode:
        """Return where pastes are answered in a workspace, in a channel of it if one is given.

        Raise KeyError for a platform that leaves no choice.
        """
        if await self.channel_policy(platform, workspace, channel) == "quiet":
            return "direct"
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

    async def channel_policy(self, platform: str, workspace: str, channel: str) -> ChannelPolicy:
        """Return the policy of a channel, named as in `ChatUser.channel`; normal where it is empty.

        A thread has the policy of the channel that it is in.
        """
        if not channel:
            return "normal"
        async with self._context.database.autocommit_session() as session:
            stored = await workspace_settings.find_channel(session, platform, workspace, channel)
        policies = get_args(ChannelPolicy)
        return next((each for each in policies if each == stored.policy), "normal")

    async def channel_language(
        self, platform: str, workspace: str, channel: str
    ) -> Language | None:
        """Return the language of what everyone in a channel reads; None for that of who asks."""
        return await find_channel_language(self._context, platform, workspace, channel)

    async def set_channel_language(
        self, user: ChatUser, channel: str, language: Language | None
    ) -> None:
        """Set the language of a channel and of its daily prompt. Check `may_change` before."""
        async with self._context.database.write_session() as session:
            key = (user.platform, user.place, channel)
            stored = await workspace_settings.find_channel(session, *key)
            chosen = replace(stored, language=language)
            await workspace_settings.set_channel(session, *key, chosen)
            prompted = await daily.find_channel(session, *key)
            if prompted is not None and language is not None:
                prompted.language = language

    async def set_channel_policy(
        self, t: Translator, user: ChatUser, channel: str, policy: ChannelPolicy
    ) -> str:
        """Set the policy of a channel of the user's workspace. Check `may_change` before.

        Return what the managers have to know or do for it as Markdown; empty if that is nothing.
        """
        async with self._context.database.write_session() as session:
            key = (user.platform, user.place, channel)
            stored = await workspace_settings.find_channel(session, *key)
            chosen = replace(stored, policy=policy)
            await workspace_settings.set_channel(session, *key, chosen)
        if policy != "practice" or self._context.announcer(user.platform) is None:
            return ""
        if not user.may_read_channels:
            return t("channel-practice-unheard")
        return await find_refusal(self._context, t, user.platform, channel)

    async def blocks(
        self, t: Translator, user: ChatUser, channel: str = ""
    ) -> tuple[AnyBlock, ...]:
        """Return the settings of the user's workspace, with buttons that change them.

        Among them is the policy of a channel: the one that is named, else that of the user.
        """
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
            *await self._channel_blocks(t, user, channel or user.channel),
        )

    async def _channel_blocks(
        self, t: Translator, user: ChatUser, channel: str
    ) -> tuple[AnyBlock, ...]:
        announcer = self._context.announcer(user.platform)
        if not channel or announcer is None:
            return ()
        current = await self.channel_policy(user.platform, user.place, channel)
        buttons = tuple(
            button(t(f"button-channel-{each}"), SetChannelPolicy(each, channel))
            for each in get_args(ChannelPolicy)
            if each != current
        )
        text = t(f"channel-policy-{current}", channel=announcer.link(channel, t))
        blocks = (Text(markdown=text), Buttons(buttons=buttons))
        if current == "quiet":  # nobody reads there what others asked for
            return blocks
        return (*blocks, *await self._language_blocks(t, user, channel))

    async def _language_blocks(
        self, t: Translator, user: ChatUser, channel: str
    ) -> tuple[AnyBlock, ...]:
        """Return the language of a channel, with buttons for the others."""
        name_of = self._context.translations.language_name
        language = await self.channel_language(user.platform, user.place, channel)
        buttons = [
            button(
                t("button-channel-language", name=name_of(each)),
                SetChannelLanguage(each, channel),
            )
            for each in LANGUAGES
            if each != language
        ]
        if language is None:
            text = t("channel-language-own")
        else:
            text = t("channel-language", name=name_of(language))
            own = SetChannelLanguage("own", channel)
            buttons.append(button(t("button-channel-language-own"), own))
        return Text(markdown=text), Buttons(buttons=tuple(buttons))

    def _default_mode(self, platform: str) -> ReplyMode | None:
        connected = self._context.platforms.get(platform)
        return connected.default_reply_mode if connected else None


def parse_reply_mode(word: str) -> ReplyMode | None:
    """Return the reply mode of that name; None for any other word."""
    return next((each for each in get_args(ReplyMode) if each == word), None)
