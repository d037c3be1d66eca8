"""`/setup`: everything that a place needs to begin, and what the bot may not do there yet."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.storage.groups import daily
from bot.tutor.account.workspace_settings import WorkspaceSettings
from bot.tutor.context import TutorContext
from bot.tutor.daily.channels import DailyChannels
from bot.tutor.learning.role_command import RoleCommand
from bot.tutor.replies.actions import RunCommand
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.model import AnyBlock, Buttons, Reply, Text, escaped, inline
from bot.tutor.request import Request
from bot.tutor.router import CommandHandler, Feature
from lessons.curriculum import Language

log = logging.getLogger(__name__)

MOST_CHANNELS = 50
"""Channels that one check looks at; a server may have hundreds."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the bot says when it was added to a place."""

    channel: Reply  # to everyone in the first channel where it may write
    inviter: Reply  # as a direct message to the user who added it


class Setup(Feature):
    """Sets a place up: its daily prompt, its language, where answers go, and permissions."""

    def __init__(
        self,
        context: TutorContext,
        channels: DailyChannels,
        workspaces: WorkspaceSettings,
        roles: RoleCommand,
    ) -> None:
        self._context = context
        self._channels = channels
        self._workspaces = workspaces
        self._roles = roles

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/setup`."""
        return {"setup": self.command}

    async def command(self, request: Request, argument: str) -> Reply:
        """`/setup`; `/setup check` for what each channel lacks; `/setup role` for rewards."""
        t = request.t
        word = argument.strip().casefold()
        if not request.user.is_admin:
            return Reply(tone="refused", blocks=(Text(markdown=t("setup-managers-only")),))
        if word == "check":
            return await self.check(request)
        if word.split()[:1] == ["role"]:
            return await self._roles.command(request, argument.strip()[len("role") :])
        blocks: list[AnyBlock] = [Text(markdown=t("setup-title"))]
        if word and word != "show":
            blocks = [Text(markdown=t("setup-unknown", word=inline(word)))]
        if request.user.channel:
            blocks.append(Text(markdown=t("setup-daily")))
            blocks += (await self._channels.show(request)).blocks
        else:
            blocks.append(Text(markdown=t("daily-no-channel")))
        if self._workspaces.may_change(request.user):
            blocks += await self._workspaces.blocks(t, request.user)
        blocks += await self._permissions(request, (request.user.channel,))
        steps = (
            button(t("button-setup-check"), RunCommand("setup", "check")),
            command_button(t, "start"),
        )
        return Reply(tone="board", blocks=(*blocks, Buttons(buttons=steps)))

    async def check(self, request: Request) -> Reply:
        """Say for each channel what the bot may not do there."""
        t, user = request.t, request.user
        async with self._context.database.read_session() as session:
            prompted = await daily.list_channels_of(session, user.platform, user.place)
        announcer = self._context.announcer(request.user.platform)
        known = announcer.channels(user.place) if announcer is not None else ()
        channels = tuple(dict.fromkeys(filter(None, (user.channel, *prompted, *known))))
        blocks: list[AnyBlock] = [Text(markdown=t("setup-check-title"))]
        blocks += await self._permissions(request, channels[:MOST_CHANNELS])
        if len(channels) > MOST_CHANNELS:
            left = len(channels) - MOST_CHANNELS
            blocks.append(Text(markdown=t("setup-more-channels", count=left)))
        again = button(t("button-setup-check-again"), RunCommand("setup", "check"), "primary")
        return Reply(tone="board", blocks=(*blocks, Buttons(buttons=(again,))))

    def arrival(self, language: Language, place: str) -> Arrival:
        """Return what is said on arrival in a place of that name, in its language."""
        t = self._context.translations.translator(language)
        buttons = Buttons(
            buttons=(
                button(t("button-setup-start"), RunCommand("start"), "primary"),
                button(t("button-setup"), RunCommand("setup")),
            )
        )
        told = t("arrival-inviter", place=escaped(place))
        return Arrival(
            channel=Reply(
                tone="lesson", private=False, blocks=(Text(markdown=t("arrival")), buttons)
            ),
            inviter=Reply(tone="lesson", blocks=(Text(markdown=told),)),
        )

    async def _permissions(self, request: Request, channels: Sequence[str]) -> tuple[Text, ...]:
        """Return a line for each channel, those first in which something is missing."""
        announcer, t = self._context.announcer(request.user.platform), request.t
        if announcer is None:
            return ()
        missing: list[str] = []
        complete: list[str] = []
        for channel in filter(None, channels):
            name = announcer.link(channel, t)
            try:
                lacks = await announcer.missing(channel, t)
            except Exception as error:  # the platform does not answer
                log.warning("the channel %s could not be checked: %s", channel, error)
                missing.append(t("setup-channel-unknown", channel=name))
                continue
            if name in lacks:
                missing.append(t("setup-channel-refuses", missing=lacks))
            elif lacks:
                missing.append(t("setup-channel-lacks", channel=name, missing=lacks))
            else:
                complete.append(t("setup-channel-complete", channel=name))
        lines = [f"- {each}" for each in (*missing, *complete)]
        return (Text(markdown="\n".join(lines)),) if lines else ()
