"""Handlers of Discord's REST API."""

from __future__ import annotations

import copy
import itertools
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from tests.support.discord_server.checks import components_of
from tests.support.discord_server.gateway import Gateway
from tests.support.discord_server.world import (
    DM,
    EPHEMERAL,
    GUILD_FORUM,
    JSON,
    LOADING,
    PUBLIC_THREAD,
    Interaction,
    World,
    time_text,
)

PONG, MESSAGE, DEFER_NEW, DEFER_UPDATE, UPDATE, COMPLETE, MODAL = 1, 4, 5, 6, 7, 8, 9
TOO_LATE_S = 3.0


REQUIRES_TAG = 1 << 4  # flag of a forum


class ApiError(Exception):
    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


Handler = Callable[..., Awaitable[Any]]


class Routes:
    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world = world
        self._gateway = gateway
        # An unused address: the bot is configured with another.
        self.announced_gateway = "ws://127.0.0.1:9/"
        self.omits_responses = False  # as a server without support for `with_response`
        self._table: list[tuple[str, re.Pattern[str], Handler]] = [
            (method, re.compile(path + r"\Z"), handler)
            for method, path, handler in (
                ("GET", "/users/@me", self._me),
                ("GET", r"/users/(\d+)", self._user),
                ("GET", "/oauth2/applications/@me", self._application),
                ("GET", "/gateway/bot", self._gateway_bot),
                ("PUT", r"/applications/\d+/commands", self._put_commands),
                ("GET", r"/applications/\d+/commands", self._get_commands),
                ("POST", r"/interactions/(\d+)/([^/]+)/callback", self._callback),
                ("POST", "/users/@me/channels", self._open_direct),
                ("GET", r"/channels/(\d+)", self._channel),
                ("PATCH", r"/channels/(\d+)", self._edit_channel),
                ("GET", r"/channels/(\d+)/messages", self._history),
                ("POST", r"/channels/(\d+)/messages", self._send),
                ("POST", r"/channels/(\d+)/typing", self._typing),
                ("GET", r"/channels/(\d+)/messages/(\d+)", self._message),
                ("PATCH", r"/channels/(\d+)/messages/(\d+)", self._edit),
                ("POST", r"/channels/(\d+)/messages/(\d+)/threads", self._thread),
                ("GET", r"/guilds/(\d+)/audit-logs", self._audit_log),
                ("POST", r"/channels/(\d+)/threads", self._forum_post),
                ("GET", r"/guilds/(\d+)/threads/active", self._active_threads),
                ("GET", r"/guilds/(\d+)/members/(\d+)", self._member),
                ("PUT", r"/guilds/(\d+)/members/(\d+)/roles/(\d+)", self._give_role),
                ("DELETE", r"/guilds/(\d+)/members/(\d+)/roles/(\d+)", self._take_role),
                ("POST", r"/webhooks/\d+/([^/]+)", self._follow_up),
                ("GET", r"/webhooks/\d+/([^/]+)/messages/@original", self._original),
                ("PATCH", r"/webhooks/\d+/([^/]+)/messages/(@original|\d+)", self._edit_by_token),
                (
                    "DELETE",
                    r"/webhooks/\d+/([^/]+)/messages/(@original|\d+)",
                    self._delete_by_token,
                ),
            )
        ]

    async def answer(
        self, method: str, path: str, query: dict[str, str], body: Any, files: dict[str, bytes]
    ) -> tuple[int, Any]:
        for verb, pattern, handler in self._table:
            found = pattern.match(path)
            if verb == method and found:
                return 200, await handler(*found.groups(), query=query, body=body, files=files)
        raise ApiError(404, 0, f"the test's Discord has no {method} {path}")

    async def _me(self, **_: Any) -> Any:
        return self._world.users[self._world.bot]

    async def _user(self, user: str, **_: Any) -> Any:
        if int(user) not in self._world.users:
            raise ApiError(404, 10013, "Unknown User")
        return self._world.users[int(user)]

    async def _application(self, **_: Any) -> Any:
        return {
            "id": str(self._world.application),
            "name": "Tensei",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "",
            "summary": "",
            "flags": (1 << 18) if self._world.content_granted else 0,
            "owner": self._world.users[self._world.bot],
        }

    async def _gateway_bot(self, **_: Any) -> Any:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return {"url": self.announced_gateway, "shards": 1, "session_start_limit": limit}

    async def _audit_log(self, *_: str, query: dict[str, str], **__: Any) -> Any:
        entries = [
            {
                "id": str(self._world.new_id()),
                "target_id": str(bot),
                "user_id": str(user),
                "action_type": int(query["action_type"]),
            }
            for bot, user in self._world.bots_added
        ]
        lists = ("users", "integrations", "webhooks", "threads", "application_commands")
        others = ("guild_scheduled_events", "auto_moderation_rules")
        known = [self._world.users[bot] for bot, _ in self._world.bots_added]
        return {each: [] for each in (*lists, *others)} | {
            "audit_log_entries": entries,
            "users": known,
        }

    async def _put_commands(self, body: Any, **_: Any) -> Any:
        known = {(each["name"], each.get("type", 1)): each["id"] for each in self._world.commands}
        self._world.commands = [
            {
                "id": known.get((each["name"], each.get("type", 1)), str(self._world.new_id())),
                "application_id": str(self._world.application),
                "version": "1",
                "default_member_permissions": None,
                "description": "",
                "type": 1,
                **each,
            }
            for each in body
        ]
        return self._world.commands

    async def _get_commands(self, **_: Any) -> Any:
        return self._world.commands

    async def _callback(self, id: str, token: str, query: Any, body: Any, **_: Any) -> Any:
        interaction = self._interaction(token)
        if interaction.acknowledged is not None:
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        if interaction.delay_s > TOO_LATE_S:
            raise ApiError(404, 10062, "Unknown interaction")
        interaction.acknowledged = body["type"]
        interaction.acknowledged_after_s = time.monotonic() - interaction.began
        data = body.get("data") or {}
        message_id: int | None = None
        if body["type"] in {MESSAGE, DEFER_NEW}:
            loading = LOADING if body["type"] == DEFER_NEW else 0
            flags = data.get("flags", 0) | loading
            message = self._world.add_message(
                int(interaction.data["channel_id"]),
                self._world.bot,
                **(_content(data) | {"flags": flags}),
                interaction_metadata=_metadata(interaction),
                webhook_id=str(self._world.application),
            )
            message_id = interaction.original = int(message["id"])
        elif body["type"] in {DEFER_UPDATE, UPDATE}:
            message_id = interaction.original = int(interaction.data["message"]["id"])
        elif body["type"] == MODAL:
            interaction.modal = data
        elif body["type"] == COMPLETE:
            interaction.choices = data["choices"]
        if self.omits_responses or query.get("with_response") not in {"1", "true", "True"}:
            return None
        facts = {"id": id, "type": interaction.data["type"]}
        return {"interaction": facts | {"response_message_id": message_id and str(message_id)}}

    async def _open_direct(self, body: Any, **_: Any) -> Any:
        return self._world.channels[self._world.direct(int(body["recipient_id"]))]

    async def _history(self, channel: str, query: Any, **_: Any) -> Any:
        after, before = int(query.get("after", 0)), int(query.get("before", 1 << 63))
        there = self._world.messages[self._known(channel)]
        found = [each for id, each in sorted(there.items()) if after < id < before]
        seen = [each for each in found if not each["flags"] & EPHEMERAL]
        limit = int(query.get("limit", 50))
        return list(reversed(seen[:limit] if after else seen[-limit:]))

    async def _channel(self, channel: str, **_: Any) -> Any:
        return {"position": 0, **self._world.channels[self._known(channel)]}

    async def _message(self, channel: str, message: str, **_: Any) -> Any:
        there = self._world.messages[self._known(channel)].get(int(message))
        if there is None or there["flags"] & EPHEMERAL:
            raise ApiError(404, 10008, "Unknown Message")
        return there

    async def _send(self, channel: str, body: Any, files: Any, **_: Any) -> Any:
        id = self._known(channel)
        recipients = self._world.channels[id].get("recipients", [])
        if any(int(each["id"]) in self._world.closed_to_bot for each in recipients):
            raise ApiError(403, 50007, "Cannot send messages to this user")
        if self._world.channels[id]["type"] == GUILD_FORUM:
            raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
        nonce = (id, str(body.get("nonce")))
        if body.get("enforce_nonce") and nonce in self._world.nonces:
            sent = self._world.nonces[nonce]
            return self._world.messages[id].get(sent) or self._world.deleted[sent]
        if self._world.channels[id].get("thread_metadata", {}).get("locked"):
            raise ApiError(400, 50083, "Thread is archived")
        if "thread_metadata" in self._world.channels[id]:
            self._world.channels[id]["thread_metadata"]["archived"] = False
        message = self._world.add_message(id, self._world.bot, **_content(body))
        message["attachments"] = self._attached(files)
        if body.get("message_reference"):
            message["message_reference"] = body["message_reference"]
            message["type"] = 19
        self._world.nonces[nonce] = int(message["id"])
        await self._gateway.dispatch("MESSAGE_CREATE", self._event(message))
        return message

    async def _typing(self, channel: str, **_: Any) -> Any:
        self._world.typing.append(self._known(channel))

    async def _edit(self, channel: str, message: str, body: Any, files: Any, **_: Any) -> Any:
        there = self._world.messages[self._known(channel)].get(int(message))
        if there is None or there["flags"] & EPHEMERAL:
            raise ApiError(404, 10008, "Unknown Message")
        if self._world.channels[int(channel)].get("thread_metadata", {}).get("archived"):
            raise ApiError(400, 50083, "Thread is archived")
        return self._changed(there, body, files)

    async def _edit_channel(self, channel: str, body: Any, **_: Any) -> Any:
        thread = self._world.channels[self._known(channel)]
        assert set(body) == {"archived"}, "the test's Discord archives threads, and nothing else"
        thread["thread_metadata"]["archived"] = body["archived"]
        await self._gateway.dispatch("THREAD_UPDATE", thread)
        return thread

    async def _forum_post(self, channel: str, body: Any, files: Any, **_: Any) -> Any:
        forum = self._world.channels[self._known(channel)]
        if not body.get("applied_tags") and forum.get("flags", 0) & REQUIRES_TAG:
            raise ApiError(400, 40067, "A tag is required to create a forum post in this channel")
        id = self._world.new_id()
        thread = await self._open_thread(channel, id, body)
        content = _content(body["message"])
        message = self._world.add_message(id, self._world.bot, **content)
        # The first message of a post has its id.
        del self._world.messages[id][int(message["id"])]
        message["id"] = str(id)
        self._world.messages[id][id] = message
        message["attachments"] = self._attached(files)
        return thread | {"message": message}

    async def _member(self, guild: str, user: str, **_: Any) -> Any:
        if int(user) in self._world.left:
            raise ApiError(404, 10007, "Unknown Member")
        joined = {"joined_at": time_text(0) + "+00:00", "roles": [], "flags": 0}
        return {"user": self._world.users[int(user)], "deaf": False, "mute": False} | joined

    async def _give_role(self, guild: str, user: str, role: str, **_: Any) -> Any:
        self._held_roles(user, role).add(int(role))

    async def _take_role(self, guild: str, user: str, role: str, **_: Any) -> Any:
        self._held_roles(user, role).discard(int(role))

    def _held_roles(self, user: str, role: str) -> set[int]:
        if int(user) in self._world.left:
            raise ApiError(404, 10007, "Unknown Member")
        if int(role) not in self._world.roles:
            raise ApiError(404, 10011, "Unknown Role")
        if self._world.roles[int(role)]["position"] >= self._world.position_of_bot:
            raise ApiError(403, 50013, "Missing Permissions")
        return self._world.held_roles.setdefault(int(user), set())

    async def _active_threads(self, guild: str, **_: Any) -> Any:
        kinds = self._world.channels.values()
        return {"threads": [c for c in kinds if c["type"] == PUBLIC_THREAD], "members": []}

    async def _thread(self, channel: str, message: str, body: Any, **_: Any) -> Any:
        if int(message) in self._world.channels:
            raise ApiError(400, 160004, "A thread has already been created for this message")
        return await self._open_thread(channel, int(message), body)

    async def _open_thread(self, channel: str, message: int, body: Any) -> Any:
        id = self._world.add_channel(
            PUBLIC_THREAD,
            id=message,
            name=body["name"],
            applied_tags=body.get("applied_tags", []),
            parent_id=channel,
            guild_id=str(self._world.guild),
            owner_id=str(self._world.bot),
            message_count=0,
            member_count=1,
            thread_metadata={
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": time_text(time.time()) + "+00:00",
            },
        )
        await self._gateway.dispatch("THREAD_CREATE", self._world.channels[id])
        return self._world.channels[id]

    async def _follow_up(self, token: str, query: Any, body: Any, files: Any, **_: Any) -> Any:
        interaction = self._valid_interaction(token)
        message = self._world.add_message(
            int(interaction.data["channel_id"]), self._world.bot, **_content(body)
        )
        message["attachments"] = self._attached(files)
        return message if query.get("wait") in {"true", "1"} else None

    async def _original(self, token: str, **_: Any) -> Any:
        return self._message_of(self._valid_interaction(token), "@original")

    async def _edit_by_token(self, token: str, which: str, body: Any, files: Any, **_: Any) -> Any:
        message = self._message_of(self._valid_interaction(token), which)
        message["flags"] &= ~LOADING
        return self._changed(message, body, files)

    async def _delete_by_token(self, token: str, which: str, **_: Any) -> Any:
        message = self._message_of(self._valid_interaction(token), which)
        del self._world.messages[int(message["channel_id"])][int(message["id"])]

    def _message_of(self, interaction: Interaction, which: str) -> JSON:
        id = interaction.original if which == "@original" else int(which)
        message = self._world.find(id or 0)
        if message is None:
            raise ApiError(404, 10008, "Unknown Message")
        return message

    def _changed(self, message: JSON, body: JSON, files: dict[str, bytes]) -> JSON:
        message |= {k: v for k, v in _content(body).items() if k != "flags"}
        message["flags"] |= body.get("flags", 0)
        if "attachments" in body:
            message["attachments"] = self._attached(files)
        return message

    def _attached(self, files: dict[str, bytes]) -> list[JSON]:
        attached = []
        for name, content in files.items():
            id = self._world.new_id()
            self._world.files[f"{id}/{name}"] = content
            facts = {"id": str(id), "filename": name, "size": len(content)}
            attached.append(facts | {"url": f"cdn/{id}/{name}", "proxy_url": f"cdn/{id}/{name}"})
        return attached

    def _event(self, message: JSON) -> JSON:
        channel = self._world.channels[int(message["channel_id"])]
        return message if channel["type"] == DM else message | {"guild_id": channel["guild_id"]}

    def _known(self, channel: str) -> int:
        if int(channel) not in self._world.channels:
            raise ApiError(404, 10003, "Unknown Channel")
        return int(channel)

    def _interaction(self, token: str) -> Interaction:
        if token not in self._world.interactions:
            raise ApiError(404, 10062, "Unknown interaction")
        return self._world.interactions[token]

    def _valid_interaction(self, token: str) -> Interaction:
        interaction = self._interaction(token)
        if interaction.expired:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        if interaction.acknowledged is None:
            raise ApiError(404, 10015, "Unknown Webhook")
        return interaction


def _content(body: JSON) -> JSON:
    keys = ("content", "embeds", "components", "flags", "tts")
    kept = {key: body[key] for key in keys if body.get(key) is not None}
    if "components" in kept:
        kept["components"] = copy.deepcopy(kept["components"])
        _number(kept["components"])
    return kept


def _number(components: list[JSON]) -> None:
    """Assign ids to components without one, as Discord does."""
    every = list(components_of(components))
    free = itertools.filterfalse(
        {each.get("id") for each in every}.__contains__, itertools.count(1)
    )
    for each in every:
        each["id"] = each.get("id") or next(free)


def _metadata(interaction: Interaction) -> JSON:
    user = interaction.data.get("user") or interaction.data["member"]["user"]
    kind = interaction.data["type"]
    return {
        "id": interaction.data["id"],
        "type": kind,
        "user": user,
        "authorizing_integration_owners": {},
    }
