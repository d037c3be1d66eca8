"""Closes one direction of its channel, then the other, and goes on working."""
import ctypes
import time

ENDING = {"vanished"}
libc = ctypes.CDLL(None)
libc.shutdown(3, 0)
libc.shutdown(3, 1)
time.sleep(600)
