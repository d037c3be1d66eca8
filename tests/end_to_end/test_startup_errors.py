"""The bot explains in one sentence why it cannot start, and what to do."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.support.bot_process import Learner, StartBot
from tests.support.few_lessons import FEW_LESSONS


def refused(folder: Path, **settings: str) -> str:
    """Start the bot, which must fail, and return its message."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TENSEI_")}
    defaults = {
        "TENSEI_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'tensei.db'}",
        "TENSEI_LOCAL_PORT": "0",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot"],
        env={**environment, **defaults, **settings},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Chat:" not in done.stdout
    (message,) = [
        line for line in done.stderr.splitlines() if line.startswith("Tensei cannot start")
    ]
    return done.stderr[done.stderr.index(message) :]


def test_a_port_in_use_is_named_with_the_setting_that_changes_it(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        message = refused(tmp_path, TENSEI_LOCAL_PORT=str(port), **FEW_LESSONS)
    assert str(port) in message
    assert "TENSEI_LOCAL_PORT" in message


def test_a_damaged_database_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    database = tmp_path / "tensei.db"
    damaged = b"this is not a database" * 100
    database.write_bytes(damaged)
    assert "tensei.db" in refused(tmp_path, **FEW_LESSONS)
    assert database.read_bytes() == damaged


def test_a_lesson_file_with_a_mistake_is_named_with_its_line(tmp_path: Path) -> None:
    track = tmp_path / "mine" / "first_track"
    track.mkdir(parents=True)
    (track / "track.toml").write_text('slug = "first-track"\nlessons = [\n')
    message = refused(tmp_path, TENSEI_LESSONS=str(tmp_path / "mine"))
    assert "track.toml:" in message


async def test_a_page_that_was_open_finds_back_after_a_restart(start_bot: StartBot) -> None:
    first = await start_bot(**FEW_LESSONS)
    async with Learner(first) as learner:
        reply = await learner.say("/help")
        before = await learner.reply(reply)
    await first.end(signal.SIGINT)
    second = await start_bot(**FEW_LESSONS)
    assert second.url.split("token=")[1] == first.url.split("token=")[1]
    async with Learner(second) as learner:
        assert await learner.reply(reply) == before
