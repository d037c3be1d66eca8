"""Files that only their owner may read: the database, what SQLite puts beside it, and the token."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

log = logging.getLogger(__name__)

_SIDE_FILE_SUFFIXES = ("-wal", "-shm", "-journal")
"""What SQLite adds to the database's name for the files that it keeps beside it."""


def create_private_file(path: Path, content: bytes = b"") -> None:
    """Make a file that nobody but its owner can read at any moment.

    Raises:
        OSError: the file is there already, or cannot be made.
    """
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def restrict_to_owner(path: Path) -> None:
    """Take every other user's rights from a file of ours that everybody may read or write.

    A file that is closed to everybody but open to its group is left as it is: no default makes
    that, so somebody wanted it. A file of another user is left as well, as it is theirs to change.
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
    """Do so for a SQLite database, and for what is beside it."""
    for each in (path, *(path.with_name(f"{path.name}{end}") for end in _SIDE_FILE_SUFFIXES)):
        restrict_to_owner(each)
