"""A running bot takes changed lessons in, and keeps the old ones where the new are broken."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.bot_process import Bot, Learner, StartBot
from tests.support.few_lessons import OUR_TRACKS
from tests.support.polling import until

RELOADED = "reloaded the lessons"
REFUSED = "the lessons were not reloaded; those from before stay"


@pytest.fixture
def tracks(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OUR_TRACKS, tmp_path / "tracks"))


def only(tracks: Path) -> dict[str, str]:
    """Return the settings of a bot that teaches these tracks alone."""
    return {"TENSEI_LESSONS": str(tracks), "TENSEI_BUILT_IN_LESSONS": "false"}


def rename_function(lesson: Path) -> None:
    """Call the exercise's function front_half, in its code and in both languages."""
    for path in lesson.glob("first_half.*"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("first_half(", "front_half("), encoding="utf-8")


async def log_says(bot: Bot, text: str, times: int = 1) -> None:
    """Wait until the bot's log has the text so many times."""
    log = bot.folder / "bot.log"
    await until(lambda: log.read_text(encoding="utf-8").count(text) >= times)


async def test_what_an_author_changes_is_taught_and_graded_without_a_restart(
    start_bot: StartBot, tracks: Path
) -> None:
    bot = await start_bot(**only(tracks))
    assert bot.process is not None
    lesson = tracks / "team-basics" / "batches"
    async with Learner(bot) as learner:
        grader = bot.grader_pid()
        code = "```python\ndef first_half(batch):\n    return batch[: len(batch) // 2]\n```"
        assert "Passed" in await learner.reply(await learner.say(code))
        rename_function(lesson)
        page = lesson / "lesson.en.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("# Cutting batches", "# Slicing batches"), encoding="utf-8")
        bot.process.send_signal(signal.SIGHUP)
        await log_says(bot, RELOADED)
        assert "Slicing batches" in await learner.reply(await learner.say("/lesson batches"))
        renamed = code.replace("first_half", "front_half")
        assert "Passed" in await learner.reply(await learner.say(renamed))
        assert bot.grader_pid() == grader, (bot.folder / "bot.log").read_text(encoding="utf-8")
    assert bot.rows("SELECT status FROM submissions") == [("passed",), ("passed",)]


async def test_a_broken_folder_keeps_the_old_lessons_and_each_fault_is_logged(
    start_bot: StartBot, tracks: Path
) -> None:
    bot = await start_bot(**only(tracks))
    assert bot.process is not None
    lesson = tracks / "team-basics" / "batches"
    page = lesson / "lesson.en.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("# Cutting batches", "Slicing", 1), encoding="utf-8")
    (lesson / "first_half.py").write_text("def first_half(", encoding="utf-8")
    bot.process.send_signal(signal.SIGHUP)
    await log_says(bot, REFUSED)
    log = (bot.folder / "bot.log").read_text(encoding="utf-8")
    assert f'{page.relative_to(bot.folder)}:1: the first line must be the title: "# Title"' in log
    assert f"{lesson.relative_to(bot.folder)}/first_half.py:1: not Python" in log
    # One that can be loaded but is not finished.
    shutil.copytree(OUR_TRACKS, tracks, dirs_exist_ok=True)
    page.write_text(text.replace("A slice", "TODO: say it. A slice", 1), encoding="utf-8")
    bot.process.send_signal(signal.SIGHUP)
    await log_says(bot, REFUSED, times=2)
    async with Learner(bot) as learner:
        shown = await learner.reply(await learner.say("/lesson batches"))
    assert "Cutting batches" in shown
    assert "TODO" not in shown


async def test_the_command_asks_the_bot_on_this_machine(
    start_bot: StartBot, tracks: Path, reserved_port: int
) -> None:
    port = str(reserved_port)
    bot = await start_bot(**only(tracks), TENSEI_HEALTH_PORT=port)
    command = [sys.executable, "-m", "bot", "reload"]
    asked = subprocess.run(
        command,
        env={"TENSEI_HEALTH_PORT": port, "PYTHONPATH": str(Path.cwd()), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        cwd=bot.folder,
    )
    assert (asked.returncode, asked.stderr) == (0, "")
    await log_says(bot, RELOADED)
    nobody = subprocess.run(
        command,
        env={"TENSEI_HEALTH_PORT": "1", "PYTHONPATH": str(Path.cwd()), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        cwd=bot.folder,
    )
    assert nobody.returncode == 1
    assert nobody.stderr.startswith("The lessons were not reloaded: nothing that Tensei knows")
