"""docker/new-env.sh writes a first .env with generated passwords."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PASSWORDS = ("POSTGRES_PASSWORD", "TENSEI_GRADER_PASSWORD", "GRAFANA_PASSWORD")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with the files that the script needs, and no .env."""
    (tmp_path / "docker").mkdir()
    shutil.copy(ROOT / "docker/new-env.sh", tmp_path / "docker")
    shutil.copy(ROOT / ".env.example", tmp_path)
    return tmp_path


def new_env(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [folder / "docker/new-env.sh"], cwd="/", capture_output=True, text=True, timeout=120
    )


def settings(file: Path) -> dict[str, str]:
    return dict(re.findall(r"^(\w+)=(.*)$", file.read_text(), re.MULTILINE))


def test_every_password_is_new_long_and_fit_for_an_address(copy: Path) -> None:
    made = new_env(copy)
    assert made.returncode == 0, made.stderr
    passwords = [settings(copy / ".env")[name] for name in PASSWORDS]
    assert len(set(passwords)) == len(PASSWORDS)
    assert all(re.fullmatch(r"[0-9a-f]{48}", password) for password in passwords)


def test_all_else_is_as_in_the_example(copy: Path) -> None:
    new_env(copy)
    made = settings(copy / ".env")
    assert {**made, **dict.fromkeys(PASSWORDS, "")} == settings(copy / ".env.example")


def test_nobody_else_may_read_the_passwords(copy: Path) -> None:
    new_env(copy)
    assert (copy / ".env").stat().st_mode & 0o777 == 0o600


def test_an_env_that_is_there_is_left_alone(copy: Path) -> None:
    (copy / ".env").write_text("DISCORD_TOKEN=mine\n")
    refused = new_env(copy)
    assert refused.returncode == 1
    assert "move it away first" in refused.stderr
    assert (copy / ".env").read_text() == "DISCORD_TOKEN=mine\n"
