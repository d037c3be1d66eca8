"""Files that only their owner may read: the database, SQLite's files next to it, and the token."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

log = logging.getLogger(__name__)

_SIDE_FILE_SUFFIXES = ("-wal", "-shm", "-journal")
"""What SQLite appends to the database's name for the files that it keeps next to it."""


def create_private_file(path: Path, content: bytes = b"") -> None:
    """Create a file that only its owner can read, from the first moment on.

    Raises:
        OSError: the file exists already, or cannot be created.
    """
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def restrict_to_owner(path: Path) -> None:
    """Remove all rights of group and others from a file of ours that others may read or write.

    Leave alone a file that is open to its group only: no default umask creates such a file, so
    this was somebody's decision. Leave alone a file that belongs to another user.
    """
    try:
        found = path.stat()
        mode = stat.S_IMODE(found.st_mode)
        if not mode & stat.S_IRWXO or found.st_uid != os.geteuid():
            return
        path.chmod(mode & stat.S_IRWXU)
    except FileNotFoundError:
        return
    except OSError as problem:
        log.warning("%s is open to other users, and stays so (%s)", path, problem)
        return
    log.warning(
        "%s was open to other users of this machine (mode %o); now it is open to its owner only",
        path,
        mode,
    )


def restrict_database_to_owner(path: Path) -> None:
    """Apply `restrict_to_owner` to an SQLite database and to the files that SQLite keeps for it."""
    for each in (path, *(path.with_name(f"{path.name}{end}") for end in _SIDE_FILE_SUFFIXES)):
        restrict_to_owner(each)
