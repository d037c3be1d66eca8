"""Shows lessons in the local chat, with learners and progress of their own that are thrown away."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path


def preview(folder: Path | None, lesson: str | None, environment: Mapping[str, str]) -> int:
    """Runs the bot until it is stopped (Ctrl-C). `folder` holds tracks beside the built-in ones.

    Returns the bot's exit status.
    """
    if lesson is not None:
        print(f"Open the chat and type: /lesson {lesson}", flush=True)
    # No settings of the real bot: neither its database, nor its platforms' tokens.
    plain = {
        key: value
        for key, value in environment.items()
        if not key.startswith(("TENSEI_", "DISCORD_", "SLACK_"))
    }
    with tempfile.TemporaryDirectory(prefix="tensei-preview-") as place:
        bot = subprocess.Popen(
            [sys.executable, "-m", "bot"],
            cwd=place,  # where there is no .env
            env={
                **plain,
                "TENSEI_DATABASE_URL": f"sqlite+aiosqlite:///{place}/preview.db",
                "TENSEI_LOCAL_PORT": "0",
                "TENSEI_LOG_LEVEL": "WARNING",
                **({"TENSEI_LESSONS": os.fspath(folder)} if folder else {}),
            },
        )
        while True:
            try:
                return bot.wait()
            except KeyboardInterrupt:  # the bot has heard it too, and is ending in order
                continue
