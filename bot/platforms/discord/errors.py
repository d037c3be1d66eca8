"""Which errors are Discord's, and which are ours."""

from __future__ import annotations

import aiohttp
import discord

SEND_ERRORS = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What is raised where Discord did not take something."""

_NOT_TAKEN = frozenset({400, 413})
"""Statuses of requests that are wrong in themselves, or too large."""


def is_out_of_reach(problem: Exception) -> bool:
    """Whether Discord is the reason, so that no other reply would fare better."""
    if isinstance(problem, discord.HTTPException):
        return problem.status not in _NOT_TAKEN
    return isinstance(problem, SEND_ERRORS)
