"""Which messages are meant for the tutor, and where they are answered."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackClientError

from bot.platforms.attachments import ENDINGS, Attachment
from bot.platforms.lru_dict import LruDict
from bot.platforms.slack.api import CONNECTION_ERRORS, Api, with_retries
from bot.platforms.slack.interaction_handler import InteractionHandler
from bot.platforms.slack.message_client import MOST_SEARCHED
from bot.platforms.slack.message_parser import message_text, parse_attachments
from bot.platforms.slack.reply_targets import MessageTarget
from bot.platforms.slack.users import PLATFORM, SlackUser
from bot.tutor.service import Tutor
from bot.tutor.text.code_reader import read_code

log = logging.getLogger(__name__)

JSON = dict[str, Any]

FILE_INFO_NEEDED = "check_file_info"

_SAID_BY_PEOPLE = frozenset({None, "file_share", "thread_broadcast", "me_message"})


class MessageFilter:
    """Hears every message that Slack shows us, and passes on what is meant for the tutor."""

    def __init__(self, api: Api, conversation: InteractionHandler, tutor: Tutor) -> None:
        self._api = api
        self._conversation = conversation
        self._tutor = tutor
        # By workspace, channel and message.
        self._heard: LruDict[tuple[str, str, str, str], None] = LruDict()
        self._ours: LruDict[tuple[str, str, str], bool] = (
            LruDict()
        )  # threads in which the bot writes

    async def on_message(self, team: str, event: JSON) -> None:
        """Answers a message if it is meant for the tutor; the same one again changes nothing.

        A mention in a channel arrives twice: as a mention, and as a message.
        """
        if event.get("subtype") == "message_changed":
            message = _changed(event)
        else:
            message = event if event.get("subtype") in _SAID_BY_PEOPLE else None
        if message is None or message.get("bot_id") or not message.get("user"):
            return
        channel = event["channel"]
        edit = str((message.get("edited") or {}).get("ts") or "")
        name = (team, channel, message["ts"], edit)
        if name in self._heard:
            return
        text = await self._said_to_us(team, channel, message, is_edit=bool(edit))
        # Noted only now that it is ours, so that a mention that comes first as a message counts.
        if text is None or not self._heard.add_if_new(name, None):
            return
        message = await self._with_its_files(team, message)
        who = SlackUser(team, message["user"], channel)
        place = await self._place(who, message, edit)
        await self._conversation.on_message(who, place, text, parse_attachments(message))

    async def on_poison_message(self, team: str, event: JSON) -> None:
        """Tells whoever wrote a message to the bot that it is not read, without looking into it."""
        message = event.get("message") or event
        channel, user = event["channel"], message.get("user")
        own = (await self._api.get_workspace(team)).bot_user
        is_to_us = channel.startswith("D") or f"<@{own}" in str(message.get("text"))
        if not user or message.get("bot_id") or not is_to_us:
            return
        who = SlackUser(team, user, channel)
        edit = str((message.get("edited") or {}).get("ts") or "")
        await self._conversation.leave_aside(who, await self._place(who, message, edit))

    async def _with_its_files(self, team: str, message: JSON) -> JSON:
        """The message with all that there is to know of its files.

        In channels that are shared with others Slack tells no more of them than their ids.
        https://docs.slack.dev/reference/objects/file-object
        """
        files = message.get("files") or []
        if not any(each.get("file_access") == FILE_INFO_NEEDED for each in files):
            return message
        return {**message, "files": [await self._told(team, each) for each in files]}

    async def _told(self, team: str, file: JSON) -> JSON:
        if file.get("file_access") != FILE_INFO_NEEDED:
            return file
        client = await self._api.client_for(team)
        try:
            answer = await with_retries(lambda: client.files_info(file=file["id"]))
        except (SlackClientError, *CONNECTION_ERRORS) as problem:
            log.warning("nothing is known of file %s: %s", file.get("id"), problem)
            return file
        return dict(answer["file"])

    async def _said_to_us(
        self, team: str, channel: str, message: JSON, *, is_edit: bool
    ) -> str | None:
        """What a message says to the tutor, or None when it is not meant for it."""
        own = (await self._api.get_workspace(team)).bot_user
        said = message_text(message)
        text = re.sub(rf"<@{own}(?:\|[^<>]*)?>", "", said).strip(" ")
        is_code = _has_code(parse_attachments(message)) or (await read_code(text)).is_code
        if is_edit and not is_code:
            return None
        if channel.startswith("D") or text != said.strip(" "):
            return text
        return text if is_code and await self._is_our_thread(team, channel, message, own) else None

    async def _is_our_thread(self, team: str, channel: str, message: JSON, own: str) -> bool:
        """Whether a message stands in a thread that the bot began or has answered in."""
        thread = message.get("thread_ts")
        if not thread or thread == message["ts"]:
            return False
        if message.get("parent_user_id") == own:
            return True
        key = (team, channel, thread)
        if key not in self._ours:
            client = await self._api.client_for(team)
            try:
                answer = await client.conversations_replies(
                    channel=channel, ts=thread, limit=MOST_SEARCHED
                )
            except (SlackClientError, *CONNECTION_ERRORS) as problem:
                log.warning("thread %s could not be read: %s", thread, problem)
                return False
            self._ours[key] = any(each.get("user") == own for each in answer["messages"])
        return self._ours[key]

    async def _place(self, who: SlackUser, message: JSON, edit: str) -> MessageTarget:
        """Below the message in the direct messages; else in its thread, or directly."""
        place = MessageTarget(
            team=who.team,
            channel=who.channel,
            user=who.id,
            message=message["ts"],
            edit=edit,
            thread=str(message.get("thread_ts") or ""),
        )
        if who.channel.startswith("D"):
            return place
        if await self._tutor.answers_in(PLATFORM, who.team) == "direct":
            return replace(place, placement="direct")
        thread = place.thread or place.message
        self._ours[who.team, who.channel, thread] = True
        return replace(place, placement="thread", thread=thread)


def _changed(event: JSON) -> JSON | None:
    """A message that its learner has edited, as it is now; None for what only Slack changed."""
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    if now.get("subtype") not in _SAID_BY_PEOPLE or not now.get("edited"):
        return None
    return now if now.get("text") != before.get("text") else None


def _has_code(files: tuple[Attachment, ...]) -> bool:
    return any(each.name.casefold().endswith(ENDINGS) for each in files)
