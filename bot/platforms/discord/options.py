"""Map options of the tutor's commands to Discord's typed options, and their values to text."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.tutor.text.commands import Option

PostChannel = AppCommandChannel | AppCommandThread


class _ServerChannel(app_commands.Transformer):
    """Accepts a channel as Discord resolves it, also one that the client does not know."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [
            discord.ChannelType.text,
            discord.ChannelType.news,
            discord.ChannelType.forum,
        ]

    async def transform(self, interaction: discord.Interaction, value: Any, /) -> Any:
        return value


def signature_of(options: Sequence[Option]) -> inspect.Signature:
    """Return the signature of a callback, from which discord.py reads the options."""
    fixed = [inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    return inspect.Signature([*fixed, *map(_parameter, options)])


def read_options(
    options: Sequence[Option], values: Mapping[str, Any]
) -> tuple[dict[str, str], PostChannel | None]:
    """Return the values as texts by option, and the channel if one was chosen."""
    texts: dict[str, str] = {}
    channel: PostChannel | None = None
    for option in options:
        value = values.get(option.name)
        if value is None:
            continue
        match option.kind:
            case "channel":
                channel = value
            case "member" | "role":
                texts[option.name] = str(value.id)
            case "text" | "whole":
                texts[option.name] = str(value)
    return texts, channel


def _parameter(option: Option) -> inspect.Parameter:
    kind: Any
    match option.kind:
        case "text":
            kind = str
        case "whole":
            kind = app_commands.Range[int, option.least, option.most]
        case "member":
            kind = discord.User
        case "role":
            kind = discord.Role
        case "channel":
            kind = app_commands.Transform[PostChannel, _ServerChannel]
    default = inspect.Parameter.empty if option.needed else None
    return inspect.Parameter(
        option.name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default
    )
