"""A simulated learner on Discord: commands, buttons, forms, messages and edits."""

from __future__ import annotations

import time
import uuid
from typing import Any

from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import (
    DM,
    JSON,
    LOADING,
    Interaction,
    buttons_of,
    menus_of,
    text_of,
    time_text,
)

COMMAND, COMPONENT, COMPLETION, FORM = 2, 3, 4, 5
SUBCOMMAND, MEMBER_OPTION, CHANNEL_OPTION, ROLE_OPTION = 1, 6, 7, 8
REPLY, FORWARD = 19, 1  # the type of a message, and that of a reference
TEXT_INPUT, LABEL, FILE_UPLOAD, BUTTON, SELECT = 4, 18, 19, 2, 3


class Learner:
    def __init__(self, discord: DiscordServer, name: str = "Aiko", locale: str = "en-US") -> None:
        self.discord = discord
        self.world = discord.world
        self.id = self.world.add_user(name)
        self.locale = locale
        self.permissions = (1 << 50) - 1  # in the server
        self.brings_the_bot = False  # installed for the user only, in a server without the bot
        self.direct = self.world.direct(self.id)

    async def command(
        self, path: str, argument: Any = None, *, channel: int = 0, **options: Any
    ) -> Interaction:
        """Send a slash command, by default in direct messages.

        `path` is a command, perhaps with a subcommand; `argument` is the value of the first option.
        Members and channels are given by their ids. `channel` is where the command is sent, so an
        option of that name is passed as `channel_`.
        """
        command, declared = self._declared(path)
        options = {key.rstrip("_"): value for key, value in options.items()}
        if argument is not None:
            options = {declared[0]["name"]: argument, **options}
        given = [
            {"name": each["name"], "type": each["type"], "value": _as_sent(options[each["name"]])}
            for each in declared
            if each["name"] in options
        ]
        assert len(given) == len(options), f"/{path} has no such options: {options}"
        data = {"id": command["id"], "type": 1, **self._nested(path, given)}
        data["resolved"] = self._resolved(declared, options, channel)
        return await self._interact(COMMAND, data, channel)

    async def complete(self, name: str, prefix: str, option: str = "") -> dict[str, str]:
        """Return the completions of an option, by default the first: labels by value."""
        command, declared = self._declared(name)
        option = option or declared[0]["name"]
        typed = next(each for each in declared if each["name"] == option)
        assert typed["autocomplete"]
        given = [{"name": option, "type": typed["type"], "value": prefix, "focused": True}]
        data = {"id": command["id"], "type": 1, **self._nested(name, given)}
        interaction = await self._interact(COMPLETION, data, 0)
        await self.discord.until(lambda: interaction.choices is not None)
        return {each["value"]: each["name"] for each in interaction.choices or []}

    async def menu(self, name: str, message: JSON, *, channel: int = 0) -> Interaction:
        command = self._command(name, 3)
        data = {
            "id": command["id"],
            "name": name,
            "type": 3,
            "target_id": message["id"],
            "resolved": {"messages": {message["id"]: message}},
        }
        return await self._interact(COMMAND, data, channel)

    async def press(self, message: JSON, label: str) -> Interaction:
        """Press the button with that label."""
        custom_id = buttons_of(message)[label]
        data = {"custom_id": custom_id, "component_type": BUTTON}
        return await self._interact(COMPONENT, data, int(message["channel_id"]), message=message)

    async def choose(self, message: JSON, *labels: str) -> Interaction:
        """Choose the options with these labels in the message's menu."""
        (menu,) = menus_of(message)
        assert menu.get("min_values", 1) <= len(labels) <= menu.get("max_values", 1)
        by_label = {each["label"]: each["value"] for each in menu["options"]}
        values = [by_label[each] for each in labels]
        data = {"custom_id": menu["custom_id"], "component_type": SELECT, "values": values}
        return await self._interact(COMPONENT, data, int(message["channel_id"]), message=message)

    async def fill(
        self, opened: Interaction, text: str = "", files: dict[str, bytes] | None = None
    ) -> Interaction:
        """Submit the form that an interaction has opened."""
        modal = await self.discord.until(lambda: opened.modal)
        uploads = {each["id"]: each for each in self._uploaded(files or {})}
        rows = []
        for row in modal["components"]:
            inner = row["component"]
            kept = {"type": inner["type"], "custom_id": inner["custom_id"], "id": 2}
            kept |= {"value": text} if inner["type"] == TEXT_INPUT else {"values": list(uploads)}
            rows.append({"type": LABEL, "id": 1, "component": kept})
        data = {"custom_id": modal["custom_id"], "components": rows}
        data["resolved"] = {"attachments": uploads}
        channel = int(opened.data["channel_id"])
        return await self._interact(FORM, data, channel, message=opened.data.get("message"))

    async def say(
        self,
        text: str,
        *,
        channel: int = 0,
        files: dict[str, bytes] | None = None,
        mention: bool = False,
        mention_role: bool = False,
        **facts: Any,
    ) -> JSON:
        """Send a message, by default without a mention of the bot.

        `facts` are further fields of the message, such as those of `replying` and `forwarding`.
        """
        bot = self.world.users[self.world.bot]
        content = f"<@{bot['id']}> {text}" if mention else text
        if mention_role:
            content = f"<@&{self.world.role}> {text}"
            facts["mention_roles"] = [str(self.world.role)]
        message = self.world.add_message(
            channel or self.direct,
            self.id,
            content=content,
            mentions=[bot] if mention else [],
            attachments=self._uploaded(files or {}),
            **facts,
        )
        await self.discord.gateway.dispatch("MESSAGE_CREATE", self._event(message))
        return message

    def replying(self, to: JSON, *, with_original: bool = True) -> JSON:
        """Return the fields of a reply; Discord leaves the original message out at times."""
        facts: JSON = {"type": REPLY, "message_reference": self._reference(to)}
        return facts | ({"referenced_message": dict(to)} if with_original else {})

    def forwarding(self, message: JSON) -> JSON:
        """Return the fields of a forward, whose snapshot does not say who wrote it."""
        kept: tuple[str, ...] = (
            "type",
            "content",
            "embeds",
            "attachments",
            "timestamp",
            "edited_timestamp",
        )
        kept += ("flags", "mentions", "mention_roles", "components")
        snapshot = {key: message[key] for key in kept}
        reference = self._reference(message) | {"type": FORWARD}
        return {"message_reference": reference, "message_snapshots": [{"message": snapshot}]}

    def _reference(self, message: JSON) -> JSON:
        place = {"message_id": message["id"], "channel_id": message["channel_id"]}
        is_direct = self.world.channels[int(message["channel_id"])]["type"] == DM
        return place if is_direct else place | {"guild_id": str(self.world.guild)}

    async def edit(self, message: JSON, text: str) -> None:
        message["content"] = text
        message["edited_timestamp"] = time_text(time.time()) + "+00:00"
        await self.discord.gateway.dispatch("MESSAGE_UPDATE", self._event(message))

    async def shown(self, interaction: Interaction, having: str = "") -> JSON:
        """The message that answers an interaction, once it says what is waited for."""

        def message() -> JSON | None:
            found = self.world.find(interaction.original or 0)
            ready = found and not found["flags"] & LOADING and having in text_of(found)
            return found if ready else None

        found: JSON = await self.discord.until(message)
        return found

    async def answered(self, message: JSON, having: str = "", *, where: int = 0) -> JSON:
        """Return the bot's reply to a message once it contains a text."""
        channel = where or int(message["channel_id"])

        def reply() -> JSON | None:
            for each in self.world.of_bot(channel) if channel in self.world.messages else []:
                answers = (each.get("message_reference") or {}).get("message_id")
                fits = where or str(answers) == message["id"]
                if fits and having in text_of(each):
                    return each
            return None

        found: JSON = await self.discord.until(reply)
        return found

    def _command(self, name: str, kind: int) -> JSON:
        return next(
            each
            for each in self.world.commands
            if each["type"] == kind
            and name in {each["name"], (each.get("name_localizations") or {}).get("ja")}
        )

    def _declared(self, name: str) -> tuple[JSON, list[JSON]]:
        """Return a registered command and the options of it or of its subcommand."""
        first, _, second = name.partition(" ")
        command = self._command(first, 1)
        options = command.get("options") or []
        if second:
            found = next(each for each in options if each["name"] == second)
            return command, found.get("options") or []
        assert not any(each["type"] == SUBCOMMAND for each in options), f"/{name} what?"
        return command, options

    def _nested(self, name: str, given: list[JSON]) -> JSON:
        first, _, second = name.partition(" ")
        if second:
            given = [{"name": second, "type": SUBCOMMAND, "options": given}]
        return {"name": first, "options": given}

    def _resolved(self, declared: list[JSON], options: JSON, channel: int) -> JSON:
        """Return the data of members and channels among the options."""
        kinds = {each["name"]: each["type"] for each in declared}
        users = [int(v) for k, v in options.items() if kinds[k] == MEMBER_OPTION]
        channels = [int(v) for k, v in options.items() if kinds[k] == CHANNEL_OPTION]
        roles = [int(v) for k, v in options.items() if kinds[k] == ROLE_OPTION]
        own = {"permissions": str(self.permissions)}
        keys = ("id", "type", "name", "guild_id")
        return {
            "users": {str(id): self.world.users[id] for id in users},
            "roles": {str(id): self.world.roles[id] for id in roles},
            "channels": {
                str(id): {k: self.world.channels[id][k] for k in keys} | own for id in channels
            },
        }

    def _uploaded(self, files: dict[str, bytes]) -> list[JSON]:
        uploaded = []
        for name, content in files.items():
            id = str(self.world.new_id())
            self.world.files[f"{id}/{name}"] = content
            url = f"{self.discord.cdn_url}{id}/{name}"
            facts = {"id": id, "filename": name, "size": len(content), "url": url}
            uploaded.append(facts | {"proxy_url": url})
        return uploaded

    def _event(self, message: JSON) -> JSON:
        channel = self.world.channels[int(message["channel_id"])]
        if channel["type"] == DM:
            return dict(message)
        member = {"roles": [], "joined_at": time_text(0) + "+00:00", "deaf": False, "mute": False}
        return message | {"guild_id": str(self.world.guild), "member": member | {"flags": 0}}

    async def _interact(
        self, kind: int, data: JSON, channel: int, message: JSON | None = None
    ) -> Interaction:
        channel = channel or self.direct
        facts = self.world.channels[channel]
        user = self.world.users[self.id]
        event: dict[str, Any] = {
            "id": str(self.world.new_id()),
            "application_id": str(self.world.application),
            "type": kind,
            "token": uuid.uuid4().hex * 6,
            "version": 1,
            "data": data,
            "channel_id": str(channel),
            "channel": facts,
            "locale": self.locale,
            "app_permissions": str((1 << 50) - 1),
            "entitlements": [],
            "authorizing_integration_owners": {"1": user["id"]},
            "attachment_size_limit": 10_000_000,
        }
        if facts["type"] == DM:
            event |= {"user": user, "context": 1}
        else:
            member = {"user": user, "roles": [], "joined_at": time_text(0) + "+00:00", "flags": 0}
            member |= {"permissions": str(self.permissions), "deaf": False, "mute": False}
            event |= {"member": member, "guild_id": str(self.world.guild), "context": 0}
            if not self.brings_the_bot:
                event["authorizing_integration_owners"] = {"0": str(self.world.guild)}
        if message is not None:
            event["message"] = message
        interaction = Interaction(event, self.discord.delay_s)
        self.world.interactions[interaction.token] = interaction
        await self.discord.gateway.dispatch("INTERACTION_CREATE", event)
        return interaction


def _as_sent(value: Any) -> Any:
    """Return ids as text, as Discord sends them, and other values as they are."""
    return str(value) if isinstance(value, int) and value > 1_000_000 else value
