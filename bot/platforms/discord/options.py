"""Options of the tutor's commands as Discord's: typed, described, completed and read again."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.tutor.text.commands import Option

PostChannel = AppCommandChannel | AppCommandThread


class _OfServer(app_commands.Transformer):
    """A text channel as Discord tells of it, whether or not this process has seen it before."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [discord.ChannelType.text, discord.ChannelType.news]

    async def transform(self, interaction: discord.Interaction, value: Any, /) -> Any:
        return value


def signature_of(options: Sequence[Option]) -> inspect.Signature:
    """What discord.py reads the options from: a callback's parameters and their annotations."""
    own = [inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    return inspect.Signature([*own, *map(_parameter, options)])


def read_options(
    options: Sequence[Option], given: Mapping[str, Any]
) -> tuple[dict[str, str], PostChannel | None]:
    """The chosen values as texts by the options' names, and the channel if one was chosen."""
    texts: dict[str, str] = {}
    channel: PostChannel | None = None
    for option in options:
        value = given.get(option.name)
        if value is None:
            continue
        match option.kind:
            case "channel":
                channel = value
            case "member":
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
        case "channel":
            kind = app_commands.Transform[PostChannel, _OfServer]
    default = inspect.Parameter.empty if option.needed else None
    return inspect.Parameter(
        option.name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default
    )
