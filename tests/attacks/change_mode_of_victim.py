"""Changes modes, times and owners of what it cannot open: Landlock does not watch these."""
import os

attempts = [
    lambda: os.chmod(PLANTED["victim"], 0),
    lambda: os.utime(PLANTED["victim"], (0, 0)),
    lambda: os.chown(PLANTED["victim"], os.getuid(), -1),
    lambda: os.setxattr(PLANTED["victim"], "user.attacked", b"1"),
]
for attempt in attempts:
    try:
        attempt()
    except OSError:
        pass
got = None
got
