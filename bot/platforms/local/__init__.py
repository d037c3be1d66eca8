"""The embedded chat: a page on this machine, with the same tutor and the same grader."""

from bot.platforms.local.chat import LocalChat, LocalChatProblem
from bot.platforms.local.door import kept_token

__all__ = ["LocalChat", "LocalChatProblem", "kept_token"]
