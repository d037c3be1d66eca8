"""The temporary Postgres server of benchmarks and tests ends with the process that uses it."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from tests.support.polling import until

START = """
from benchmarks.embedded_postgres import embedded_postgres, server_pid
with embedded_postgres() as url:
    print(server_pid(url), flush=True)
    input()
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
async def test_a_killed_process_leaves_neither_a_server_nor_its_data(how: signal.Signals) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        START,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    server = Path("/proc") / (await process.stdout.readline()).decode().strip()
    arguments = (server / "cmdline").read_bytes().decode().split("\0")
    folder = Path(arguments[arguments.index("-D") + 1])
    assert folder.is_dir()
    process.send_signal(how)
    await process.wait()
    await until(lambda: not server.exists() and not folder.exists())
