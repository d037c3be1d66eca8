"""The app's Home tab: the learner's progress and the next step."""

from __future__ import annotations

import logging
from dataclasses import replace

from slack_sdk.errors import SlackApiError

from bot.platforms.slack.api import Api
from bot.platforms.slack.interaction_handler import InteractionHandler
from bot.platforms.slack.limits import MOST_HOME_BLOCKS
from bot.platforms.slack.rendering import render
from bot.platforms.slack.reply_targets import InteractionTarget
from bot.platforms.slack.users import SlackUser, UserDirectory
from bot.tutor.replies.actions import TickItem, find_action
from bot.tutor.service import Tutor

log = logging.getLogger(__name__)


class HomeTab:
    """Renders the Home tab and handles the buttons on it."""

    def __init__(
        self, api: Api, tutor: Tutor, users: UserDirectory, interactions: InteractionHandler
    ) -> None:
        self._api = api
        self._tutor = tutor
        self._users = users
        self._interactions = interactions

    async def show(self, user: SlackUser) -> None:
        """Render the tab: the learner's checklist, streak and next steps.

        Raise UnknownWorkspaceError if the bot is not installed there.
        """
        person = await self._users.fetch(user)
        reply = await self._tutor.command(person, "progress", "", "")
        blocks = [block for page in render(reply).pages for block in page.blocks]
        view = {"type": "home", "blocks": blocks[:MOST_HOME_BLOCKS]}
        client = await self._api.client_for(user.team)
        try:
            await client.views_publish(user_id=user.id, view=view)
        except SlackApiError as problem:
            log.warning("the Home tab of user %s could not be rendered: %s", user.id, problem)

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
