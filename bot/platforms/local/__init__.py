"""The local platform: a chat page on this machine, with the same tutor and the same grader."""

from collections.abc import Mapping

from bot.platforms.local.auth import load_or_create_token
from bot.platforms.local.platform import LocalChat, LocalChatError

LACKS: Mapping[str, str] = {
    "a greeting for newcomers who open the chat": "A new page begins with the reply to /start.",
    "a welcome in a new place": "The local chat is one place, which greets each learner.",
    "silence in a group's threads": "Every message of a page is to the tutor; it has no threads.",
    "messages that a reply or a forward means": "A page has neither replies nor forwards.",
    "edited messages": "Messages of the log cannot be edited; code is sent again instead.",
    "somebody else's code": "No learner sees the log of another, so there is none to grade.",
    "sharing what has passed": "The page has no channel in which others would see it.",
    "avatars in pictures": "Learners of a page have no picture of themselves.",
    "roles for finished tracks": "A page of the local chat shows nobody's roles.",
    "boards without those who have left": "Nobody leaves the machine that the chat is on.",
    "places that choose where pastes are answered": "A page has only one log for replies.",
    "a moving line below a pending reply": "The page moves dots below a pending reply instead.",
}
"""Abilities of the tutor that this platform lacks, each with the reason."""

__all__ = ["LACKS", "LocalChat", "LocalChatError", "load_or_create_token"]
