"""Ends an embedded Postgres when the process that uses it is killed, and deletes its data.

A server has left the process group and session in which it was started, so that nothing else ends
it. Started as `python postgres_watcher.py FOLDER`, it reads standard input: the pipe ends with the
process that holds its other end, also after SIGKILL.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

STOP_TIMEOUT_S = 30.0


def watch(folder: Path) -> subprocess.Popen[bytes]:
    """Start a watcher of the server with its data in `folder`.

    Close its standard input and wait for it where the server has been stopped.
    """
    command = (sys.executable, __file__, str(folder))
    return subprocess.Popen(  # noqa: S603 - our own file
        command, stdin=subprocess.PIPE, start_new_session=True
    )


def stop(folder: Path) -> None:
    """Stop the server if it still runs, without a checkpoint, and delete its data."""
    try:
        pid = int((folder / "postmaster.pid").read_text().split("\n")[0])
        os.kill(pid, signal.SIGQUIT)
    except (OSError, ValueError):
        pid = None  # it was stopped
    deadline = time.monotonic() + STOP_TIMEOUT_S
    while pid is not None and Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.stdin.read()
    stop(Path(sys.argv[1]))
