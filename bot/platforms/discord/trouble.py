"""Which errors are Discord's, and which are ours."""

from __future__ import annotations

import discord

_NOT_UNDERSTOOD = 400


def is_out_of_reach(problem: Exception) -> bool:
    """Whether Discord is the reason, so that no other reply would fare better."""
    if isinstance(problem, discord.HTTPException):
        return problem.status != _NOT_UNDERSTOOD
    return isinstance(problem, OSError)
