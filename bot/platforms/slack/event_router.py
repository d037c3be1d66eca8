"""What Slack tells of: which events are ours, and who takes them.

Each is acknowledged first, and handled once even where Slack hands it over again.
"""

from __future__ import annotations

import functools
import logging
import re
import time
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_sdk.errors import SlackClientError

from bot.platforms.button_rules import edits_in_place, is_public
from bot.platforms.lru_dict import LruDict
from bot.platforms.slack.api import CONNECTION_ERRORS, Api
from bot.platforms.slack.home_tab import HomeTab
from bot.platforms.slack.inflight import Handler, InflightHandlers
from bot.platforms.slack.interaction_handler import InteractionHandler
from bot.platforms.slack.message_filter import MessageFilter
from bot.platforms.slack.message_parser import mrkdwn_to_text
from bot.platforms.slack.modals import CALLBACK_ID, parse_submission
from bot.platforms.slack.rendering import FORM, MARK, MENU, PRESS, FormButton
from bot.platforms.slack.reply_targets import InteractionTarget
from bot.platforms.slack.users import SlackUser
from bot.storage.engine.tries import Tries

log = logging.getLogger(__name__)

FALLBACK_COMMAND = "tensei"
"""The command behind which every other can be written."""

SHORTCUTS = {"grade_message": "submit", "run_message": "run"}
"""Callback ids of the message shortcuts, and the commands that they stand for."""

RETRY_HEADER = "x-slack-retry-num"
"""A header that only further deliveries of the same event have."""

JSON = dict[str, Any]


class EventRouter:
    """Puts its handlers into a Bolt app."""

    def __init__(
        self,
        app: AsyncApp,
        api: Api,
        conversation: InteractionHandler,
        hearing: MessageFilter,
        home: HomeTab,
        *,
        underway: InflightHandlers,
        tries: Tries,
    ) -> None:
        self._tries = tries
        self._api = api
        self._conversation = conversation
        self._hearing = hearing
        self._home = home
        self._seen: LruDict[str, None] = LruDict()

        def watched(handler: Handler) -> Handler:
            return underway.tracked(self._safely(handler))

        app.command(re.compile(".*"))(watched(self._command))
        app.action(re.compile(f"^({PRESS}|{FORM}|{MENU})-"))(watched(self._press))
        app.view(CALLBACK_ID)(watched(self._form))
        for callback_id in SHORTCUTS:
            app.shortcut(callback_id)(watched(self._shortcut))
        app.event("message")(watched(self._message))
        app.event("app_mention")(watched(self._message))
        app.event("app_home_opened")(watched(self._home_opened))
        app.event("app_uninstalled")(watched(self._removed))
        app.event("tokens_revoked")(watched(self._removed))
        app.event(re.compile(".*"))(self._other)
        app.error(self._error)

    async def _command(self, ack: AsyncAck, body: JSON) -> None:
        await ack()
        if not self._first_time(body["trigger_id"]):
            return
        name = body["command"].lstrip("/")
        text = mrkdwn_to_text(body.get("text") or "").strip()
        if name == FALLBACK_COMMAND:
            name, _, text = text.partition(" ")
            name, text = name.lstrip("/") or "help", text.strip()
        who = SlackUser(
            body["team_id"], body["user_id"], body["channel_id"], body.get("user_name") or ""
        )
        place = _place(who, body, for_all=True)
        await self._conversation.on_command(who, place, name, text, body["trigger_id"])

    async def _press(self, ack: AsyncAck, body: JSON) -> None:
        await ack()
        (pressed, *_) = body["actions"]
        # A message's buttons may be pressed one after the other with the same trigger.
        if not self._first_time(f"{body['trigger_id']}:{pressed.get('action_ts')}"):
            return
        who = _who(body)
        kind = pressed["action_id"].partition("-")[0]
        if kind == FORM:
            try:
                form = FormButton.parse(pressed["value"])
            except ValueError:
                log.warning("a form's button of an older version: %r", pressed["value"])
                form = FormButton(pressed["value"], "", is_code=False)
            place = _place(who, body)
            await self._conversation.on_form_button(who, place, form, body["trigger_id"])
            return
        if kind == MENU:
            action = pressed["action_id"].partition(MARK)[2]
            chosen = (pressed.get("selected_option") or {}).get("value", "")
        else:
            action, chosen = pressed["value"], ""
        if body.get("container", {}).get("type") == "view":
            await self._home.on_press(who, _place(who, body), action, chosen)
            return
        place = _place(who, body, action=action, for_all=is_public(action))
        await self._conversation.on_press(who, place, action, chosen)

    async def _form(self, ack: AsyncAck, body: JSON) -> None:
        view = body["view"]
        filled = parse_submission(view)
        faults = self._conversation.faults(filled)
        if faults:
            await ack(response_action="errors", errors=faults)
            return
        await ack()
        if not self._first_time(f"{view['id']}:{view.get('hash', '')}"):
            return
        purpose = filled.purpose
        who = SlackUser(body["team"]["id"], body["user"]["id"], purpose.channel, _name(body))
        place = InteractionTarget(
            team=who.team,
            channel=purpose.channel,
            user=who.id,
            trigger=view["id"],
            began=purpose.began or time.time(),
            url=purpose.url,
            thread=purpose.thread,
        )
        await self._conversation.on_form(who, place, filled)

    async def _shortcut(self, ack: AsyncAck, body: JSON) -> None:
        await ack()
        if not self._first_time(body["trigger_id"]):
            return
        who = _who(body)
        command = SHORTCUTS[body["callback_id"]]
        await self._conversation.on_shortcut(who, _place(who, body), command, body["message"])

    async def _message(
        self, ack: AsyncAck, body: JSON, event: JSON, request: AsyncBoltRequest
    ) -> None:
        await ack()
        if not self._first_time(body["event_id"]):
            return
        team = body["team_id"]
        if not request.headers.get(RETRY_HEADER):
            await self._hearing.on_message(team, event)
            return
        # Another process may have died of it. What comes for the first time costs no statement.
        message = f"{team}:{event['channel']}:{event.get('ts', '')}"
        if not await self._tries.begin(message, datetime.now(UTC)):
            log.error("message %s is left aside: it was tried often, without end", message)
            await self._hearing.on_poison_message(team, event)
            return
        try:
            await self._hearing.on_message(team, event)
        finally:
            await self._tries.end(message)

    async def _home_opened(self, ack: AsyncAck, body: JSON, event: JSON) -> None:
        await ack()
        if event.get("tab") == "home" and self._first_time(body["event_id"]):
            await self._home.show(SlackUser(body["team_id"], event["user"]))

    async def _removed(self, ack: AsyncAck, body: JSON, event: JSON) -> None:
        await ack()
        is_of_bot = event["type"] == "app_uninstalled" or event.get("tokens", {}).get("bot")
        if is_of_bot:
            left_at = datetime.fromtimestamp(body["event_time"] + 1, UTC)  # Slack leaves a part out
            await self._api.workspaces.remove(body["team_id"], left_at)

    def _safely(self, handler: Handler) -> Handler:
        """The same handler, whose errors stay here: Bolt forgets an acknowledgement that has
        only just been given where its handler fails."""

        @functools.wraps(handler)
        async def safely(**given: Any) -> None:
            try:
                await handler(**given)
            except Exception as problem:
                await self._error(problem)

        return safely

    async def _other(self, ack: AsyncAck) -> None:
        """Takes what we have no use for, so that Slack does not hand it over again."""
        await ack()

    async def _error(self, error: Exception) -> None:
        if isinstance(error, (SlackClientError, *CONNECTION_ERRORS)):
            log.warning("Slack could not be told an answer: %s", error)
        else:
            log.error("an event of Slack's could not be handled", exc_info=error)

    def _first_time(self, name: str) -> bool:
        if self._seen.add_if_new(name, None):
            return True
        log.info("%s was handed over twice", name)
        return False


def _who(body: JSON) -> SlackUser:
    channel = (body.get("channel") or {}).get("id", "")
    return SlackUser(_team(body), body["user"]["id"], channel, _name(body))


def _team(body: JSON) -> str:
    return str((body.get("team") or {}).get("id") or body["user"]["team_id"])


def _name(body: JSON) -> str:
    return str(body["user"].get("name") or body["user"].get("username") or "")


def _place(
    who: SlackUser, body: JSON, *, action: str = "", for_all: bool = False
) -> InteractionTarget:
    """Where the reply belongs to what was typed or pressed in a channel or in direct messages."""
    container = body.get("container") or {}
    ephemeral = bool(container.get("is_ephemeral"))
    may_turn = ephemeral or who.channel.startswith("D")
    return InteractionTarget(
        team=who.team,
        channel=who.channel,
        user=who.id,
        trigger=body["trigger_id"],
        began=time.time(),
        url=body.get("response_url") or "",
        thread=str(container.get("thread_ts") or ""),
        message=str(container.get("message_ts") or "")
        if may_turn and edits_in_place(action)
        else "",
        ephemeral=ephemeral,
        may_be_public=for_all,
    )
