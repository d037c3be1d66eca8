"""A log filter that reports a lost connection to Discord in one line instead of a traceback."""

from __future__ import annotations

import logging

import discord

from bot.platforms.discord.errors import SEND_ERRORS

SHARD_LOG = "discord.shard"
"""The logger with which discord.py reports the connections of shards; it repeats each by itself."""

_LOST = (*SEND_ERRORS, TimeoutError, discord.ConnectionClosed, discord.GatewayNotFound)


def shorten_connection_loss(record: logging.LogRecord) -> bool:
    """Replace the traceback of a lost connection by its error. Return True: keep every record."""
    problem = record.exc_info[1] if record.exc_info else None
    if isinstance(problem, _LOST):
        why = " ".join(str(problem).split()) or type(problem).__name__
        record.msg = f"Discord is out of reach ({why}); trying again. {record.getMessage()}"
        record.args = record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
    return True
