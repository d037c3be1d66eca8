"""Makes a file without a name, which nobody could count."""
import os

got = None
try:
    got = os.open(".", os.O_TMPFILE | os.O_RDWR)
except OSError:
    pass
got
