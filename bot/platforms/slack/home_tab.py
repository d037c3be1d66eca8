"""The app's Home and Messages tabs: the learner's progress, the next step, and a greeting."""

from __future__ import annotations

import logging
import time
from dataclasses import replace

from slack_sdk.errors import SlackApiError

from bot.platforms.slack.api import Api
from bot.platforms.slack.interaction_handler import InteractionHandler
from bot.platforms.slack.limits import MOST_HOME_BLOCKS
from bot.platforms.slack.message_client import MessageClient, UnreachableUserError
from bot.platforms.slack.rendering import render
from bot.platforms.slack.reply_targets import InteractionTarget
from bot.platforms.slack.users import SlackUser, UserDirectory
from bot.tutor.replies.actions import TickItem, find_action
from bot.tutor.service import Tutor
from common.lru_dict import LruDict

log = logging.getLogger(__name__)


class HomeTab:
    """Renders the Home tab and handles the buttons on it."""

    def __init__(
        self,
        api: Api,
        tutor: Tutor,
        users: UserDirectory,
        interactions: InteractionHandler,
        messages: MessageClient,
    ) -> None:
        self._api = api
        self._tutor = tutor
        self._users = users
        self._interactions = interactions
        self._messages = messages
        self._opened: LruDict[tuple[str, str], None] = LruDict()  # teams and users

    async def show(self, user: SlackUser) -> None:
        """Render the tab: checklist, streak and next steps, or a newcomer's first step.

        Raise UnknownWorkspaceError if the bot is not installed there.
        """
        person = await self._users.fetch(user)
        greeting = await self._tutor.greet_newcomer(person)
        reply = greeting or await self._tutor.command(person, "progress", "", "")
        blocks = [block for page in render(reply).pages for block in page.blocks]
        view = {"type": "home", "blocks": blocks[:MOST_HOME_BLOCKS]}
        client = await self._api.client_for(user.team)
        try:
            await client.views_publish(user_id=user.id, view=view)
        except SlackApiError as problem:
            log.warning("the Home tab of user %s could not be rendered: %s", user.id, problem)

    async def greet(self, user: SlackUser) -> None:
        """Say hello to a newcomer in the direct messages that they open, which are still empty.

        So nobody is greeted twice, also after a restart, and nothing about them has to be stored.
        Raise SlackClientError, one of CONNECTION_ERRORS or UnknownWorkspaceError if it is not sent.
        """
        if not self._opened.add_if_new((user.team, user.id), None):
            return
        reply = await self._tutor.greet_newcomer(await self._users.fetch(user))
        if reply is None:
            return
        began = time.time()
        try:
            channel = await self._messages.open_dm(user.team, user.id)
            if await self._messages.has_messages(user.team, channel):
                return
            (page,) = render(reply).pages
            key = f"hello:{user.id}"
            await self._messages.post_or_edit(
                user.team, channel, "", key, page, since=began, is_first=True
            )
        except UnreachableUserError as problem:
            log.info("user %s is not greeted: %s", user.id, problem)

    async def on_press(
        self, user: SlackUser, target: InteractionTarget, action: str, choice: str
    ) -> None:
        """Handle a button on the tab: update the tab, or send the reply as a direct message."""
        if isinstance(find_action(action), TickItem):
            person = await self._users.fetch(user)
            await self._tutor.act(person, action, choice, target.address)
        else:
            dm_target = replace(target, channel="", message="", thread="")
            await self._interactions.on_action(user, dm_target, action, choice)
        await self.show(user)
