"""Says that the machine has no room for a process, so that its task is tried again for ever."""
import errno

ENDING = {"raised", "refused"}
try:
    raise OSError(errno.ENFILE, "Too many open files in system", "/proc")
except OSError as cause:
    raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable") from cause
