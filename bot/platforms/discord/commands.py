"""The tutor's commands as Discord's slash commands, with localised names and completion.

They are built from the tutor's table of commands. A new command, subcommand or option needs nothing
here, only its texts in the catalogues.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from bot.i18n import Translations, parse_language
from bot.platforms.discord.interaction_handler import CommandCall, InteractionHandler
from bot.platforms.discord.limits import LONGEST_CHOICE, LONGEST_COMMAND_TEXT
from bot.platforms.discord.markdown import option_key
from bot.platforms.discord.options import read_options, signature_of
from bot.platforms.text_width import truncate
from bot.tutor.text.commands import COMMANDS, OFFERED, Command, Option, Subcommand, argument_of
from common.operations.watchdog import working_on
from lessons.curriculum import LANGUAGES

_IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
"""Where a managers' command is offered: direct messages have nothing to manage."""

AnyCommand = app_commands.Command[Any, ..., None]


class CommandTranslator(app_commands.Translator):
    """Translates a `locale_str` by the catalogue key that it carries."""

    def __init__(self, translations: Translations) -> None:
        self._translations = translations

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the text in a locale, or None to keep the English one."""
        language = parse_language(locale.value)
        key = string.extras.get("key")
        if key is None or language in (None, "en") or not self._translations.has(language, key):
            return None
        return truncate(self._translations.translate(language, key), LONGEST_COMMAND_TEXT)


class CommandTree(app_commands.CommandTree[discord.Client]):
    """The tutor's commands and the message menus, installed for servers and for single users."""

    def __init__(
        self, client: discord.Client, handler: InteractionHandler, translations: Translations
    ) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._handler = handler
        self._translations = translations
        for command in OFFERED:
            self.add_command(self._build(command))
        for name, key in (("submit", "discord-menu-grade"), ("run", "discord-menu-run")):
            self.add_command(self._build_menu(name, self._localised(key)))

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Reply to a command that failed, or that a client still shows in an older version."""
        outdated = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
        await self._handler.on_interaction_error(
            interaction, getattr(error, "original", error), outdated=isinstance(error, outdated)
        )

    def _build(self, command: Command) -> AnyCommand | app_commands.Group:
        is_restricted = command.for_managers or command.for_operators
        permissions = discord.Permissions(manage_guild=True) if is_restricted else None
        contexts = _IN_SERVERS if command.for_managers else None
        if not command.subcommands:
            single = self._build_command(command, command, command.name)
            single.default_permissions = permissions
            single.allowed_contexts = contexts
            return single
        group = app_commands.Group(
            name=self._name(command.name, command.name),
            description=self._localised(f"command-{command.name}"),
            default_permissions=permissions,
            allowed_contexts=contexts,
        )
        for each in command.subcommands:
            group.add_command(self._build_command(command, each, f"{command.name}-{each.name}"))
        return group

    def _build_command(self, command: Command, leaf: Command | Subcommand, key: str) -> AnyCommand:
        callback = self._build_callback(command, leaf)
        # As decorators, which are applied from the inside out.
        for option in leaf.options:
            name = self._name(f"option-{option.name}", option.name)
            description = self._localised(f"command-option-{option.name}")
            callback = app_commands.rename(**{option.name: name})(callback)
            callback = app_commands.describe(**{option.name: description})(callback)
            if option.choices:
                choices = [
                    Choice(name=self._localised(f"command-choice-{each}"), value=each)
                    for each in option.choices
                ]
                callback = app_commands.choices(**{option.name: choices})(callback)
            elif option.source is not None:
                complete = self._build_completion(option)
                callback = app_commands.autocomplete(**{option.name: complete})(callback)
        return app_commands.Command(
            name=self._name(key, leaf.name),
            description=self._localised(f"command-{key}"),
            callback=callback,
        )

    def _build_callback(
        self, command: Command, leaf: Command | Subcommand
    ) -> Callable[..., Coroutine[Any, Any, None]]:
        async def run(interaction: discord.Interaction, **values: Any) -> None:
            with working_on(f"Discord's interaction {interaction.id}"):
                await handle(interaction, values)

        async def handle(interaction: discord.Interaction, values: Mapping[str, Any]) -> None:
            texts, channel = read_options(leaf.options, values)
            if command.takes_code:
                await self._handler.on_code_command(
                    interaction, command.name, argument_of(leaf, texts)
                )
                return
            call = CommandCall(command.name, argument_of(leaf, texts), channel, leaf.for_all)
            await self._handler.on_command(interaction, call)

        run.__signature__ = signature_of(leaf.options)  # type: ignore[attr-defined]
        return run

    def _build_completion(
        self, option: Option
    ) -> Callable[..., Coroutine[Any, Any, list[Choice[str]]]]:
        async def complete(interaction: discord.Interaction, prefix: str) -> list[Choice[str]]:
            found = await self._handler.suggest(interaction, option, prefix)
            return [
                Choice(name=truncate(each.label, LONGEST_CHOICE), value=each.value)
                for each in found
            ]

        return complete

    def _build_menu(self, command: str, name: locale_str) -> app_commands.ContextMenu:
        async def run(interaction: discord.Interaction, message: discord.Message) -> None:
            with working_on(f"Discord's interaction {interaction.id}"):
                await self._handler.on_message_menu(interaction, command, message)

        return app_commands.ContextMenu(name=name, callback=run)

    def _name(self, key: str, plain: str) -> str | locale_str:
        """Return the localised name from the catalogue, or the tutor's where it has none."""
        key = f"discord-name-{key}"
        return self._localised(key) if self._translations.has("en", key) else plain

    def _localised(self, key: str) -> locale_str:
        return locale_str(
            truncate(self._translations.translate("en", key), LONGEST_COMMAND_TEXT), key=key
        )


def mentions_of(
    commands: list[app_commands.AppCommand], translations: Translations
) -> dict[str, str]:
    """Return mentions of registered commands by their name in texts: "help", "daily set".

    A mention is a link that fills the command in. A command with subcommands cannot be sent by
    itself, so its name links to the first of them. The names of options are there as well.
    """
    links = {
        option_key(language, option): translations.translate(language, key)
        for language in LANGUAGES
        for option in _option_names()
        if translations.has(language, key := f"discord-name-option-{option}")
    }
    for command in commands:
        if command.type is not discord.AppCommandType.chat_input:
            continue
        subcommands = [o for o in command.options if isinstance(o, app_commands.AppCommandGroup)]
        for each in subcommands:
            links[each.qualified_name] = each.mention
            links.setdefault(command.name, each.mention)
        links.setdefault(command.name, command.mention)
    return links


def _option_names() -> frozenset[str]:
    options = [option for each in COMMANDS for option in each.options]
    options += [option for each in COMMANDS for leaf in each.subcommands for option in leaf.options]
    return frozenset(option.name for option in options)
