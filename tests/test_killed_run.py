"""A run of the tests that is killed leaves nothing behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from tests.support.polling import until

ROOT = Path(__file__).parents[1]
PROBE = """
import sys, time
from tests.support.postgres_server import OwnPostgres
postgres = OwnPostgres()
print(postgres._folder, postgres._server.get_pid(), flush=True)
time.sleep(600)
"""


async def test_a_killed_run_leaves_no_postgres_and_no_data_behind() -> None:
    with subprocess.Popen(
        (sys.executable, "-c", PROBE), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        folder, pid = run.stdout.readline().split()
        assert Path(f"/proc/{pid}").exists()
        run.send_signal(signal.SIGKILL)
    await until(lambda: not Path(folder).exists() and not Path(f"/proc/{pid}").exists())
