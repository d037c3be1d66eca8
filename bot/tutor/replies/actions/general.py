"""Actions that are about no single part of the tutor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.tutor.replies.actions.base import Action
from bot.tutor.text.commands import COMMANDS

_PUBLIC_COMMANDS = frozenset(each.name for each in COMMANDS if each.for_all)


@dataclass(frozen=True, slots=True)
class RunCommand(Action):
    """Do what a command does; a form's text is added to the argument."""

    wire = "command:{name}[:{*argument}]"
    name: str
    argument: str = ""

    @property
    def is_public(self) -> bool:
        """Whether the command is one whose replies everyone may see."""
        return self.name in _PUBLIC_COMMANDS and not self.argument


@dataclass(frozen=True, slots=True)
class AskAgain(Action):
    """Repeat a command for the learner whose tag it is (see bot.tutor.replies.ask_again)."""

    wire = "again:{tag}:{*line}"
    tag: str
    line: str


@dataclass(frozen=True, slots=True)
class SetLanguage(Action):
    """Set the learner's language."""

    wire = "language:{language}"
    language: str


@dataclass(frozen=True, slots=True)
class ChangeDailyPrompt(Action):
    """Change the daily prompt of a channel.

    Buttons of older versions name none: then it is the channel in which they are pressed.
    """

    wire = "daily:{verb}[:{*channel}]"
    verb: Literal["show", "skip", "now", "off"]
    channel: str = ""  # the platform's id of it


@dataclass(frozen=True, slots=True)
class SetDailySchedule(Action):
    """Set a part of a channel's daily prompt, as the value says that is chosen with it."""

    wire = "daily:set-{part}:{*channel}"
    part: Literal["time", "zone", "days", "language"]
    channel: str  # the platform's id of it


@dataclass(frozen=True, slots=True)
class ShowDailyPrompt(Action):
    """Show a day's prompt in another language, to whoever presses the button."""

    wire = "day:{post}:{language}"
    post: int
    language: str
