"""Call the command lines as a user does, in a folder of the user's own."""

from __future__ import annotations

import importlib
import io
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pytest

CLOSED_PORT = "1"  # only root could listen there, and no program does


def command_line(program: str) -> ModuleType:
    """Return the module that has a program's `main`: `PROGRAM.cli`, or its parser."""
    module = importlib.import_module(f"{program}.cli")
    return module if hasattr(module, "main") else importlib.import_module(f"{program}.cli.parser")


@dataclass(frozen=True)
class CommandResult:
    """Exit code and output of a command."""

    code: object
    out: str
    err: str


class Call(Protocol):
    def __call__(self, *typed: str, stdin: bytes = b"", **settings: str) -> CommandResult: ...


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Call]:
    """Return a function that runs what follows `python -m`, in this process and in `tmp_path`.

    Settings given to it also hold for later calls.
    """
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("TENSEI_", "DISCORD_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("TENSEI_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}")
    monkeypatch.setenv("TENSEI_LOCAL_PORT", "0")
    monkeypatch.setenv("TENSEI_HEALTH_PORT", CLOSED_PORT)

    def run(*typed: str, stdin: bytes = b"", **settings: str) -> CommandResult:
        program, *arguments = typed
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = command_line(program).main(arguments)
        except SystemExit as end:
            code = end.code
        output = capsys.readouterr()
        return CommandResult(code, output.out, output.err)

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield run
    root.handlers[:] = handlers
    root.setLevel(level)
