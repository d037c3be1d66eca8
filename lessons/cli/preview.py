"""Shows lessons in the local chat, with a temporary database of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path


def preview(folders: Sequence[Path], lesson: str | None, environment: Mapping[str, str]) -> int:
    """Run the bot until Ctrl-C and return its exit status.

    `folders` hold tracks beside the built-in ones. `lesson` is the slug of the lesson to open: the
    command that opens it is printed. `environment` is that of the bot, without its settings.
    """
    if lesson is not None:
        print(f"Open the chat and type: /lesson {lesson}", flush=True)
    # The preview must not use the database or the tokens of a real bot.
    inherited = {
        key: value
        for key, value in environment.items()
        if not key.startswith(("TENSEI_", "DISCORD_", "SLACK_"))
    }
    with tempfile.TemporaryDirectory(prefix="tensei-preview-") as folder_of_bot:
        bot = subprocess.Popen(
            [sys.executable, "-m", "bot"],
            cwd=folder_of_bot,  # it has no .env
            env={
                **inherited,
                "TENSEI_DATABASE_URL": f"sqlite+aiosqlite:///{folder_of_bot}/preview.db",
                "TENSEI_LOCAL_PORT": "0",
                "TENSEI_LOG_LEVEL": "WARNING",
                "TENSEI_LESSONS": os.pathsep.join(map(os.fspath, folders)),
            },
        )
        while True:
            try:
                return bot.wait()
            except KeyboardInterrupt:  # the bot got the signal too, and shuts down
                continue
