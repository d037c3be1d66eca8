"""Opens the root directory and walks to the secret from there."""
import os

got = None
try:
    root = os.open("/", os.O_RDONLY | os.O_DIRECTORY)
    got = os.read(os.open(PLANTED["file"][1:], os.O_RDONLY, dir_fd=root), 1000)
except OSError:
    pass
got
