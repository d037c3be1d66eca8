"""Creates a file of a petabyte that uses no disk."""
import os

got = []
with open("sparse", "wb") as file:
    for attempt in (lambda: file.truncate(1 << 50), lambda: os.posix_fallocate(file.fileno(), 0, 1 << 40),
                    lambda: os.pwrite(file.fileno(), b"x", 1 << 40)):
        try:
            attempt()
            got.append(os.path.getsize("sparse"))
        except OSError:
            pass
[size for size in got if size > 1 << 30]
