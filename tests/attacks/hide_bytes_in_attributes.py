"""Fills the disk with attributes of files, whose size nobody counts."""
import os

got = []
for number in range(50):
    open(f"f{number}", "w").close()
    for name in ("user.a", "user.b", "system.posix_acl_access", "security.a"):
        try:
            os.setxattr(f"f{number}", name, b"x" * 60_000)
            got.append(name)
        except OSError:
            pass
got
