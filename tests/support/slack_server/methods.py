"""The Web API methods that the bot may call, with their scopes and errors."""

from __future__ import annotations

import json
from typing import Any

from tests.support.slack_server.workspace import JSON, ApiError, FakeWorkspace

SCOPES = {
    "auth.test": None,
    "users.info": "users:read",
    "conversations.open": "im:write",
    "conversations.history": "im:history",
    "conversations.replies": "channels:history",
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "views.open": None,
    "views.publish": None,
    "files.info": "files:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
}
"""The scope that each method needs, which the manifest has to request."""


class Methods:
    """Implements the methods for one workspace."""

    def __init__(self, workspace: FakeWorkspace, base: str) -> None:
        self.workspace = workspace
        self.base = base  # URL of its files

    def answer(self, method: str, given: JSON) -> JSON:
        """Return the response of a method. Raise ApiError with Slack's error code."""
        name = method.replace(".", "_")
        return getattr(self, name)({key: _value(each) for key, each in given.items()}) or {}

    def auth_test(self, _: JSON) -> JSON:
        workspace = self.workspace
        facts = {"team_id": workspace.team, "team": workspace.name}
        return facts | {"user_id": workspace.bot, "bot_id": workspace.bot_id}

    def users_info(self, given: JSON) -> JSON:
        if given["user"] not in self.workspace.users:
            raise ApiError("user_not_found")
        user = dict(self.workspace.users[given["user"]])
        if not given.get("include_locale"):
            del user["locale"]
        return {"user": user}

    def conversations_open(self, given: JSON) -> JSON:
        if given["users"] in self.workspace.dms_closed:
            raise ApiError("cannot_dm_bot")
        return {"channel": {"id": self.workspace.direct(given["users"])}}

    def conversations_history(self, given: JSON) -> JSON:
        found = self._messages_of(given["channel"])
        top = [m for m in found if m.get("thread_ts", m["ts"]) == m["ts"]]
        return self._page_of_messages(top[::-1], given)

    def conversations_replies(self, given: JSON) -> JSON:
        found = self._messages_of(given["channel"])
        thread = [m for m in found if given["ts"] in {m["ts"], m.get("thread_ts")}]
        if not thread:
            raise ApiError("thread_not_found")
        return self._page_of_messages(thread, given)

    def _page_of_messages(self, messages: list[JSON], given: JSON) -> JSON:
        """Return one page of messages with the cursor of the next."""
        since, begin = float(given.get("oldest") or 0), int(given.get("cursor") or 0)
        end = begin + min(int(given["limit"]), self.workspace.page_size)
        recent = [_without_bytes(m) for m in messages if float(m["ts"]) >= since]
        for each in recent if not given.get("include_all_metadata") else []:
            each.pop("metadata", None)
        cursor = str(end) if end < len(recent) else ""
        return {"messages": recent[begin:end], "response_metadata": {"next_cursor": cursor}}

    def chat_postMessage(self, given: JSON) -> JSON:
        self._messages_of(given["channel"])
        self._check(given)
        kept = {k: given[k] for k in ("text", "blocks", "metadata", "thread_ts") if given.get(k)}
        message = self.workspace.add_bot_message(given["channel"], **kept)
        return {"channel": given["channel"], "ts": message["ts"], "message": message}

    def chat_postEphemeral(self, given: JSON) -> JSON:
        self._messages_of(given["channel"])
        self._check(given)
        kept = {k: given[k] for k in ("text", "blocks", "user", "thread_ts") if given.get(k)}
        self.workspace.ephemerals.append({**kept, "ts": self.workspace.new_ts()})
        return {"message_ts": self.workspace.ephemerals[-1]["ts"]}

    def chat_update(self, given: JSON) -> JSON:
        message = self.workspace.find(given["channel"], given["ts"])
        if message is None:
            raise ApiError("message_not_found")
        if message.get("bot_id") != self.workspace.bot_id:
            raise ApiError("cant_update_message")
        self._check(given)
        message.update({k: given[k] for k in ("text", "blocks", "metadata") if given.get(k)})
        message["times_edited"] = message.get("times_edited", 0) + 1
        return {"channel": given["channel"], "ts": given["ts"]}

    def views_open(self, given: JSON) -> JSON:
        trigger, view = given["trigger_id"], given["view"]
        if trigger in self.workspace.modals:
            raise ApiError("exchanged_trigger_id")
        self.workspace.check_view(view)
        self.workspace.modals[trigger] = view
        return {"view": view | {"id": self.workspace.new_id("V")}}

    def views_publish(self, given: JSON) -> JSON:
        self.workspace.check_view(given["view"])
        self.workspace.home_tabs[given["user_id"]] = given["view"]
        return {"view": given["view"]}

    def files_info(self, given: JSON) -> JSON:
        name, content = (self.workspace.files[given["file"]][key] for key in ("name", "content"))
        url = f"{self.base}/files/{given['file']}"
        facts = {"id": given["file"], "name": name, "size": len(content), "mode": "hosted"}
        file = self.workspace.files[given["file"]]
        file["asked"] = file.get("asked", 0) + 1
        facts["mimetype"] = "image/png" if file["asked"] > self.workspace.processing else ""
        return {"file": facts | {"url_private_download": url}}

    def files_getUploadURLExternal(self, given: JSON) -> JSON:
        file = self.workspace.new_id("F")
        self.workspace.files[file] = {"name": given["filename"], "length": int(given["length"])}
        self.workspace.files[file]["alt"] = given.get("alt_txt", "")
        return {"file_id": file, "upload_url": f"{self.base}/upload/{file}"}

    def files_completeUploadExternal(self, given: JSON) -> JSON:
        channel = given.get("channel_id") or ""
        for each in given["files"]:
            file = self.workspace.files[each["id"]]
            assert len(file["content"]) == file["length"]
        if not channel:  # nobody else sees it until it is in a message's blocks
            return {"files": given["files"]}
        self._messages_of(channel)
        for each in given["files"]:
            file = self.workspace.files[each["id"]]
            thread = {"thread_ts": given["thread_ts"]} if given.get("thread_ts") else {}
            self.workspace.add_bot_message(channel, text="", files=[file], **thread)
        return {"files": given["files"]}

    def _messages_of(self, channel: str) -> list[JSON]:
        if channel not in self.workspace.messages:
            raise ApiError("channel_not_found")
        if channel.startswith("C") and channel not in self.workspace.members:
            raise ApiError("not_in_channel")
        return self.workspace.messages[channel]

    def _check(self, given: JSON) -> None:
        text = given.get("text", "")
        if not text or len(text) > 4000 or "<!" in text or "<@" in text:
            self.workspace.violations.append(f"text for notifications: {text[:80]!r}")
        self.workspace.check_blocks(given["blocks"])
        for block in given["blocks"]:
            if block["type"] == "image" and not self._is_processed(block["slack_file"]["id"]):
                raise ApiError("invalid_blocks")

    def _is_processed(self, file: str) -> bool:
        asked: int = self.workspace.files.get(file, {}).get("asked", 0)
        return asked > self.workspace.processing


def _without_bytes(message: JSON) -> JSON:
    files = [
        {key: value for key, value in each.items() if not isinstance(value, bytes)}
        for each in message.get("files", [])
    ]
    return message | ({"files": files} if files else {})


def _value(given: Any) -> Any:
    """Decode the value of a form field: blocks and the like are JSON, booleans are words."""
    if isinstance(given, str) and given[:1] in {"{", "["}:
        return json.loads(given)
    return {"true": True, "false": False}.get(given, given) if isinstance(given, str) else given
