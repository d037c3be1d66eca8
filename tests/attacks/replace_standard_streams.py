"""Replaces the standard streams by other objects."""
import sys


class Trap:
    def __getattr__(self, name):
        raise SystemExit("attacked")


sys.stdout = sys.stderr = sys.stdin = Trap()
got = None
got
