"""The state of the Discord server: users, channels, messages and interactions."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from tests.support.discord_server.checks import (
    COMPONENTS_V2,
    MEDIA_GALLERY,
    TEXT_DISPLAY,
    components_of,
)

DISCORD_EPOCH_MS = 1_420_070_400_000
EPHEMERAL, LOADING = 1 << 6, 1 << 7
GUILD_TEXT, DM, PUBLIC_THREAD, GUILD_FORUM = 0, 1, 11, 15
ADMINISTRATOR = 1 << 3
CONTENT_INTENT = 1 << 15
CONTENT_FLAG = 1 << 18  # of an application: the intent is granted

JSON = dict[str, Any]


def time_text(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{seconds % 1:.6f}"[2:]


@dataclass
class Interaction:
    """An interaction, which can be acknowledged once, and is valid until it is `expired`."""

    data: JSON
    delay_s: float  # until the bot receives it, as Discord counts; a busy machine adds nothing
    began: float = field(default_factory=time.monotonic)
    acknowledged: int | None = None  # the type of the response
    acknowledged_after_s: float | None = None  # for benchmarks
    original: int | None = None  # id of the message that answers it
    expired: bool = False
    modal: JSON | None = None
    choices: list[JSON] | None = None

    @property
    def id(self) -> int:
        return int(self.data["id"])

    @property
    def token(self) -> str:
        return str(self.data["token"])


@dataclass
class World:
    content_granted: bool = True
    users: dict[int, JSON] = field(default_factory=dict)
    channels: dict[int, JSON] = field(default_factory=dict)
    messages: dict[int, dict[int, JSON]] = field(default_factory=dict)  # by channel
    interactions: dict[str, Interaction] = field(default_factory=dict)  # by token
    commands: list[JSON] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)  # by path below /cdn
    withdrawn: dict[str, int] = field(default_factory=dict)  # HTTP statuses by name of a file
    deleted: dict[int, JSON] = field(default_factory=dict)  # messages
    typing: list[int] = field(default_factory=list)  # channels in which the bot was typing
    nonces: dict[tuple[int, str], int] = field(default_factory=dict)
    bots_added: list[tuple[int, int]] = field(default_factory=list)  # and who added each
    closed_to_bot: set[int] = field(default_factory=set)  # users who take no direct messages
    left: set[int] = field(default_factory=set)  # users who are no members of the server
    roles: dict[int, JSON] = field(default_factory=dict)  # besides @everyone and the bot's own
    held_roles: dict[int, set[int]] = field(default_factory=dict)  # by user
    position_of_bot: int = 5  # of its role; those above it are not the bot's to give
    _last: int = 0

    def __post_init__(self) -> None:
        self.bot = self.add_user("Tensei", bot=True)
        self.application = self.new_id()
        self.guild = self.new_id()
        self.role = self.new_id()  # the bot's own
        self.channel = self.add_channel(GUILD_TEXT, guild_id=str(self.guild), name="study")

    def new_id(self, age_s: float = 0) -> int:
        """Return a unique snowflake of now, or of some time ago."""
        self._last += 1
        ms = int((time.time() - age_s) * 1000) - DISCORD_EPOCH_MS
        return (ms << 22) | (self._last & 0x3FFFFF)

    def add_user(self, name: str, *, bot: bool = False) -> int:
        id = self.new_id()
        self.users[id] = {
            "id": str(id),
            "username": name.lower(),
            "global_name": name,
            "discriminator": "0",
            "avatar": None,
            "bot": bot,
        }
        return id

    def add_channel(self, kind: int, *, id: int | None = None, **facts: Any) -> int:
        id = id or self.new_id()
        self.channels[id] = {"id": str(id), "type": kind, **facts}
        self.messages[id] = {}
        return id

    def direct(self, user: int) -> int:
        """Return the channel of direct messages with a user, created on first use."""
        for id, channel in self.channels.items():
            if channel["type"] == DM and channel["recipients"][0]["id"] == str(user):
                return id
        return self.add_channel(DM, recipients=[self.users[user]], last_message_id=None)

    def add_message(self, channel: int, author: int, **facts: Any) -> JSON:
        id = self.new_id()
        message: JSON = {
            "id": str(id),
            "channel_id": str(channel),
            "author": self.users[author],
            "content": "",
            "timestamp": time_text(time.time()) + "+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [],
            "pinned": False,
            "type": 0,
            "flags": 0,
            **facts,
        }
        self.messages[channel][id] = message
        return message

    def find(self, message: int) -> JSON | None:
        return next((all_[message] for all_ in self.messages.values() if message in all_), None)

    def delete(self, message: JSON) -> None:
        id = int(message["id"])
        self.deleted[id] = self.messages[int(message["channel_id"])].pop(id)

    def latest(self, count: int) -> list[JSON]:
        every = {id: each for there in self.messages.values() for id, each in there.items()}
        return [every[id] for id in sorted(every)[-count:]]

    def of_bot(self, channel: int) -> list[JSON]:
        """Return the bot's messages in a channel, oldest first."""
        own = str(self.bot)
        return [each for each in self.messages[channel].values() if each["author"]["id"] == own]

    def role_of_bot(self, everyone: JSON) -> JSON:
        """Return the role that Discord makes for a bot; it has the bot's name."""
        facts = {"id": str(self.role), "name": "Tensei", "managed": True, "mentionable": True}
        return (
            everyone | facts | {"position": self.position_of_bot, "tags": {"bot_id": str(self.bot)}}
        )

    def add_role(self, name: str, position: int, **facts: Any) -> int:
        """Add a role of the server, before the bot connects."""
        id = self.new_id()
        role = {"id": str(id), "name": name, "permissions": "0", "position": position}
        role |= {"color": 0, "hoist": False, "managed": False, "flags": 0, "mentionable": False}
        self.roles[id] = role | facts
        return id

    def guild_data(self) -> JSON:
        may = str(
            ((1 << 50) - 1) & ~ADMINISTRATOR
        )  # an administrator is exempt from a channel's permissions
        everyone: JSON = {"id": str(self.guild), "name": "@everyone", "permissions": may}
        everyone |= {"color": 0, "hoist": False, "position": 0, "managed": False, "flags": 0}
        return {
            "id": str(self.guild),
            "name": "Study group",
            "owner_id": str(self.application),  # no user of the test
            "roles": [
                everyone | {"mentionable": False},
                self.role_of_bot(everyone),
                *self.roles.values(),
            ],
            "channels": [
                {"position": 0, "permission_overwrites": [], "nsfw": False} | each
                for each in self.channels.values()
                if each["type"] in {GUILD_TEXT, GUILD_FORUM}
            ],
            "threads": [each for each in self.channels.values() if each["type"] == PUBLIC_THREAD],
            "members": [
                {
                    "user": self.users[self.bot],
                    "roles": [str(self.role)],
                    "joined_at": time_text(0) + "+00:00",
                    "deaf": False,
                    "mute": False,
                    "flags": 0,
                }
            ],
            "member_count": len(self.users),
            "emojis": [],
            "stickers": [],
            "features": [],
            "preferred_locale": "en-US",
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "system_channel_flags": 0,
            "large": False,
            "unavailable": False,
        }


def text_of(message: JSON) -> str:
    """Return the text of a message, without its buttons."""
    displays = components_of(message["components"])
    texts = [each["content"] for each in displays if each["type"] == TEXT_DISPLAY]
    return "\n".join([message["content"], *texts]).strip()


def descriptions_of(message: JSON) -> str:
    """Return what the pictures of a message show, in words."""
    galleries = [
        each for each in components_of(message["components"]) if each["type"] == MEDIA_GALLERY
    ]
    return "\n".join(item["description"] for each in galleries for item in each["items"])


def buttons_of(message: JSON) -> dict[str, str]:
    """Return custom ids of buttons by label."""
    return {
        each["label"]: each["custom_id"]
        for each in components_of(message["components"])
        if each["type"] == 2
    }


def menus_of(message: JSON) -> list[JSON]:
    return [each for each in components_of(message["components"]) if each["type"] == 3]


def is_new_style(message: JSON) -> bool:
    return bool(message["flags"] & COMPONENTS_V2)
