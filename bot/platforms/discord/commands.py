"""The tutor's commands as Discord's: every one that it has, with localised names and completion.

A command, subcommand or option that the tutor gains is there without a line here; it only wants
its words in the catalogues.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from bot.i18n import Translations, as_language
from bot.platforms.discord.interaction_handler import CommandCall, InteractionHandler
from bot.platforms.discord.limits import LONGEST_CHOICE, LONGEST_COMMAND_TEXT
from bot.platforms.discord.options import read_options, signature_of
from bot.platforms.text_width import truncate
from bot.tutor.text.commands import COMMANDS, Command, Option, Subcommand, argument_of
from common.operations.watchdog import working_on

AnyCommand = app_commands.Command[Any, ..., None]


class CommandTranslator(app_commands.Translator):
    """Takes the words of a `locale_str` from the catalogues, by the key it carries."""

    def __init__(self, words: Translations) -> None:
        self._words = words

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The words in that locale; None leaves the English ones, or ours where we have none."""
        language = as_language(locale.value)
        key = string.extras.get("key")
        if key is None or language in (None, "en") or not self._words.has(language, key):
            return None
        return truncate(self._words.say(language, key), LONGEST_COMMAND_TEXT)


class CommandTree(app_commands.CommandTree[discord.Client]):
    """Commands for servers and for single users, who may use them anywhere."""

    def __init__(
        self, client: discord.Client, conversation: InteractionHandler, words: Translations
    ) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._conversation = conversation
        self._words = words
        for command in COMMANDS:
            self.add_command(self._declared(command))
        for name, key in (("submit", "discord-menu-grade"), ("run", "discord-menu-run")):
            self.add_command(self._menu(name, self._localised(key)))

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Tells the learner what went wrong; a command that Discord still shows may be outdated."""
        outdated = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
        await self._conversation.on_interaction_error(
            interaction, getattr(error, "original", error), outdated=isinstance(error, outdated)
        )

    def _declared(self, command: Command) -> AnyCommand | app_commands.Group:
        permissions = discord.Permissions(manage_guild=True) if command.for_managers else None
        if not command.subcommands:
            alone = self._command(command, command, command.name)
            alone.default_permissions = permissions
            return alone
        group = app_commands.Group(
            name=self._name(command.name, command.name),
            description=self._localised(f"command-{command.name}"),
            default_permissions=permissions,
        )
        for each in command.subcommands:
            group.add_command(self._command(command, each, f"{command.name}-{each.name}"))
        return group

    def _command(self, command: Command, asked: Command | Subcommand, key: str) -> AnyCommand:
        callback = self._callback(command, asked)
        # From here on inside out, as decorators would.
        for option in asked.options:
            name = self._name(f"option-{option.name}", option.name)
            about = self._localised(f"command-option-{option.name}")
            callback = app_commands.rename(**{option.name: name})(callback)
            callback = app_commands.describe(**{option.name: about})(callback)
            if option.choices:
                choices = [
                    Choice(name=self._localised(f"command-choice-{each}"), value=each)
                    for each in option.choices
                ]
                callback = app_commands.choices(**{option.name: choices})(callback)
            elif option.source is not None:
                complete = self._completed(option)
                callback = app_commands.autocomplete(**{option.name: complete})(callback)
        return app_commands.Command(
            name=self._name(key, asked.name),
            description=self._localised(f"command-{key}"),
            callback=callback,
        )

    def _callback(
        self, command: Command, asked: Command | Subcommand
    ) -> Callable[..., Coroutine[Any, Any, None]]:
        async def run(interaction: discord.Interaction, **given: Any) -> None:
            with working_on(f"Discord's interaction {interaction.id}"):
                await answer(interaction, given)

        async def answer(interaction: discord.Interaction, given: Mapping[str, Any]) -> None:
            texts, channel = read_options(asked.options, given)
            if command.takes_code:
                await self._conversation.on_code_command(
                    interaction, command.name, argument_of(asked, texts)
                )
                return
            said = CommandCall(command.name, argument_of(asked, texts), channel, asked.for_all)
            await self._conversation.on_command(interaction, said)

        run.__signature__ = signature_of(asked.options)  # type: ignore[attr-defined]
        return run

    def _completed(self, option: Option) -> Callable[..., Coroutine[Any, Any, list[Choice[str]]]]:
        async def complete(interaction: discord.Interaction, prefix: str) -> list[Choice[str]]:
            found = await self._conversation.suggest(interaction, option, prefix)
            return [
                Choice(name=truncate(each.label, LONGEST_CHOICE), value=each.value)
                for each in found
            ]

        return complete

    def _menu(self, command: str, name: locale_str) -> app_commands.ContextMenu:
        async def run(interaction: discord.Interaction, message: discord.Message) -> None:
            with working_on(f"Discord's interaction {interaction.id}"):
                await self._conversation.on_message_menu(interaction, command, message)

        return app_commands.ContextMenu(name=name, callback=run)

    def _name(self, key: str, plain: str) -> str | locale_str:
        """A name in Discord's words; where they lack it, the one that the tutor knows."""
        key = f"discord-name-{key}"
        return self._localised(key) if self._words.has("en", key) else plain

    def _localised(self, key: str) -> locale_str:
        return locale_str(truncate(self._words.say("en", key), LONGEST_COMMAND_TEXT), key=key)


def mentions_of(commands: list[app_commands.AppCommand]) -> dict[str, str]:
    """Links that fill a command in, by how a text calls it: "help", "daily set".

    A command with subcommands cannot be sent by itself: its name links to the first of them.
    """
    links: dict[str, str] = {}
    for command in commands:
        if command.type is not discord.AppCommandType.chat_input:
            continue
        subcommands = [o for o in command.options if isinstance(o, app_commands.AppCommandGroup)]
        for each in subcommands:
            links[each.qualified_name] = each.mention
            links.setdefault(command.name, each.mention)
        links.setdefault(command.name, command.mention)
    return links
