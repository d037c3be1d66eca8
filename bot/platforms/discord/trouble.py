"""Which errors are Discord's, and which are ours."""

from __future__ import annotations

import aiohttp
import discord

UNSENT = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What is raised where Discord did not take something."""

_NOT_UNDERSTOOD = 400


def is_out_of_reach(problem: Exception) -> bool:
    """Whether Discord is the reason, so that no other reply would fare better."""
    if isinstance(problem, discord.HTTPException):
        return problem.status != _NOT_UNDERSTOOD
    return isinstance(problem, UNSENT)
