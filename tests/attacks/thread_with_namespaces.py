"""Asks for new namespaces: a user namespace would give all capabilities within."""
import ctypes
import os

libc = ctypes.CDLL(None)
got = [flag for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000, 0x8000000)
       if libc.unshare(flag) == 0]
got += [flag for flag in (0x10000000,) if libc.setns(0, flag) == 0]
got
