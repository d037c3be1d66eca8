"""Breaks its own process by a wild pointer."""
import ctypes

ENDING = {"crashed"}
ctypes.memset(8, 0, 100)
