"""Reads the flags of descriptor 0 that an earlier task set, and sets them for the next."""
import fcntl
import os

LEFT = os.O_NONBLOCK | os.O_APPEND
got = fcntl.fcntl(0, fcntl.F_GETFL) & LEFT
fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | LEFT)
got
