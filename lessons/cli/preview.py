"""Shows lessons in the local chat, with a temporary database of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread

from lessons.watch import changes, take_snapshot


def preview(
    folders: Sequence[Path],
    lesson: str | None,
    environment: Mapping[str, str],
    *,
    port: int = 0,
    watch: bool = False,
) -> int:
    """Run the bot until Ctrl-C and return its exit status.

    `folders` hold tracks beside the built-in ones. `lesson` is the slug of the lesson to show, in
    both languages side by side; without it, the chat is that of a new learner. `environment` is
    that of the bot, without its settings.
    `port` is that of the chat, 0 for any free one. With `watch`, the bot takes in what changes.
    """
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
                "TENSEI_LOCAL_PORT": str(port),
                "TENSEI_LOCAL_PREVIEW": lesson or "",
                "TENSEI_LOG_LEVEL": "WARNING",
                "TENSEI_LESSONS": os.pathsep.join(map(os.fspath, folders)),
            },
        )
        if watch:
            Thread(target=_reload_on_change, args=(bot, folders), daemon=True).start()
        while True:
            try:
                return bot.wait()
            except KeyboardInterrupt:  # the bot got the signal too, and shuts down
                continue


def _reload_on_change(bot: subprocess.Popen[bytes], folders: Sequence[Path]) -> None:
    """Make the bot load its lessons again after each change; it logs what is wrong with them."""
    for _ in changes(folders, take_snapshot(folders)):
        if bot.poll() is not None:
            return
        bot.send_signal(signal.SIGHUP)
        print("Something has changed; reload the page to see it.", flush=True)
