"""Greeting and help, and replies to what the tutor cannot process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Literal

from bot.i18n import Translator
from bot.tutor.context import TutorContext
from bot.tutor.learning import points
from bot.tutor.learning.coming_back import ComingBack
from bot.tutor.replies.actions import RunCommand, encode
from bot.tutor.replies.buttons import Style, button, command_button
from bot.tutor.replies.model import Buttons, Form, Reply, Table, Text, inline
from bot.tutor.replies.paste_note import paste_note
from bot.tutor.request import Request
from bot.tutor.router import CommandHandler, Feature
from bot.tutor.text.command_names import nearest_command
from bot.tutor.text.commands import command_help
from bot.tutor.text.limits import LONGEST_WORDS


class Onboarding(Feature):
    """Replies to new learners, requests for help, and input that cannot be processed."""

    def __init__(self, context: TutorContext, coming_back: ComingBack) -> None:
        self._context = context
        self._coming_back = coming_back

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handlers of `/start` and `/help`."""
        return {"start": self.on_start, "help": self.on_help}

    async def on_start(self, request: Request, _: str) -> Reply:
        """`/start`, whose argument is ignored."""
        return await self.start(request)

    async def on_help(self, request: Request, _: str) -> Reply:
        """`/help`, whose argument is ignored."""
        return self.help(request)

    async def start(self, request: Request) -> Reply:
        """Show a greeting, what is due, and all lessons with the next one to open."""
        return await self._coming_back.start(request)

    def help(self, request: Request) -> Reply:
        """Show every command, and how to paste code."""
        t = request.t
        commands = tuple((f"/{each.name}", each.description) for each in command_help(t))
        return Reply(
            tone="board",
            threadable=True,
            blocks=(
                Text(markdown=t("help")),
                Table(
                    head=(t("table-command"), t("table-what")),
                    rows=commands,
                    of_commands=True,
                ),
                Text(markdown=t("help-paste")),
                *paste_note(request),
                Text(markdown=hints_text(t)),
                Buttons(
                    buttons=(
                        command_button(t, "start", "primary"),
                        command_button(t, "exercise"),
                    )
                ),
            ),
        )

    def form(self, request: Request, command: Literal["submit", "run"]) -> Reply:
        """Return a form for code, for a command that was sent without any."""
        t = request.t
        form = Form(
            label=t(f"form-{command}"),
            action=encode(RunCommand(command)),
            submit=t(f"button-command-{command}"),
            multiline=True,
        )
        return Reply(threadable=True, blocks=(form,))

    def unknown(self, request: Request, name: str) -> Reply:
        """Return the reply to an unknown command: the one that was probably meant."""
        t = request.t
        meant = nearest_command(name)
        if meant is None:
            help_button = command_button(t, "help", "primary")
            text = t("command-unknown", name=inline(name))
            return Reply(
                threadable=True, blocks=(Text(markdown=text), Buttons(buttons=(help_button,)))
            )
        help_button = command_button(t, "help")
        text = t("command-unknown-nearest", name=inline(name), nearest=meant)
        buttons = (button(f"/{meant}", RunCommand(meant), "primary"), help_button)
        return Reply(threadable=True, blocks=(Text(markdown=text), Buttons(buttons=buttons)))

    def which(self, request: Request, name: str, commands: Sequence[str]) -> Reply:
        """Return the reply to a half-typed command: those that begin so."""
        t = request.t
        styles: Iterator[Style] = chain(("primary",), repeat("plain"))
        buttons = tuple(
            button(f"/{each}", RunCommand(each), style)
            for each, style in zip(commands, styles, strict=False)
        )
        text = Text(markdown=t("command-which", name=inline(name)))
        return Reply(threadable=True, blocks=(text, Buttons(buttons=buttons)))

    def nothing(self, request: Request) -> Reply:
        """Return the reply to an empty message."""
        t = request.t
        return Reply(threadable=True, blocks=(Text(markdown=t("message-empty")),))

    def unreadable(self, request: Request) -> Reply:
        """Return the reply to a message about another one that the bot cannot read."""
        t = request.t
        text = Text(markdown=t("replies-to-unreadable"))
        return Reply(threadable=True, blocks=(text, Buttons(buttons=(command_button(t, "help"),))))

    def not_yours(self, request: Request) -> Reply:
        """Return the reply to another learner's button for a confidential reply."""
        t = request.t
        text = Text(markdown=t("private-not-yours"))
        return Reply(tone="refused", blocks=(text, Buttons(buttons=(command_button(t, "help"),))))

    def too_long(self, request: Request, most: int) -> Reply:
        """Return the reply to a name, an argument or an answer that is too long."""
        t = request.t
        text = Text(markdown=t("text-too-long", most=most))
        return Reply(blocks=(text, Buttons(buttons=(command_button(t, "help"),))))

    def too_many_words(self, request: Request) -> Reply:
        """Return the reply to a message without code that is too long."""
        t = request.t
        text = Text(markdown=t("message-too-long", most=LONGEST_WORDS))
        return Reply(blocks=(text, Buttons(buttons=(command_button(t, "help"),))))

    def outdated(self, request: Request) -> Reply:
        """Return the reply to a button whose action is unknown, or whose target has gone."""
        t = request.t
        text = Text(markdown=t("button-outdated"))
        return Reply(threadable=True, blocks=(text, Buttons(buttons=(command_button(t, "help"),))))


def hints_text(t: Translator) -> str:
    """Return what an exercise is worth, and what a hint costs."""
    return t("help-hints", full=points.EXERCISE, hint=points.A_HINT, least=points.AT_LEAST)
