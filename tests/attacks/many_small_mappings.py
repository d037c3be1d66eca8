"""Cuts its memory into as many pieces as the kernel lets it, which are slow to copy and to end."""
import ctypes
import mmap

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
size = 60_000 * 8192
start = libc.mmap(None, ctypes.c_size_t(size), 3, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, -1, 0)
if start not in (None, ctypes.c_void_p(-1).value):
    for page in range(0, size, 8192):
        libc.mprotect(ctypes.c_void_p(start + page), 4096, 0)
got = None
got
