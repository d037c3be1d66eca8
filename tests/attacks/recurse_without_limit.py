"""Recurses without end, with Python's own limit taken away."""
import sys

ENDING = {"crashed", "raised", "out-of-memory", "timeout"}
sys.setrecursionlimit(10**9)


def down():
    down()


down()
