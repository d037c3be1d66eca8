"""Dispatches commands and actions to the features that handle them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeVar

from bot.tutor.replies.actions import Action
from bot.tutor.replies.model import Reply
from bot.tutor.request import Request

CommandHandler = Callable[[Request, str], Awaitable[Reply]]
"""Replies to a command with its argument, which may be empty."""

ActionHandler = Callable[[Request, Any], Awaitable[Reply]]
"""Replies to an action of the kind that it is registered for."""

ActionHandlers = tuple[tuple[type[Action], ActionHandler], ...]

Kind = TypeVar("Kind", bound=Action)


def on(
    kind: type[Kind], handler: Callable[[Request, Kind], Awaitable[Reply]]
) -> tuple[type[Action], ActionHandler]:
    """Return a kind of action with its handler, whose types are checked against each other."""
    return kind, handler


class Feature:
    """A part of the tutor that replies to some commands and actions."""

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handlers of commands by the commands' names."""
        return {}

    def actions(self) -> ActionHandlers:
        """Return the handlers of actions by their kinds."""
        return ()


class Router:
    """Knows which feature handles which command and which action."""

    def __init__(self, features: Iterable[Feature]) -> None:
        """Raise ValueError where two features handle the same command or kind of action."""
        self._commands: dict[str, CommandHandler] = {}
        self._actions: dict[type[Action], ActionHandler] = {}
        for feature in features:
            for name, on_command in feature.commands().items():
                if name in self._commands:
                    raise ValueError(f"two handlers for the command {name}")
                self._commands[name] = on_command
            for kind, on_action in feature.actions():
                if kind in self._actions:
                    raise ValueError(f"two handlers for the action {kind.__name__}")
                self._actions[kind] = on_action

    def has_command(self, name: str) -> bool:
        """Return whether there is a command of that name."""
        return name in self._commands

    async def command(self, request: Request, name: str, argument: str) -> Reply:
        """Reply to a command. Raise KeyError where there is none of that name."""
        return await self._commands[name](request, argument)

    async def act(self, request: Request, action: Action) -> Reply:
        """Reply to an action. Raise KeyError for a kind that no feature handles."""
        return await self._actions[type(action)](request, action)
