from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.tutor.replies.actions import CreateGroup
from bot.tutor.replies.model import Reply
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, Router, on


class Helper(Feature):
    def commands(self) -> Mapping[str, CommandHandler]:
        return {"help": self.help}

    async def help(self, request: Request, argument: str) -> Reply:
        return Reply(blocks=())


class Founder(Feature):
    def actions(self) -> ActionHandlers:
        return (on(CreateGroup, self.create),)

    async def create(self, request: Request, action: CreateGroup) -> Reply:
        return Reply(blocks=())


def test_a_command_has_one_handler() -> None:
    assert Router((Helper(), Founder())).has_command("help")
    with pytest.raises(ValueError, match="two handlers for the command help"):
        Router((Helper(), Helper()))


def test_a_kind_of_action_has_one_handler() -> None:
    with pytest.raises(ValueError, match="two handlers for the action CreateGroup"):
        Router((Founder(), Founder()))
