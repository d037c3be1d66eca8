"""Takes another uid or capabilities."""
import ctypes
import os

libc = ctypes.CDLL(None)
got = []
for attempt in (lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0]),
                lambda: os.setgid(0), lambda: os.chroot(".")):
    try:
        attempt()
        got.append(os.getresuid())
    except OSError:
        pass
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
wanted = (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
if libc.capset(header, wanted) == 0:
    got.append("capset")
now = (ctypes.c_uint32 * 6)()
libc.capget(header, now)
got += [hex(part) for part in now[:2] if part & ~(1 << 2)]
got
