"""Clears its parent-death signal, and makes its memory readable for others."""
import ctypes

libc = ctypes.CDLL(None)
got = [option for option in (1, 4, 8, 10, 22, 24, 28, 36, 38, 47, 0x59616D61)
       if libc.prctl(option, 0, 0, 0, 0) == 0]
got
