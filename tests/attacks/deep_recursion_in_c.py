"""Overflows the stack where Python does not count."""
import sys

ENDING = {"crashed", "raised"}
sys.setrecursionlimit(10**9)


def down():
    down()


down()
