"""Reserves the first free range of uids for a grader, until standard input is closed.

    python -I -S keeper.py UID …

Started by grader/jail/uids.py as root, with the first uid of each range. Prints the uid of
the reserved range, or nothing. It imports only modules that load quickly.
"""

import os
import resource
import sys


def take(uid: int) -> bool:
    """Change to that uid and return True, if no other process runs as it."""
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, 0)  # the saved uid allows to return to root
    # The limit of two processes per real uid allows this one and its child. The fork fails if
    # another process runs as this uid. If two try at the same time, at most one succeeds: at the
    # time of its fork it was the only one, and it has kept the uid since.
    try:
        pid = os.fork()
    except BlockingIOError:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)
        return False
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    os.setresuid(uid, uid, uid)
    return True


def main(uids: list[int]) -> None:
    """Take the first free uid, print it, and wait until standard input is closed."""
    os.setgroups([])
    resource.setrlimit(resource.RLIMIT_NPROC, (2, 2))
    for uid in uids:
        if take(uid):
            os.write(1, f"{uid}\n".encode())
            os.close(1)
            while os.read(0, 1024):
                pass
            return


if __name__ == "__main__":
    main([int(uid) for uid in sys.argv[1:]])
