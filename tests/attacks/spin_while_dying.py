"""Prevents its process from ending, in a finalizer and at exit."""
import atexit
import sys

ENDING = {"timeout", "raised"}


class Clinging:
    def __del__(self):
        while True:
            pass


@atexit.register
def cling():
    while True:
        pass


kept = Clinging()
del kept
sys.exit(0)
