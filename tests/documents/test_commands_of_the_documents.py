"""Every command in the documents is run here, or is listed below with the reason why not."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests.support.documents import DOCUMENTS, ROOT, commands

TIMEOUT_S = 120.0


class Expected(NamedTuple):
    """The exit code of a command, and a part of its output."""

    output: str
    code: int = 0


IN_ORDER = {
    "make install-dev": Expected("Nothing to be done"),
    "make install": Expected("Nothing to be done"),
    "source .venv/bin/activate": Expected(""),
    "source <(python -m bot --print-completion bash)": Expected(""),
    ".venv/bin/python -m grader doctor": Expected("landlock"),
    "python -m bot --version": Expected("Tensei "),
    "python -m bot backup tensei-0.1.0.db": Expected("checked"),
    "python -m bot backup /backups/tensei-monday.db": Expected("checked"),
    "rm -f tensei.db-wal tensei.db-shm && cp /backups/tensei-monday.db tensei.db": Expected(""),
    "python -c \"import sqlite3; sqlite3.connect('tensei.db').execute('VACUUM')\"": Expected(""),
    "docker/new-env.sh": Expected("Wrote .env"),
    "python -m pytest tests/common/test_fuzzy_match.py": Expected("passed"),
    'python -m pytest tests/documents/test_wrong_invocations.py -k "broken and notebook"': Expected(
        "1 passed"
    ),
    "python -m lessons new exercise lessons/pytorch_basics/tensors/count-down": Expected(
        "lessons/pytorch_basics/tensors/count_down.py"
    ),
    '.venv/bin/python -c "from cryptography.fernet import Fernet;'
    ' print(Fernet.generate_key().decode())"': Expected("="),
}

ON_POSTGRES = {
    "python -m bot migrate": Expected("The schema was not there"),
    "python -m bot grader-role grader_attic": Expected("TENSEI_DATABASE_URL=postgresql"),
    "python -m bot status": Expected("not running", code=1),
}

NOT_RUN = {
    r"make test": "it is what runs this test",
    r"ruff .*|mypy|lint-imports": "make test runs them before the tests",
    r"python -m pytest tests/bot/(tutor -k streak|storage/test_migrations\.py)": "make test runs"
    " them",
    r"export TENSEI_DATABASE_URL=.*": "the address is this test's own Postgres instead",
    r"python -m bot": "tests/end_to_end/test_separate_graders.py starts it on Postgres",
    r"TENSEI_LOCAL_HOST=0\.0\.0\.0 python -m bot": "no test is open to a network;"
    " tests/bot/platforms/local/test_local_network.py opens one address",
    r"python -m grader work": "tests/end_to_end/test_separate_graders.py starts it",
    r"python -m lessons check tensors": "tests/lessons/test_writing_lessons.py checks lessons",
    r"python -m lessons preview tensors": "tests/documents/test_interrupted_commands.py opens it",
    r"(createuser|createdb|pg_dump|pg_restore) .*": "it needs a server of its own, and a password",
    r"make run TORCH=.*": "it installs over the network; tests/containers/test_install_torch.py",
    r"uv venv .*": "it installs over the network",
    r"make gpu-check": "it needs a card; tests/benchmarks/test_gpu_check.py",
    r"make gpu-kit .*": "it downloads; tests/containers/test_gpu_kit.py",
    r"docker .*|podman .*": "it needs a container engine; tests/containers says what is proven",
}

MAKE_RUN = "make run"


def documented_commands() -> set[str]:
    return {each for text in DOCUMENTS.values() for each in commands(text)}


def test_every_command_is_run_or_has_a_reason_why_not() -> None:
    run = {MAKE_RUN, *IN_ORDER, *ON_POSTGRES}
    rest = documented_commands() - run
    assert not {each for each in rest if not any(re.fullmatch(why, each) for why in NOT_RUN)}
    assert run <= documented_commands()  # no test for a command that is not documented any more
    for pattern, reason in NOT_RUN.items():
        assert any(re.fullmatch(pattern, each) for each in rest) or "podman" in pattern
        for path in re.findall(r"tests/[\w/.]+", reason):
            assert (ROOT / path).exists()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the project with its bytecode, and with the packages installed."""
    if Path(sys.prefix) != ROOT / ".venv" or not (ROOT / ".venv/.installed-dev").exists():
        pytest.skip("the documents use .venv: make install-dev creates it")
    here = tmp_path / "tensei"
    ignored = shutil.ignore_patterns(".*_cache", ".git", ".venv", "*.db*", ".env", "*.token")
    shutil.copytree(ROOT, here, ignore=ignored)
    (here / ".venv").symlink_to(ROOT / ".venv")
    for file in (here / "pyproject.toml", *(here / "requirements").iterdir()):
        os.utime(file, (0, 0))  # older than .venv: make installs nothing
    return here


def environment(**settings: str) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("TENSEI_", "DISCORD_"))}
    return {**inherited, "TENSEI_LOCAL_PORT": "0", "TENSEI_HEALTH_PORT": "1", **settings}


def run_in_bash(command: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"source .venv/bin/activate; {command}"],
        cwd=folder,
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_S,
    )


def test_the_commands_do_what_the_documents_say(checkout: Path, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    check_make_run(checkout)
    for command, expected in IN_ORDER.items():
        done = run_in_bash(command.replace("/backups", str(backups)), checkout)
        assert expected.output in done.stdout, command
        assert done.returncode == expected.code, f"{command}: {done.stdout}"


def check_make_run(checkout: Path) -> None:
    with subprocess.Popen(
        ["make", "run"],
        cwd=checkout,
        env=environment(TENSEI_HEALTH_PORT="0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        process_group=0,
    ) as process:
        assert process.stdout is not None
        last = ""
        for line in process.stdout:
            last = line
            if line.startswith("Chat: "):
                break
        os.killpg(process.pid, signal.SIGINT)
        assert re.fullmatch(r"Chat: http://127\.0\.0\.1:\d+/\?token=\S+\n", last)
    assert (checkout / "tensei.db").exists()


@pytest.fixture
def database_without_role(bare_postgres_url: str) -> Iterator[str]:
    """An empty database; drop the role that the documented commands create afterwards."""
    yield bare_postgres_url
    plain = make_url(bare_postgres_url).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False)) as connection:
        connection.execute("DROP OWNED BY grader_attic; DROP ROLE grader_attic")


def test_the_commands_for_many_machines_do_what_the_documents_say(
    checkout: Path, database_without_role: str
) -> None:
    for command, expected in ON_POSTGRES.items():
        done = run_in_bash(command, checkout, TENSEI_DATABASE_URL=database_without_role)
        assert expected.output in done.stdout, command
        assert done.returncode == expected.code, f"{command}: {done.stdout}"
