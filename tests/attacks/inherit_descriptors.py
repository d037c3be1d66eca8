"""Uses every descriptor that was left open, but for those that a device's driver opened itself."""
import builtins
import os

of_driver = getattr(builtins, "of_driver", ())
got = []
for descriptor in range(4, 1024):
    try:
        os.fstat(descriptor)
        if descriptor not in of_driver:
            got.append((descriptor, os.readlink(f"/proc/self/fd/{descriptor}")))
    except OSError:
        pass
got
