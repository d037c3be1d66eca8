"""Actions on live classes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.tutor.replies.actions.base import Action


@dataclass(frozen=True, slots=True)
class StartLive(Action):
    """Start a live class of a group in the channel in which the button is pressed."""

    wire = "live:start:{group}:{minutes}:{exercise}"
    group: int
    minutes: int
    exercise: str


@dataclass(frozen=True, slots=True)
class EndLive(Action):
    """End a live class before its time."""

    wire = "live:end:{live}"
    live: int
