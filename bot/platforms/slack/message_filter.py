"""Decides which messages are addressed to the tutor, and where their replies go."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackClientError

from bot.platforms.addressing import ADDRESSED, OtherMessage, TutorMessage, find_unaddressed
from bot.platforms.attachments import FILE_EXTENSIONS, Attachment
from bot.platforms.slack.api import CONNECTION_ERRORS, Api, with_retries
from bot.platforms.slack.interaction_handler import InteractionHandler
from bot.platforms.slack.message_client import MOST_SEARCHED
from bot.platforms.slack.message_parser import (
    message_text,
    parse_attachments,
    shared_messages,
)
from bot.platforms.slack.reply_targets import MessageTarget
from bot.platforms.slack.users import PLATFORM, SlackUser, account_of
from bot.tutor.platform import ChannelPolicy
from bot.tutor.service import Tutor
from common.lru_dict import LruDict

log = logging.getLogger(__name__)

JSON = dict[str, Any]

FILE_INFO_NEEDED = "check_file_info"
"""The `file_access` of a file of which Slack sends only the id."""

_USER_SUBTYPES = frozenset({None, "file_share", "thread_broadcast", "me_message"})


class MessageFilter:
    """Receives every message that the bot can see, and handles those addressed to the tutor."""

    def __init__(self, api: Api, interactions: InteractionHandler, tutor: Tutor) -> None:
        self._api = api
        self._interactions = interactions
        self._tutor = tutor
        # By workspace, channel, message and edit.
        self._handled: LruDict[tuple[str, str, str, str], None] = LruDict()
        # By workspace, channel and thread: who began it, None where the bot has not written there.
        self._thread_owners: LruDict[tuple[str, str, str], str | None] = LruDict()

    async def on_message(self, team: str, event: JSON) -> None:
        """Handle a message once if it is addressed to the tutor.

        A mention in a channel arrives twice: as a mention, and as a message.
        """
        if event.get("subtype") == "message_changed":
            message = _edited_message(event)
        else:
            message = event if event.get("subtype") in _USER_SUBTYPES else None
        if message is None or message.get("bot_id") or not message.get("user"):
            return
        channel = event["channel"]
        edit = str((message.get("edited") or {}).get("ts") or "")
        version = (team, channel, message["ts"], edit)
        if version in self._handled:
            return
        found = await self.find_message(team, channel, message, is_edit=bool(edit))
        # Mark only addressed messages, so that the second event of a mention is handled where the
        # first one was not.
        if found is None or not self._handled.add_if_new(version, None):
            return
        message = await self._with_file_info(team, message)
        user = SlackUser(team, message["user"], channel)
        target = await self._target(user, message, edit)
        files = parse_attachments(message)

        async def find_other() -> OtherMessage | None:
            return await self._find_other(user, message)

        await self._interactions.on_message(
            user, target, found.text, files, situation=found.situation, find_other=find_other
        )

    async def on_skipped_message(self, team: str, event: JSON) -> None:
        """Reply to a message that crashes its handler that it is skipped, without parsing it."""
        message = event.get("message") or event
        channel, author = event["channel"], message.get("user")
        bot = (await self._api.get_workspace(team)).bot_user
        is_addressed = channel.startswith("D") or f"<@{bot}" in str(message.get("text"))
        if not author or message.get("bot_id") or not is_addressed:
            return
        user = SlackUser(team, author, channel)
        edit = str((message.get("edited") or {}).get("ts") or "")
        await self._interactions.on_skipped_message(user, await self._target(user, message, edit))

    async def _with_file_info(self, team: str, message: JSON) -> JSON:
        """Return the message with complete information on its files.

        In channels that workspaces share, Slack sends only their ids.
        https://docs.slack.dev/reference/objects/file-object
        """
        files = message.get("files") or []
        if not any(each.get("file_access") == FILE_INFO_NEEDED for each in files):
            return message
        return {**message, "files": [await self._file_info(team, each) for each in files]}

    async def _file_info(self, team: str, file: JSON) -> JSON:
        if file.get("file_access") != FILE_INFO_NEEDED:
            return file
        client = await self._api.client_for(team)
        try:
            response = await with_retries(lambda: client.files_info(file=file["id"]))
        except (SlackClientError, *CONNECTION_ERRORS) as problem:
            log.warning("no information on file %s: %s", file.get("id"), problem)
            return file
        return dict(response["file"])

    async def find_message(
        self, team: str, channel: str, message: JSON, *, is_edit: bool
    ) -> TutorMessage | None:
        """Return a message without the mention; None if the tutor has to stay silent.

        An unaddressed message with a file of code is returned before its file is read: whether it
        is answered is decided with the file.
        """
        bot = (await self._api.get_workspace(team)).bot_user
        whole = message_text(message)
        text = re.sub(rf"<@{bot}(?:\|[^<>]*)?>", "", whole).strip(" ")
        has_file = _has_code_file(parse_attachments(message))
        if is_edit and not has_file:
            decision = await self._tutor.decide(text, ADDRESSED)
            if not decision.is_about_code:
                return None
        if channel.startswith("D") or text != whole.strip(" "):
            return TutorMessage(text)

        async def find_owner() -> str | None:
            owner = await self._thread_owner(team, channel, message, bot)
            if owner is None and await self._policy(team, channel) == "practice":
                return str(message.get("user"))
            return owner

        return await find_unaddressed(
            self._tutor, text, str(message.get("user")), find_owner, has_file=has_file
        )

    async def _find_other(self, user: SlackUser, message: JSON) -> OtherMessage | None:
        """Return the message that one shares, else the first one of its thread.

        Slack has no replies but those in threads.
        """
        shared = shared_messages(message)
        if shared:
            text = "\n\n".join(filter(None, (message_text(each) for each in shared)))
            files = [file for each in shared for file in parse_attachments(each)]
            is_own = all(each["user"] == user.id for each in shared)
            is_readable = bool(text or files)
            return OtherMessage(text, tuple(files), "forwarded", is_own, is_readable)
        thread = message.get("thread_ts")
        if not thread or thread == message["ts"]:
            return None
        client = await self._api.client_for(user.team)
        try:
            found = await with_retries(
                lambda: client.conversations_replies(channel=user.channel, ts=thread, limit=1)
            )
        except (SlackClientError, *CONNECTION_ERRORS) as problem:
            log.warning("thread %s could not be read: %s", thread, problem)
            return OtherMessage("", is_readable=False)
        first = next(iter(found["messages"]), None)
        bot = (await self._api.get_workspace(user.team)).bot_user
        if first is None or first.get("ts") != thread:
            return OtherMessage("", is_readable=False)
        if first.get("user") == bot or first.get("bot_id"):
            return None
        first = await self._with_file_info(user.team, first)
        text = re.sub(rf"<@{bot}(?:\|[^<>]*)?>", "", message_text(first)).strip(" ")
        files_of_first = parse_attachments(first)
        return OtherMessage(
            text,
            files_of_first,
            is_own=first.get("user") == user.id,
            is_readable=bool(text or files_of_first),
        )

    async def _thread_owner(self, team: str, channel: str, message: JSON, bot: str) -> str | None:
        """Return who began a thread in which the bot has written; None for any other message."""
        thread = message.get("thread_ts")
        if not thread or thread == message["ts"]:
            return None
        if message.get("parent_user_id") == bot:
            return bot
        key = (team, channel, thread)
        if key not in self._thread_owners:
            client = await self._api.client_for(team)
            try:
                response = await client.conversations_replies(
                    channel=channel, ts=thread, limit=MOST_SEARCHED
                )
            except (SlackClientError, *CONNECTION_ERRORS) as problem:
                log.warning("thread %s could not be read: %s", thread, problem)
                return None
            messages = response["messages"]
            is_ours = any(each.get("user") == bot for each in messages)
            first = str(messages[0].get("user") or "") if messages else ""
            self._thread_owners[key] = first if is_ours else None
        return self._thread_owners[key]

    async def _policy(self, team: str, channel: str) -> ChannelPolicy:
        return await self._tutor.workspace_settings.channel_policy(
            PLATFORM, team, account_of(team, channel)
        )

    async def _target(self, user: SlackUser, message: JSON, edit: str) -> MessageTarget:
        """Return the reply's target: below a DM; else in the message's thread, or a DM."""
        target = MessageTarget(
            team=user.team,
            channel=user.channel,
            user=user.id,
            message=message["ts"],
            edit=edit,
            thread=str(message.get("thread_ts") or ""),
        )
        if user.channel.startswith("D"):
            return target
        settings, place = self._tutor.workspace_settings, account_of(user.team, user.channel)
        if await settings.reply_mode(PLATFORM, user.team, place) == "direct":
            return replace(target, placement="direct")
        thread = target.thread or target.message
        began = user.id if thread == target.message else message.get("parent_user_id")
        if began:
            self._thread_owners[user.team, user.channel, thread] = str(began)
        else:
            # The bot writes there from now on: who began the thread has to be looked up again.
            self._thread_owners.pop((user.team, user.channel, thread), None)
        return replace(target, placement="thread", thread=thread)


def _edited_message(event: JSON) -> JSON | None:
    """Return a message after its author's edit; None if Slack itself changed it."""
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    if now.get("subtype") not in _USER_SUBTYPES or not now.get("edited"):
        return None
    return now if now.get("text") != before.get("text") else None


def _has_code_file(files: tuple[Attachment, ...]) -> bool:
    return any(each.name.casefold().endswith(FILE_EXTENSIONS) for each in files)
