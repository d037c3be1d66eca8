"""Greeting, help, language, and a way on for whoever is lost."""

from __future__ import annotations

from typing import Literal

from bot.storage.accounts import learners
from bot.storage.learning import progress
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning import points
from bot.tutor.learning.lessons import Lessons
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.model import Buttons, Form, Reply, Table, Text, escaped, inline
from bot.tutor.text.commands import command_help, nearest_command
from bot.tutor.text.limits import LONGEST_WORDS
from lessons.curriculum import LANGUAGES, Language


class Onboarding:
    """Replies to whoever begins, asks for help, or has said what nothing can be done with."""

    def __init__(self, context: TutorContext, lessons: Lessons) -> None:
        self._context = context
        self._lessons = lessons

    async def start(self, learner: Learner) -> Reply:
        """A greeting, and all lessons with the next one to open."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            done = await progress.find_achievements(session, learner.id)
        greeting = Text(markdown=t("start", name=escaped(learner.name)))
        return Reply(blocks=(greeting, *self._lessons.overview(learner, done)))

    async def help(self, learner: Learner) -> Reply:
        """Every command with what it does, and how code is pasted."""
        t = self._context.translations.translator(learner.language)
        hints = t("help-hints", full=points.EXERCISE, hint=points.A_HINT, least=points.AT_LEAST)
        commands = tuple((f"/{each.name}", each.description) for each in command_help(t))
        return Reply(
            threadable=True,
            blocks=(
                Text(markdown=t("help")),
                Table(
                    head=(t("table-command"), t("table-what")),
                    rows=commands,
                    of_commands=True,
                ),
                Text(markdown=t("help-paste")),
                Text(markdown=hints),
                Buttons(
                    buttons=(
                        command_button(t, "start", "primary"),
                        command_button(t, "exercise"),
                    )
                ),
            ),
        )

    async def set_language(self, learner: Learner, name: str) -> Reply:
        """Changes the language, named by its code or by its own name; else asks which."""
        chosen = self._language(name)
        if chosen is None:
            t = self._context.translations.translator(learner.language)
            buttons = tuple(
                button(self._context.translations.say(each, "language-name"), f"language:{each}")
                for each in LANGUAGES
            )
            return Reply(
                threadable=True,
                blocks=(Text(markdown=t("language-which")), Buttons(buttons=buttons)),
            )
        async with self._context.database.write_session() as session:
            await learners.update_learner(session, learner.id, language=chosen)
        t = self._context.translations.translator(chosen)
        onwards = Buttons(buttons=(command_button(t, "start"), command_button(t, "help")))
        return Reply(threadable=True, blocks=(Text(markdown=t("language-chosen")), onwards))

    def form(self, learner: Learner, command: Literal["submit", "run"]) -> Reply:
        """A field to paste code into, for a command that was sent without any."""
        t = self._context.translations.translator(learner.language)
        form = Form(
            label=t(f"form-{command}"),
            action=f"command:{command}",
            submit=t(f"button-command-{command}"),
            multiline=True,
        )
        return Reply(threadable=True, blocks=(form,))

    def unknown(self, learner: Learner, name: str) -> Reply:
        """The command that was probably meant."""
        t = self._context.translations.translator(learner.language)
        help_button = command_button(t, "help")
        meant = nearest_command(name)
        if meant is None:
            text = t("command-unknown", name=inline(name))
            return Reply(
                threadable=True, blocks=(Text(markdown=text), Buttons(buttons=(help_button,)))
            )
        text = t("command-unknown-nearest", name=inline(name), nearest=meant)
        buttons = (button(f"/{meant}", f"command:{meant}", "primary"), help_button)
        return Reply(threadable=True, blocks=(Text(markdown=text), Buttons(buttons=buttons)))

    def nothing(self, learner: Learner) -> Reply:
        """To a message without words and without code."""
        t = self._context.translations.translator(learner.language)
        return Reply(threadable=True, blocks=(Text(markdown=t("message-empty")),))

    def not_yours(self, learner: Learner) -> Reply:
        """To a button that shows a reply to the learner who asked for it, and to nobody else."""
        t = self._context.translations.translator(learner.language)
        text = Text(markdown=t("private-not-yours"))
        return Reply(blocks=(text, Buttons(buttons=(command_button(t, "help"),))))

    def too_long(self, learner: Learner, most: int) -> Reply:
        """To a name, an argument or an answer that is longer than what is read of one."""
        t = self._context.translations.translator(learner.language)
        text = Text(markdown=t("text-too-long", most=most))
        return Reply(blocks=(text, Buttons(buttons=(command_button(t, "help"),))))

    def too_many_words(self, learner: Learner) -> Reply:
        """To a message without code that is longer than what is read of words."""
        t = self._context.translations.translator(learner.language)
        text = Text(markdown=t("message-too-long", most=LONGEST_WORDS))
        return Reply(blocks=(text, Buttons(buttons=(command_button(t, "help"),))))

    def outdated(self, learner: Learner) -> Reply:
        """To a button whose action this version of the tutor does not know."""
        t = self._context.translations.translator(learner.language)
        text = Text(markdown=t("button-outdated"))
        return Reply(threadable=True, blocks=(text, Buttons(buttons=(command_button(t, "help"),))))

    def _language(self, name: str) -> Language | None:
        wanted = name.strip().casefold()
        called = {
            self._context.translations.say(each, "language-name").casefold(): each
            for each in LANGUAGES
        }
        return called.get(wanted) or next((each for each in LANGUAGES if each == wanted), None)
