"""The tutor's commands as Discord's: every one that it has, with localised names and completion.

A command that the tutor gains is there without a line here; only the word for its argument may
want one.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from bot.i18n import Words, as_language
from bot.platforms.discord.conversation import Conversation
from bot.platforms.discord.forms import CODE_COMMANDS
from bot.platforms.discord.measure import cut
from bot.platforms.discord.people import MANAGERS_COMMANDS
from bot.tutor.commands import CommandHelp
from bot.tutor.tutor import Tutor

OPTIONS = {
    "lesson": "discord-option-topic",
    "exercise": "discord-option-exercise",
    "submit": "discord-option-exercise",
    "hint": "discord-option-exercise",
    "quiz": "discord-option-lesson",
    "leaderboard": "discord-option-period",
    "progress": "discord-option-member",
    "language": "discord-option-language",
}
"""Keys of the names that arguments have; any other command's is `discord-option-argument`."""

COMPLETED_AS = {"submit": "exercise"}
"""Commands whose argument is completed as another's: the tutor's own takes code."""

LONGEST_DESCRIPTION = 100
LONGEST_CHOICE = 100

Callback = Callable[..., Coroutine[Any, Any, None]]


class Translator(app_commands.Translator):
    """Takes the words of a `locale_str` from the catalogues, by the key it carries."""

    def __init__(self, words: Words) -> None:
        self._words = words

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        language = as_language(locale.value)
        key = string.extras.get("key")
        if key is None or language in (None, "en") or not self._words.has(language, key):
            return None
        return cut(self._words.say(language, key), LONGEST_DESCRIPTION)


def new_tree(client: discord.Client) -> app_commands.CommandTree[discord.Client]:
    """Commands for servers and for single users, who may use them anywhere."""
    return app_commands.CommandTree(
        client,
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )


def add_commands(
    tree: app_commands.CommandTree[discord.Client],
    conversation: Conversation,
    tutor: Tutor,
    words: Words,
) -> None:
    """Puts every command of the tutor, and the message menus, into the tree."""
    for command in tutor.commands("en"):
        tree.add_command(_command(conversation, words, command))
    for name, key in (("submit", "discord-menu-grade"), ("run", "discord-menu-run")):
        tree.add_command(_menu(conversation, name, _localised(words, key)))


def _command(
    conversation: Conversation, words: Words, help: CommandHelp
) -> app_commands.Command[Any, ..., None]:
    name = help.name
    key = f"discord-name-{name}"
    # /run takes its code in a form: nobody types a program into an option.
    takes_argument = bool(help.argument) and (name not in CODE_COMMANDS or name in COMPLETED_AS)
    if takes_argument:
        callback = _with_argument(conversation, words, help)
    else:
        callback = _without_argument(conversation, name)
    command: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=locale_str(name, key=key) if words.has("ja", key) else name,
        description=locale_str(cut(help.description, LONGEST_DESCRIPTION), key=f"command-{name}"),
        callback=callback,
    )
    if name in MANAGERS_COMMANDS:
        command.default_permissions = discord.Permissions(manage_guild=True)
    if takes_argument:
        _complete(command, conversation, COMPLETED_AS.get(name, name))
    return command


def _without_argument(conversation: Conversation, name: str) -> Callback:
    async def run(interaction: discord.Interaction) -> None:
        await conversation.on_command(interaction, name, "")

    return run


def _with_argument(conversation: Conversation, words: Words, help: CommandHelp) -> Callback:
    option = _localised(words, OPTIONS.get(help.name, "discord-option-argument"))
    described = _localised(words, f"argument-{COMPLETED_AS.get(help.name, help.name)}")

    @app_commands.rename(argument=option)
    @app_commands.describe(argument=described)
    async def run(interaction: discord.Interaction, argument: str = "") -> None:
        await conversation.on_command(interaction, help.name, argument)

    return run


def _complete(
    command: app_commands.Command[Any, ..., None], conversation: Conversation, name: str
) -> None:
    @command.autocomplete("argument")
    async def complete(interaction: discord.Interaction, prefix: str) -> list[Choice[str]]:
        found = await conversation.complete(interaction, name, prefix)
        return [Choice(name=cut(each, LONGEST_CHOICE), value=each) for each in found]


def _menu(conversation: Conversation, command: str, name: locale_str) -> app_commands.ContextMenu:
    async def run(interaction: discord.Interaction, message: discord.Message) -> None:
        await conversation.on_menu(interaction, command, message)

    return app_commands.ContextMenu(name=name, callback=run)


def _localised(words: Words, key: str) -> locale_str:
    return locale_str(words.say("en", key), key=key)
