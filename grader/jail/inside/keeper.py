"""Reserves the first free range of uids for a grader, and keeps it until standard input ends.

    python -I -S keeper.py UID …

Started by grader/jail/uids.py as root, with the first uid of each range. Prints the one that it
took, or nothing. Imports nothing that takes time.
"""

import os
import resource
import sys


def take(uid: int) -> bool:
    """Become that uid if no other process runs as it."""
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, 0)  # root's rights are gone, and can be had back
    # Counted by real uid: this process, and the one that is forked. If another process runs as
    # this uid, that is one too many. Of two that try at the same time, one at most succeeds: the
    # one whose fork succeeded was alone, and has stayed since.
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
    """Take the first that is free, say so, and wait."""
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
