"""The app's Home tab: the learner's progress and the next step."""

from __future__ import annotations

import logging
from dataclasses import replace

from slack_sdk.errors import SlackApiError

from bot.platforms.button_rules import edits_in_place
from bot.platforms.slack.api import Api
from bot.platforms.slack.interaction_handler import InteractionHandler
from bot.platforms.slack.limits import MOST_HOME_BLOCKS
from bot.platforms.slack.rendering import render
from bot.platforms.slack.reply_targets import InteractionTarget
from bot.platforms.slack.users import SlackUser, UserDirectory
from bot.tutor.service import Tutor

log = logging.getLogger(__name__)


class HomeTab:
    """Draws the Home tab, and takes what is pressed on it."""

    def __init__(
        self, api: Api, tutor: Tutor, people: UserDirectory, conversation: InteractionHandler
    ) -> None:
        self._api = api
        self._tutor = tutor
        self._people = people
        self._conversation = conversation

    async def show(self, who: SlackUser) -> None:
        """Draws the tab anew: the learner's checklist, streak and next steps.

        Raises UnknownWorkspace.
        """
        person = await self._people.fetch(who)
        reply = await self._tutor.command(person, "progress", "", "")
        blocks = [block for page in render(reply).pages for block in page.blocks]
        view = {"type": "home", "blocks": blocks[:MOST_HOME_BLOCKS]}
        client = await self._api.client_for(who.team)
        try:
            await client.views_publish(user_id=who.id, view=view)
        except SlackApiError as problem:
            log.warning("the Home tab of user %s could not be drawn: %s", who.id, problem)

    async def on_press(
        self, who: SlackUser, place: InteractionTarget, action: str, chosen: str
    ) -> None:
        """A button on the tab: what it changes is shown there, all else in direct messages."""
        if edits_in_place(action) and not action.startswith("lesson:"):
            person = await self._people.fetch(who)
            await self._tutor.act(person, action, chosen, place.address)
        else:
            here = replace(place, channel="", message="", thread="")
            await self._conversation.on_press(who, here, action, chosen)
        await self.show(who)
