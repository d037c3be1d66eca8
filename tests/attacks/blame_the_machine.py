"""Reports that the machine has no free processes, so that its task is tried again forever."""
import errno

ENDING = {"raised", "refused"}
try:
    raise OSError(errno.ENFILE, "Too many open files in system", "/proc")
except OSError as cause:
    raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable") from cause
