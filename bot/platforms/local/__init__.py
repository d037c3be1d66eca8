"""The embedded chat: a page on this machine, with the same tutor and the same grader."""

from collections.abc import Mapping

from bot.platforms.local.auth import load_or_create_token
from bot.platforms.local.platform import LocalChat, LocalChatError

LACKS: Mapping[str, str] = {
    "edited messages": "A line of the log stays as it was sent; code is sent again instead.",
    "somebody else's code": "Nobody sees the log of another learner, so there is none to grade.",
    "sharing what has passed": "The page has no channel in which others would see it.",
    "places that choose where pastes are answered": "A page is one place, and replies stand in it.",
}
"""Abilities of the tutor that the page does without, and why."""

__all__ = ["LACKS", "LocalChat", "LocalChatError", "load_or_create_token"]
