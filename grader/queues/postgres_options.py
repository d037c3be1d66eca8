"""How bots and graders connect to Postgres: lines that are cut are noticed, and nobody holds
others up."""

from __future__ import annotations

from typing import Any

KEEP_ALIVE: dict[str, Any] = {
    "connect_timeout": 3,
    # A grader at home may lose its line without either end being told.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}

# Whoever is stopped in the middle of a transaction loses it, and with it the locks that it holds.
CONSIDERATE: dict[str, Any] = {
    **KEEP_ALIVE,
    "options": "-c idle_in_transaction_session_timeout=10000 -c lock_timeout=5000",
}
