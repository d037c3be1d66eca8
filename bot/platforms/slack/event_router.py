"""Routes Slack's commands, interactions and events to their handlers.

Each is acknowledged first, and handled once even if Slack delivers it again.
"""

from __future__ import annotations

import functools
import logging
import re
import time
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError

from bot.platforms.slack.api import CONNECTION_ERRORS, Api
from bot.platforms.slack.home_tab import HomeTab
from bot.platforms.slack.inflight import Handler, InflightHandlers
from bot.platforms.slack.interaction_handler import InteractionHandler
from bot.platforms.slack.menus import SEPARATOR, chosen_in
from bot.platforms.slack.message_filter import MessageFilter
from bot.platforms.slack.message_parser import mrkdwn_to_text
from bot.platforms.slack.modals import CALLBACK_ID, parse_submission
from bot.platforms.slack.rendering import CHOSEN, FORM, MENU, PRESS, FormButton
from bot.platforms.slack.reply_targets import InteractionTarget
from bot.platforms.slack.users import SlackUser
from bot.storage.engine.tries import TryCounter
from bot.tutor.replies.actions import OpensCodeForm, find_action
from common.lru_dict import LruDict

log = logging.getLogger(__name__)

FALLBACK_COMMAND = "tensei"
"""The command that takes the name of any other as its argument."""

SHORTCUTS = {"grade_message": "submit", "run_message": "run"}
"""Callback ids of the message shortcuts, and the commands that they call."""

MALFORMED = (AttributeError, LookupError, TypeError, ValueError)
"""What Bolt raises where a request has a part of another type than Slack's requests have."""

RETRY_HEADER = "x-slack-retry-num"
"""A header that only repeated deliveries of an event have."""

JSON = dict[str, Any]


class EventRouter:
    """Registers its handlers in a Bolt app."""

    def __init__(
        self,
        app: AsyncApp,
        api: Api,
        interactions: InteractionHandler,
        message_filter: MessageFilter,
        home: HomeTab,
        *,
        inflight: InflightHandlers,
        tries: TryCounter,
    ) -> None:
        self._tries = tries
        self._api = api
        self._interactions = interactions
        self._message_filter = message_filter
        self._home = home
        self._handled: LruDict[str, None] = LruDict()

        def tracked(handler: Handler) -> Handler:
            return inflight.tracked(self._guarded(handler))

        app.command(re.compile(".*"))(tracked(self._on_command))
        app.action(re.compile(f"^({PRESS}|{FORM}|{MENU}|{CHOSEN})-"))(tracked(self._on_action))
        app.view(CALLBACK_ID)(tracked(self._on_submission))
        for callback_id in SHORTCUTS:
            app.shortcut(callback_id)(tracked(self._on_shortcut))
        app.event("message")(tracked(self._on_message))
        app.event("app_mention")(tracked(self._on_message))
        app.event("app_home_opened")(tracked(self._on_home_opened))
        app.event("app_uninstalled")(tracked(self._on_uninstalled))
        app.event("tokens_revoked")(tracked(self._on_uninstalled))
        app.event(re.compile(".*"))(self._acknowledge)
        app.error(self._on_unread)

    async def _on_command(self, ack: AsyncAck, body: JSON) -> None:
        await ack()
        if not self._is_first(body["trigger_id"]):
            return
        name = body["command"].lstrip("/")
        text = mrkdwn_to_text(body.get("text") or "").strip()
        if name == FALLBACK_COMMAND:
            name, _, text = text.partition(" ")
            name, text = name.lstrip("/") or "help", text.strip()
        channel = body["channel_id"]
        user = SlackUser(
            body["team_id"],
            body["user_id"],
            channel,
            body.get("user_name") or "",
            reads_pastes=_reads_pastes(channel),
        )
        target = _target(user, body, may_be_public=True)
        await self._interactions.on_command(user, target, name, text, body["trigger_id"])

    async def _on_action(self, ack: AsyncAck, body: JSON) -> None:
        await ack()
        (pressed, *_) = body["actions"]
        # Several buttons of one message may be pressed with the same trigger id.
        if not self._is_first(f"{body['trigger_id']}:{pressed.get('action_ts')}"):
            return
        user = _user(body)
        kind = pressed["action_id"].partition("-")[0]
        if kind == FORM:
            try:
                form = FormButton.parse(pressed["value"])
            except ValueError:
                log.warning("a form button of an older version: %r", pressed["value"])
                form = FormButton(pressed["value"], "", is_multiline=False)
            known = find_action(form.action)
            edits = known is not None and known.edits_in_place
            target = _target(user, body, edits_in_place=edits)
            await self._interactions.on_form_button(user, target, form, body["trigger_id"])
            return
        if kind == MENU:
            action = pressed["action_id"].partition(SEPARATOR)[2]
            choice = (pressed.get("selected_option") or {}).get("value", "")
        else:
            action = pressed["value"]
            choice = chosen_in(body.get("state") or {}, action) if kind == CHOSEN else ""
        if body.get("container", {}).get("type") == "view":
            await self._home.on_press(user, _target(user, body), action, choice)
            return
        known = find_action(action)
        if isinstance(known, OpensCodeForm):
            target = _target(user, body)
            await self._interactions.on_write_button(user, target, known, body["trigger_id"])
            return
        target = _target(
            user,
            body,
            edits_in_place=known is not None and known.edits_in_place,
            may_be_public=known is not None and known.is_public,
        )
        await self._interactions.on_action(user, target, action, choice)

    async def _on_submission(self, ack: AsyncAck, body: JSON) -> None:
        view = body["view"]
        submission = parse_submission(view)
        errors = self._interactions.validate_form(submission)
        if errors:
            await ack(response_action="errors", errors=errors)
            return
        await ack()
        if not self._is_first(f"{view['id']}:{view.get('hash', '')}"):
            return
        purpose = submission.purpose
        user = SlackUser(
            body["team"]["id"],
            body["user"]["id"],
            purpose.channel,
            _user_name(body),
            reads_pastes=_reads_pastes(purpose.channel, purpose.thread),
        )
        target = InteractionTarget(
            team=user.team,
            channel=purpose.channel,
            user=user.id,
            trigger=view["id"],
            began=purpose.began or time.time(),
            url=purpose.url,
            thread=purpose.thread,
            message=purpose.message,
            ephemeral=purpose.ephemeral,
        )
        await self._interactions.on_form(user, target, submission)

    async def _on_shortcut(self, ack: AsyncAck, body: JSON) -> None:
        await ack()
        if not self._is_first(body["trigger_id"]):
            return
        user = _user(body)
        command = SHORTCUTS[body["callback_id"]]
        await self._interactions.on_shortcut(user, _target(user, body), command, body["message"])

    async def _on_message(
        self, ack: AsyncAck, body: JSON, event: JSON, request: AsyncBoltRequest
    ) -> None:
        await ack()
        if not self._is_first(body["event_id"]):
            return
        team = body["team_id"]
        if not request.headers.get(RETRY_HEADER):
            await self._message_filter.on_message(team, event)
            return
        # A process may have died while it handled this message. Tries are counted for repeated
        # deliveries only, so that a first one costs no SQL statement.
        message = f"{team}:{event['channel']}:{event.get('ts', '')}"
        if not await self._tries.begin(message, datetime.now(UTC)):
            log.error("message %s is skipped: no try to handle it was ever finished", message)
            await self._message_filter.on_skipped_message(team, event)
            return
        try:
            await self._message_filter.on_message(team, event)
        finally:
            await self._tries.end(message)

    async def _on_home_opened(self, ack: AsyncAck, body: JSON, event: JSON) -> None:
        await ack()
        if not self._is_first(body["event_id"]):
            return
        user = SlackUser(body["team_id"], event["user"])
        match event.get("tab"):
            case "home":
                await self._home.show(user)
            case "messages":
                await self._home.greet(user)

    async def _on_uninstalled(self, ack: AsyncAck, body: JSON, event: JSON) -> None:
        await ack()
        is_of_bot = event["type"] == "app_uninstalled" or event.get("tokens", {}).get("bot")
        if is_of_bot:
            removed_at = datetime.fromtimestamp(body["event_time"] + 1, UTC)  # Slack truncates it
            await self._api.workspaces.remove(body["team_id"], removed_at)

    def _guarded(self, handler: Handler) -> Handler:
        """Return the handler with its errors caught and logged.

        Bolt drops an acknowledgement that was only just given if its handler fails.
        """

        @functools.wraps(handler)
        async def guarded(**arguments: Any) -> None:
            try:
                await handler(**arguments)
            except Exception as problem:
                await self._log_error(problem)

        return guarded

    async def _acknowledge(self, ack: AsyncAck) -> None:
        """Acknowledge an event that is not used, so that Slack does not deliver it again."""
        await ack()

    async def _on_unread(self, error: Exception) -> BoltResponse | None:
        """Refuse a request that is not of Slack's form; log any other error before a handler."""
        if isinstance(error, MALFORMED):
            log.warning("a request in place of Slack's could not be read: %r", error)
            return BoltResponse(status=400)
        await self._log_error(error)
        return None

    async def _log_error(self, error: Exception) -> None:
        if isinstance(error, (SlackClientError, *CONNECTION_ERRORS)):
            log.warning("a reply could not be sent to Slack: %s", error)
        else:
            log.error("an event from Slack could not be handled", exc_info=error)

    def _is_first(self, delivery: str) -> bool:
        if self._handled.add_if_new(delivery, None):
            return True
        log.info("%s was delivered twice", delivery)
        return False


def _user(body: JSON) -> SlackUser:
    channel = (body.get("channel") or {}).get("id", "")
    thread = str((body.get("container") or {}).get("thread_ts") or "")
    return SlackUser(
        _team_id(body),
        body["user"]["id"],
        channel,
        _user_name(body),
        reads_pastes=_reads_pastes(channel, thread),
    )


def _reads_pastes(channel: str, thread: str = "") -> bool:
    """Return whether a message there is read without a mention of the bot.

    That is so in direct messages and in threads in which the bot writes, as those that have its
    buttons.
    """
    return not channel or channel.startswith("D") or bool(thread)


def _team_id(body: JSON) -> str:
    return str((body.get("team") or {}).get("id") or body["user"]["team_id"])


def _user_name(body: JSON) -> str:
    return str(body["user"].get("name") or body["user"].get("username") or "")


def _target(
    user: SlackUser, body: JSON, *, edits_in_place: bool = False, may_be_public: bool = False
) -> InteractionTarget:
    """Return the target of the reply to a command or an action, in a channel or in a DM."""
    container = body.get("container") or {}
    ephemeral = bool(container.get("is_ephemeral"))
    is_private = ephemeral or user.channel.startswith("D")
    return InteractionTarget(
        team=user.team,
        channel=user.channel,
        user=user.id,
        trigger=body["trigger_id"],
        began=time.time(),
        url=body.get("response_url") or "",
        thread=str(container.get("thread_ts") or ""),
        message=str(container.get("message_ts") or "") if is_private and edits_in_place else "",
        ephemeral=ephemeral,
        may_be_public=may_be_public,
    )
