"""A simulated user of Slack: sends commands and messages, presses buttons, submits modals."""

from __future__ import annotations

from typing import Any

from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import CHANNEL, JSON, FakeWorkspace, buttons_of, text_of


class Learner:
    """A user of a workspace, by default of the server's first one."""

    def __init__(
        self,
        slack: SlackServer,
        name: str = "Aiko",
        locale: str = "en-US",
        workspace: FakeWorkspace | None = None,
    ) -> None:
        self.slack = slack
        self.workspace = workspace or slack.workspace
        self.id = self.workspace.add_user(name, locale)
        self.dm = self.workspace.direct(self.id)

    async def command(self, line: str, *, channel: str = "") -> JSON:
        """Send a command such as "/lesson tensors"; return the payload."""
        name, _, text = line.partition(" ")
        payload = {
            "command": name,
            "text": text,
            "team_id": self.workspace.team,
            "user_id": self.id,
            "user_name": self.workspace.users[self.id]["name"],
            "channel_id": channel or self.dm,
            "response_url": self.slack.new_response_url(self.workspace, self.id),
            "trigger_id": self.workspace.new_id("trigger"),
            "api_app_id": "A0",
        }
        payload["envelope"] = await self.slack.send("slash_commands", payload)
        return payload

    async def press(self, message: JSON, label: str, *, channel: str = "") -> JSON:
        button = buttons_of(message)[label]
        return await self._act(message, button, channel)

    async def choose(self, message: JSON, value: str, *, channel: str = "") -> JSON:
        select = next(
            each
            for block in message["blocks"]
            if block["type"] == "actions"
            for each in block["elements"]
            if each["type"] == "static_select"
        )
        option = next(each for each in select["options"] if each["value"] == value)
        return await self._act(message, select | {"selected_option": option}, channel)

    async def tick(
        self, message: JSON, values: str, label: str = "Answer", *, channel: str = ""
    ) -> JSON:
        """Tick the checkboxes that have one of the values, and press the button with the label."""
        (block,) = (each for each in message["blocks"] if each["type"] == "input")
        element = block["element"]
        ticked = [each for each in element["options"] if each["value"] in values]
        boxes = {"type": element["type"], "selected_options": ticked}
        state = {"values": {block["block_id"]: {element["action_id"]: boxes}}}
        return await self._act(message, buttons_of(message)[label], channel, state=state)

    async def press_home(self, label: str) -> JSON:
        view = self.workspace.home_tabs[self.id]
        action = buttons_of(view)[label] | {"action_ts": self.workspace.new_ts()}
        payload = self._interaction("block_actions") | {"container": {"type": "view"}}
        payload |= {"view": view, "actions": [action]}
        await self.slack.send("interactive", payload)
        return payload

    async def _act(
        self, message: JSON, action: JSON, channel: str, state: JSON | None = None
    ) -> JSON:
        channel = channel or self.dm
        is_ephemeral = message in self.workspace.ephemerals
        container = {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": channel,
            "is_ephemeral": is_ephemeral,
        }
        if message.get("thread_ts"):
            container["thread_ts"] = message["thread_ts"]
        payload = self._interaction("block_actions") | {
            "container": container,
            "channel": {"id": channel, "name": "x"},
            "state": state or {"values": {}},
            "actions": [action | {"action_ts": self.workspace.new_ts()}],
            "response_url": self.slack.new_response_url(self.workspace, self.id, message=message),
        }
        payload["envelope"] = await self.slack.send("interactive", payload)
        return payload

    async def shortcut(self, callback_id: str, message: JSON, *, channel: str = CHANNEL) -> JSON:
        payload = self._interaction("message_action") | {
            "callback_id": callback_id,
            "message": message,
            "message_ts": message["ts"],
            "channel": {"id": channel, "name": "x"},
            "response_url": self.slack.new_response_url(self.workspace, self.id),
        }
        await self.slack.send("interactive", payload)
        return payload

    async def fill(
        self, opened: JSON, text: str = "", files: dict[str, bytes] | None = None
    ) -> str:
        """Submit the modal that a command or a button has opened; return the envelope's id."""
        view = await self.slack.until(lambda: self.workspace.modals.get(opened["trigger_id"]))
        values: JSON = {"text": {"text": {"type": "plain_text_input", "value": text or None}}}
        if any(block["block_id"] == "file" for block in view["blocks"]):
            values["file"] = {"file": {"type": "file_input", "files": self._upload(files or {})}}
        sent = view | {"id": self.workspace.new_id("V"), "hash": "h", "state": {"values": values}}
        payload = self._interaction("view_submission") | {"view": sent}
        return await self.slack.send("interactive", payload)

    async def say(
        self,
        text: str,
        *,
        channel: str = "",
        thread: str = "",
        blocks: list[JSON] | None = None,
        files: dict[str, bytes] | None = None,
        parent: str = "",
        shared: JSON | None = None,
    ) -> JSON:
        """Send a message, escaped as Slack does, perhaps with one that it shares; return it."""
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        escaped = escaped.replace(f"&lt;@{self.workspace.bot}&gt;", f"<@{self.workspace.bot}>")
        facts: JSON = {"user": self.id, "text": escaped, "team": self.workspace.team}
        if thread:
            facts |= {"thread_ts": thread, "parent_user_id": parent or self.id}
        if blocks:
            facts["blocks"] = blocks
        if files:
            facts |= {"subtype": "file_share", "files": self._upload(files)}
        if shared is not None:
            facts["attachments"] = [self._shared(shared)]
        message = self.workspace.add(channel or self.dm, **facts)
        await self.event(message | self._channel_fields(channel))
        return message

    def _shared(self, message: JSON) -> JSON:
        """Return a message as Slack puts it among the attachments of one that shares it."""
        blocks = {"message": {"blocks": message.get("blocks") or []}}
        return {
            "is_share": True,
            "is_msg_unfurl": True,
            "author_id": message["user"],
            "text": message["text"],
            "fallback": message["text"],
            "ts": message["ts"],
            "channel_id": "C0",
            "from_url": f"https://x.slack.com/archives/C0/p{message['ts'].replace('.', '')}",
            "message_blocks": [{"team": self.workspace.team, "channel": "C0", **blocks}],
            "files": message.get("files") or [],
        }

    async def edit(self, message: JSON, text: str, *, channel: str = "") -> None:
        before = dict(message)
        message |= {"text": text, "edited": {"user": self.id, "ts": self.workspace.new_ts()}}
        changed = {"type": "message", "subtype": "message_changed", "message": dict(message)}
        changed |= {
            "previous_message": before,
            "ts": self.workspace.new_ts(),
            **self._channel_fields(channel),
        }
        await self.event(changed)

    async def open_home(self) -> None:
        await self.event({"type": "app_home_opened", "user": self.id, "tab": "home"})

    async def open_messages(self) -> None:
        event = {"type": "app_home_opened", "user": self.id, "tab": "messages", "channel": self.dm}
        await self.event(event)

    async def event(self, event: JSON, *, id: str = "", retry: int = 0) -> str:
        return await self.slack.send("events_api", self.workspace.event(event, id), retry=retry)

    async def wait_for_reply(
        self, text_part: str = "", *, channel: str = "", thread: str = ""
    ) -> JSON:
        """Wait for a message of the bot with that text; return it."""
        place = channel or self.dm

        def found() -> JSON | None:
            messages = [m for m in self.workspace.bot_messages(place) if m.get("blocks")]
            messages = [m for m in messages if m.get("thread_ts", "") == thread or not thread]
            return next((m for m in reversed(messages) if text_part in text_of(m)), None)

        message: JSON = await self.slack.until(found)
        return message

    async def wait_for_button(self, label: str) -> JSON:
        """Wait for a direct message of the bot with a button of that label; return it."""

        def found() -> JSON | None:
            messages = [m for m in self.workspace.bot_messages(self.dm) if m.get("blocks")]
            return next((m for m in messages if label in buttons_of(m)), None)

        message: JSON = await self.slack.until(found)
        return message

    async def wait_for_ephemeral(self, text_part: str = "") -> JSON:
        """Wait for an ephemeral message to this user with that text; return it."""

        def found() -> JSON | None:
            own = [m for m in self.workspace.ephemerals if m["user"] == self.id]
            return next((m for m in reversed(own) if text_part in text_of(m)), None)

        message: JSON = await self.slack.until(found)
        return message

    def _channel_fields(self, channel: str) -> JSON:
        place = channel or self.dm
        return {"channel": place, "channel_type": "im" if place[0] == "D" else "channel"}

    def _interaction(self, kind: str) -> dict[str, Any]:
        team, name = self.workspace.team, self.workspace.users[self.id]["name"]
        user = {"id": self.id, "name": name, "team_id": team}
        trigger = self.workspace.new_id("trigger")
        return {"type": kind, "team": {"id": team}, "user": user, "trigger_id": trigger}

    def _upload(self, files: dict[str, bytes]) -> list[JSON]:
        sent = []
        for name, content in files.items():
            file = self.workspace.new_id("F")
            self.workspace.files[file] = {"name": name, "content": content}
            url = f"{self.slack.files_of(self.workspace)}/files/{file}"
            sent.append({"id": file, "name": name, "size": len(content), "mode": "hosted"})
            sent[-1]["url_private_download"] = url
        return sent
